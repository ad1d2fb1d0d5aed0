package io.piste.cart;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The cart keeper's statements about carts of one site, inside the projector's transaction. */
final class CartRows {
  /** The state of a row that a rebuild took back and that no event has filled yet. */
  private static final String BLANK = "blank";

  private static final String SELECT =
      """
      SELECT id, closed_by, visitor_id AS k_visitor, cart_key AS k_cart_key, life AS k_life, state,
             seq AS c_seq, currency AS c_currency, total AS c_total, lines_json AS c_lines_json,
             language AS c_language, created_at AS t_created, changed_at AS t_changed,
             updated_at AS t_updated, checkout_at AS t_checkout, closed_at AS t_closed
      FROM cart
      """;

  /** Locked, so that cart recovery does not abandon a cart that is just coming to life. */
  private static final String LOCK =
      SELECT
          + """
          WHERE site_id = :site AND visitor_id IN (<visitors>)
            AND (state IN ('open', 'abandoned', 'blank') OR closed_at >= :closedSince OR cart_key IN (<keys>))
          ORDER BY id FOR UPDATE
          """;

  private static final String LOCK_MORE = SELECT + "WHERE id IN (<ids>) ORDER BY id FOR UPDATE";

  private static final String LOCK_BOUGHT =
      SELECT + "WHERE closed_by IN (<orders>) ORDER BY id FOR UPDATE";

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
          language = :language, created_at = :created, changed_at = :changed,
          updated_at = :updated, checkout_at = :checkout, closed_at = :closed
      WHERE site_id = :site AND visitor_id = :visitor AND cart_key = :key AND life = :life
      """;

  private static final String CLOSED_BY =
      """
      UPDATE cart
      SET closed_by = (SELECT id FROM purchase WHERE site_id = :site
                         AND visitor_id = :buyer AND order_key = :order)
      WHERE site_id = :site AND visitor_id = :visitor AND cart_key = :key AND life = :life
      """;

  private final Handle handle;
  private final SiteId site;

  CartRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  /**
   * Carts, and the numbers of the orders that bought them.
   *
   * @param blank numbers of rows to fill in place of new ones
   */
  record Found(
      Map<Long, CartDraft> byId, Map<Long, Long> closedBy, Map<CartDraft.Key, Long> blank) {
    Collection<CartDraft> carts() {
      return byId.values();
    }

    private Found() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>(), new HashMap<>());
    }

    /** The numbers of all of them. */
    Set<Long> numbers() {
      Set<Long> numbers = new HashSet<>(byId.keySet());
      numbers.addAll(blank.values());
      return numbers;
    }

    void add(Found more) {
      more.byId.forEach(byId::putIfAbsent);
      more.closedBy.forEach(closedBy::putIfAbsent);
      more.blank.forEach(blank::putIfAbsent);
    }

    private Found with(RowView row) {
      long id = row.getColumn("id", Long.class);
      String state = row.getColumn("state", String.class);
      if (state.equals(BLANK)) {
        blank.put(row.getRow(CartDraft.Key.class), id);
        return this;
      }
      byId.put(
          id,
          CartDraft.stored(
              row.getRow(CartDraft.Key.class),
              id,
              CartState.of(state),
              row.getRow(CartDraft.Content.class),
              row.getRow(CartDraft.Times.class)));
      @Nullable Long order = row.getColumn("closed_by", Long.class);
      if (order != null) {
        closedBy.put(id, order);
      }
      return this;
    }
  }

  /** Those of some visitors that are unfinished, were closed lately, or have one of these ids. */
  Found lock(Collection<VisitorId> visitors, Collection<String> cartKeys, Instant closedSince) {
    return read(
        handle
            .createQuery(LOCK)
            .bind("site", site)
            .bindList("visitors", Jdbis.padded(visitors))
            .bindList("keys", cartKeys.isEmpty() ? List.of("") : Jdbis.padded(cartKeys))
            .bind("closedSince", closedSince));
  }

  Found lock(Collection<Long> ids) {
    return ids.isEmpty()
        ? new Found()
        : read(handle.createQuery(LOCK_MORE).bindList("ids", Jdbis.padded(ids)));
  }

  /** All that some orders bought. */
  Found lockBought(Collection<Long> orders) {
    return orders.isEmpty()
        ? new Found()
        : read(handle.createQuery(LOCK_BOUGHT).bindList("orders", Jdbis.padded(orders)));
  }

  private static Found read(Query query) {
    return query
        .registerRowMapper(ConstructorMapper.factory(CartDraft.Key.class, "k_"))
        .registerRowMapper(ConstructorMapper.factory(CartDraft.Content.class, "c_"))
        .registerRowMapper(ConstructorMapper.factory(CartDraft.Times.class, "t_"))
        .reduceRows(new Found(), Found::with);
  }

  void save(List<CartDraft> carts) {
    PreparedBatch insert = handle.prepareBatch(INSERT);
    PreparedBatch update = handle.prepareBatch(UPDATE);
    for (CartDraft cart : carts) {
      PreparedBatch batch = cart.id() == null ? insert : update;
      bind(batch, cart);
      batch.add();
    }
    insert.execute();
    update.execute();
  }

  /** Which order bought which cart; the orders must be stored. */
  void saveClosers(List<CartDraft> carts) {
    PreparedBatch batch = handle.prepareBatch(CLOSED_BY);
    for (CartDraft cart : carts) {
      if (cart.isCloserChanged()) {
        OrderDraft closer = cart.closer();
        bindKey(batch, cart)
            .bind("buyer", closer == null ? null : closer.key().visitor())
            .bind("order", closer == null ? null : closer.key().orderKey());
        batch.add();
      }
    }
    batch.execute();
  }

  private void bind(PreparedBatch statement, CartDraft cart) {
    CartDraft.Content content = cart.content();
    CartDraft.Times times = cart.times();
    bindKey(statement, cart)
        .bind("state", cart.state().word())
        .bind("seq", content.seq())
        .bind("currency", content.currency())
        .bind("total", content.total())
        .bind("lines", content.linesJson())
        .bind("language", content.language());
    statement
        .bind("created", times.created())
        .bind("changed", times.changed())
        .bind("updated", times.updated())
        .bind("checkout", times.checkout())
        .bind("closed", times.closed());
  }

  private PreparedBatch bindKey(PreparedBatch statement, CartDraft cart) {
    return statement
        .bind("site", site)
        .bind("visitor", cart.key().visitor())
        .bind("key", cart.key().cartKey())
        .bind("life", cart.key().life());
  }
}
