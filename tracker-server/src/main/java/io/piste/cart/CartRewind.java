package io.piste.cart;

import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Takes the carts and orders of some visitors back to what was known before the events that are
 * still kept. Rows of carts stay, blank, until an event fills them again: mails and sequences name
 * their numbers, and when a cart was left or restored is in no event.
 */
final class CartRewind implements Rewound {
  /** A cart that turns up only in a rebuild is no news when nothing was heard of it for so long. */
  private static final Duration NO_NEWS = Duration.ofDays(1);

  private static final String OF_THESE = " WHERE site_id = :site AND visitor_id IN (<visitors>)";

  private static final String BEFORE = "SELECT id, state = 'abandoned' AS is_left FROM cart";

  private static final String BLANK = "UPDATE cart SET state = 'blank', closed_by = NULL";

  private static final String RESTORE =
      """
      UPDATE cart c JOIN cart_opening o ON o.id = c.id
      SET c.state = o.state, c.seq = o.seq, c.currency = o.currency, c.total = o.total,
          c.lines_json = o.lines_json, c.language = o.language, c.created_at = o.created_at,
          c.changed_at = o.changed_at, c.updated_at = o.updated_at,
          c.checkout_at = o.checkout_at, c.closed_at = o.closed_at, c.closed_by = o.closed_by
      WHERE o.site_id = :site AND o.visitor_id IN (<visitors>)
      """;

  private static final String RESTORE_MISSING =
      "INSERT IGNORE INTO cart SELECT * FROM cart_opening" + OF_THESE;

  private static final String RESTORE_ORDERS =
      "INSERT INTO purchase SELECT * FROM purchase_opening" + OF_THESE;

  private static final String KEEP =
      "INSERT INTO cart_opening SELECT * FROM cart" + OF_THESE + " AND state <> 'blank'";

  private static final String KEEP_ORDERS =
      "INSERT INTO purchase_opening SELECT * FROM purchase" + OF_THESE;

  private static final String STILL_LEFT =
      "UPDATE cart SET state = 'abandoned' WHERE id IN (<ids>) AND state = 'open'";

  private static final String NO_NEWS_OPEN =
      "SELECT id, 0 AS is_left FROM cart"
          + OF_THESE
          + " AND state = 'open' AND abandoned_at IS NULL AND updated_at < :time";

  private static final String LEAVE =
      """
      UPDATE cart SET state = 'abandoned', abandoned_at = updated_at
      WHERE id IN (<ids>) AND state = 'open'
      """;

  private record Known(long id, boolean left) {}

  private static final RowMapper<Known> KNOWN =
      (row, context) -> new Known(row.getLong("id"), row.getBoolean("is_left"));

  private final Handle handle;
  private final Scope scope;
  private final Set<Long> known = new HashSet<>();
  private final Set<Long> left = new HashSet<>();

  CartRewind(Handle handle, Scope scope) {
    this.handle = handle;
    this.scope = scope;
  }

  void takeBack() {
    for (Known cart : scope.query(handle, BEFORE + OF_THESE, KNOWN)) {
      known.add(cart.id());
      if (cart.left()) {
        left.add(cart.id());
      }
    }
    delete("purchase");
    for (String sql : List.of(BLANK + OF_THESE, RESTORE, RESTORE_MISSING, RESTORE_ORDERS)) {
      scope.update(handle, sql);
    }
  }

  @Override
  public void keep(Instant until) {
    forget();
    scope.update(handle, KEEP);
    scope.update(handle, KEEP_ORDERS);
  }

  @Override
  public void settle() {
    change(STILL_LEFT, left);
    Set<Long> old = new HashSet<>();
    Instant time = scope.now().minus(NO_NEWS);
    scope
        .query(handle, NO_NEWS_OPEN, KNOWN, query -> query.bind("time", time))
        .forEach(cart -> old.add(cart.id()));
    old.removeAll(known);
    change(LEAVE, old);
    scope.update(handle, "DELETE FROM cart" + OF_THESE + " AND state = 'blank'");
  }

  void forget() {
    delete("cart_opening");
    delete("purchase_opening");
  }

  private void delete(String table) {
    scope.update(handle, "DELETE FROM " + table + OF_THESE);
  }

  private void change(String sql, Set<Long> ids) {
    if (!ids.isEmpty()) {
      handle.createUpdate(sql).bindList("ids", List.copyOf(ids)).execute();
    }
  }
}
