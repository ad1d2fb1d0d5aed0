package io.piste.cart;

import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.protocol.Order;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The cart keeper's statements about orders of one site, inside the projector's transaction. */
final class OrderRows {
  private static final String SELECT =
      """
      SELECT p.id, p.recovered, p.visitor_id AS k_visitor, p.order_key AS k_order_key,
             p.ordered_at AS f_at, p.cart_key AS f_cart_key, p.status AS p_status,
             p.status_at AS p_at, p.paid AS p_paid, p.refunded AS p_refunded,
             c.visitor_id AS c_visitor, c.cart_key AS c_cart_key, c.life AS c_life
      FROM purchase p LEFT JOIN cart c ON c.id = p.cart_id
      """;

  private static final String OF_VISITORS =
      SELECT
          + """
          WHERE p.site_id = :site AND p.visitor_id IN (<visitors>)
            AND (p.ordered_at >= :since OR p.order_key IN (<keys>))
          """;

  private static final String BY_IDS = SELECT + "WHERE p.id IN (<ids>)";

  private static final String RECOVERY =
      """
      SELECT p.site_id AS site, p.visitor_id AS visitor, p.order_key AS `order`,
             COALESCE(c.cart_key, p.cart_key) AS cart, p.total, p.currency, p.ordered_at AS at
      FROM purchase p LEFT JOIN cart c ON c.id = p.cart_id
      WHERE p.site_id = :site AND p.visitor_id = :visitor AND p.order_key = :key
      """;

  private static final String CART =
      """
      (SELECT id FROM cart WHERE site_id = :site AND visitor_id = :cartVisitor
         AND cart_key = :cartKey AND life = :life)
      """;

  private static final String INSERT =
      """
      INSERT INTO purchase (site_id, visitor_id, order_key, cart_key, cart_id, currency, total,
                            lines_json, recovered, ordered_at, status, status_at, paid, refunded)
      VALUES (:site, :visitor, :key, :named, %s, :currency, :total, :lines, :recovered, :at,
              :status, :statusAt, :paid, :refunded)
      """
          .formatted(CART);

  private static final String REVISE =
      """
      UPDATE purchase SET recovered = :recovered, status = :status, status_at = :statusAt,
        paid = :paid, refunded = :refunded, cart_id = %s
      WHERE site_id = :site AND visitor_id = :visitor AND order_key = :key
      """
          .formatted(CART);

  private final Handle handle;
  private final SiteId site;

  OrderRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  /** What is asked for: those of the visitors since then, those of these ids, those numbers. */
  record Wanted(
      Collection<VisitorId> visitors,
      Instant since,
      Collection<String> orderKeys,
      Collection<Long> numbers) {}

  /** Orders by the numbers of their rows. */
  Map<Long, OrderDraft> find(Wanted wanted) {
    Map<Long, OrderDraft> found = new LinkedHashMap<>();
    if (!wanted.visitors().isEmpty()) {
      mapped(
          handle
              .createQuery(OF_VISITORS)
              .bind("site", site)
              .bindList("visitors", Jdbis.padded(wanted.visitors()))
              .bind("since", wanted.since())
              .bindList(
                  "keys",
                  wanted.orderKeys().isEmpty() ? List.of("") : Jdbis.padded(wanted.orderKeys())),
          found);
    }
    List<Long> missing =
        wanted.numbers().stream().distinct().filter(id -> !found.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      mapped(handle.createQuery(BY_IDS).bindList("ids", Jdbis.padded(missing)), found);
    }
    return found;
  }

  private static void mapped(Query query, Map<Long, OrderDraft> found) {
    query
        .registerRowMapper(ConstructorMapper.factory(OrderDraft.Key.class, "k_"))
        .registerRowMapper(ConstructorMapper.factory(OrderDraft.Facts.class, "f_"))
        .registerRowMapper(ConstructorMapper.factory(OrderDraft.Progress.class, "p_"))
        .registerRowMapper(ConstructorMapper.factory(CartDraft.Key.class, "c_"))
        .reduceRows(
            found,
            (all, row) -> {
              all.put(row.getColumn("id", Long.class), order(row));
              return all;
            });
  }

  private static OrderDraft order(RowView row) {
    @Nullable String cart = row.getColumn("c_cart_key", String.class);
    return OrderDraft.stored(
        row.getRow(OrderDraft.Key.class),
        row.getRow(OrderDraft.Facts.class),
        row.getRow(OrderDraft.Progress.class),
        cart == null ? null : row.getRow(CartDraft.Key.class),
        row.getColumn("recovered", Boolean.class));
  }

  /** Stores the new ones and revises those that turned out to be otherwise. */
  void save(List<OrderDraft> orders) {
    PreparedBatch insert = handle.prepareBatch(INSERT);
    PreparedBatch revise = handle.prepareBatch(REVISE);
    for (OrderDraft order : orders) {
      Order news = order.news();
      if (news != null) {
        bind(insert, order)
            .bind("named", news.cart())
            .bind("currency", news.currency())
            .bind("total", news.total())
            .bind("lines", Json.write(news.lines()))
            .bind("at", order.at())
            .add();
      } else if (order.isRevised()) {
        bind(revise, order).add();
      }
    }
    insert.execute();
    revise.execute();
  }

  /** Tells which of the stored orders turned out to be recovered. */
  void tell(List<OrderDraft> orders, Recoveries recoveries) {
    orders.stream()
        .filter(OrderDraft::turnedOutRecovered)
        .forEach(
            order ->
                handle
                    .createQuery(RECOVERY)
                    .bind("site", site)
                    .bind("visitor", order.key().visitor())
                    .bind("key", order.key().orderKey())
                    .map(ConstructorMapper.of(Recoveries.Recovery.class))
                    .forEach(recovery -> recoveries.recovered(handle, recovery)));
  }

  private PreparedBatch bind(PreparedBatch batch, OrderDraft order) {
    CartDraft.Key cart = order.cart();
    return batch
        .bind("site", site)
        .bind("visitor", order.key().visitor())
        .bind("key", order.key().orderKey())
        .bind("recovered", order.isRecovered())
        .bind("status", order.progress().status().word())
        .bind("statusAt", order.progress().at())
        .bind("paid", order.progress().paid())
        .bind("refunded", order.progress().refunded())
        .bind("cartVisitor", cart == null ? null : cart.visitor())
        .bind("cartKey", cart == null ? null : cart.cartKey())
        .bind("life", cart == null ? 0 : cart.life());
  }
}
