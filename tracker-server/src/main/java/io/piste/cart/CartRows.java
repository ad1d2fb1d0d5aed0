package io.piste.cart;

import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** The cart keeper's statements for one site, inside the projector's transaction. */
final class CartRows {
  /** Locked, so that cart recovery does not abandon a cart that is just coming to life. */
  private static final String LOCK =
      """
      SELECT visitor_id AS k_visitor, cart_key AS k_cart_key, life AS k_life, state,
             seq AS c_seq, currency AS c_currency, total AS c_total, lines_json AS c_lines_json,
             language AS c_language, created_at AS t_created, changed_at AS t_changed,
             updated_at AS t_updated, checkout_at AS t_checkout, restored_at AS t_restored,
             closed_at AS t_closed
      FROM cart
      WHERE site_id = :site AND visitor_id IN (<visitors>)
        AND (state IN ('open', 'abandoned') OR closed_at >= :closedSince OR cart_key IN (<keys>))
      ORDER BY id FOR UPDATE
      """;

  private static final String INSERT =
      """
      INSERT INTO cart (site_id, visitor_id, cart_key, life, state, seq, currency, total,
                        lines_json, language, created_at, changed_at, updated_at, checkout_at,
                        closed_at)
      VALUES (:site, :visitor, :key, :life, :state, :seq, :currency, :total,
              :lines, :language, :created, :changed, :updated, :checkout, :closed)
      """;

  private static final String UPDATE =
      """
      UPDATE cart
      SET state = :state, seq = :seq, currency = :currency, total = :total, lines_json = :lines,
          language = :language, changed_at = :changed, updated_at = :updated,
          checkout_at = :checkout, closed_at = :closed
      WHERE site_id = :site AND visitor_id = :visitor AND cart_key = :key AND life = :life
      """;

  private static final String KNOWN_ORDERS =
      """
      SELECT visitor_id AS visitor, order_key FROM purchase
      WHERE site_id = :site AND visitor_id IN (<visitors>) AND order_key IN (<keys>)
      """;

  private static final String ORDERS_SINCE =
      """
      SELECT visitor_id AS visitor, ordered_at AS at FROM purchase
      WHERE site_id = :site AND visitor_id IN (<visitors>) AND ordered_at >= :since
      """;

  private static final String INSERT_ORDER =
      """
      INSERT INTO purchase (site_id, visitor_id, order_key, cart_id, currency, total, lines_json,
                            recovered, ordered_at)
      VALUES (:site, :visitor, :key,
              (SELECT id FROM cart WHERE site_id = :site AND visitor_id = :cartVisitor
                 AND cart_key = :cartKey AND life = :life),
              :currency, :total, :lines, :recovered, :at)
      """;

  private final Handle handle;
  private final SiteId site;

  CartRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  List<CartDraft> lock(
      Collection<VisitorId> visitors, Collection<String> cartKeys, Instant closedSince) {
    return handle
        .createQuery(LOCK)
        .bind("site", site)
        .bindList("visitors", visitors)
        .bindList("keys", orNone(cartKeys))
        .bind("closedSince", closedSince)
        .registerRowMapper(ConstructorMapper.factory(CartDraft.Key.class, "k_"))
        .registerRowMapper(ConstructorMapper.factory(CartDraft.Content.class, "c_"))
        .registerRowMapper(ConstructorMapper.factory(CartDraft.Times.class, "t_"))
        .reduceRows(
            new ArrayList<CartDraft>(),
            (carts, row) -> {
              carts.add(
                  CartDraft.stored(
                      row.getRow(CartDraft.Key.class),
                      row.getColumn("state", CartState.class),
                      row.getRow(CartDraft.Content.class),
                      row.getRow(CartDraft.Times.class)));
              return carts;
            });
  }

  List<CartShelf.Known> knownOrders(Collection<VisitorId> visitors, Collection<String> orderKeys) {
    if (orderKeys.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(KNOWN_ORDERS)
        .bind("site", site)
        .bindList("visitors", visitors)
        .bindList("keys", orderKeys)
        .map(ConstructorMapper.of(CartShelf.Known.class))
        .list();
  }

  List<CartShelf.Ordered> ordersSince(Collection<VisitorId> visitors, Instant since) {
    return handle
        .createQuery(ORDERS_SINCE)
        .bind("site", site)
        .bindList("visitors", visitors)
        .bind("since", since)
        .map(ConstructorMapper.of(CartShelf.Ordered.class))
        .list();
  }

  void save(List<CartDraft> carts) {
    PreparedBatch insert = handle.prepareBatch(INSERT);
    PreparedBatch update = handle.prepareBatch(UPDATE);
    for (CartDraft cart : carts) {
      if (cart.isStored()) {
        bind(update, cart);
        update.add();
      } else {
        bind(insert, cart);
        insert.bind("created", cart.times().created()).add();
      }
    }
    insert.execute();
    update.execute();
  }

  void insertOrders(List<CartShelf.Placed> orders) {
    PreparedBatch batch = handle.prepareBatch(INSERT_ORDER);
    for (CartShelf.Placed placed : orders) {
      CartDraft.Key cart = placed.cart();
      batch
          .bind("site", site)
          .bind("visitor", placed.visitor())
          .bind("key", placed.order().id())
          .bind("cartVisitor", cart == null ? null : cart.visitor())
          .bind("cartKey", cart == null ? null : cart.cartKey())
          .bind("life", cart == null ? 0 : cart.life())
          .bind("currency", placed.order().currency())
          .bind("total", placed.order().total())
          .bind("lines", Json.write(placed.order().lines()))
          .bind("recovered", placed.recovered())
          .bind("at", placed.at())
          .add();
    }
    batch.execute();
  }

  private void bind(SqlStatement<?> statement, CartDraft cart) {
    CartDraft.Content content = cart.content();
    CartDraft.Times times = cart.times();
    statement
        .bind("site", site)
        .bind("visitor", cart.key().visitor())
        .bind("key", cart.key().cartKey())
        .bind("life", cart.key().life())
        .bind("state", cart.state().word());
    statement
        .bind("seq", content.seq())
        .bind("currency", content.currency())
        .bind("total", content.total())
        .bind("lines", content.linesJson())
        .bind("language", content.language());
    statement
        .bind("changed", times.changed())
        .bind("updated", times.updated())
        .bind("checkout", times.checkout())
        .bind("closed", times.closed());
  }

  private static Collection<String> orNone(Collection<String> keys) {
    return keys.isEmpty() ? List.of("") : keys;
  }
}
