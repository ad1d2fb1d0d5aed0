package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Takes the visits of some visitors back. What is kept of events that are dropped are the sessions
 * that an event to come may still prolong; the rest of them is raw and goes with its events. The
 * roll-ups follow the rows as always, but for rows that go for their age: those stay counted.
 */
final class VisitRewind implements Rewound {
  /** Events come up to 7 days late, and a session may wait half an hour for its next one. */
  private static final Duration MAY_STILL_CHANGE = Duration.ofDays(8);

  private static final List<String> TABLES =
      List.of("page_view", "product_view", "visit_event", "visit_session");

  /** From then on raw rows are whole: days before are counted anew by nobody. */
  private static final String RAISE_FLOOR =
      """
      INSERT INTO traffic_floor (site_id, floor_at) VALUES (:site, :until)
      ON DUPLICATE KEY UPDATE floor_at = GREATEST(floor_at, VALUES(floor_at))
      """;

  private static final String OF_THESE = " WHERE site_id = :site AND visitor_id IN (<visitors>)";

  private final Handle handle;
  private final Scope scope;
  private final Map<String, Long> last = new HashMap<>();
  private Instant oldest = Instant.EPOCH;

  VisitRewind(Handle handle, Scope scope) {
    this.handle = handle;
    this.scope = scope;
  }

  /** Back to the opening balance; the roll-ups must be told before and after. */
  void takeBack() {
    TABLES.forEach(this::delete);
    scope.update(handle, SessionRows.RESTORE);
  }

  @Override
  public void keep(Instant until) {
    oldest = until.minus(MAY_STILL_CHANGE);
    forget();
    scope.update(handle, SessionRows.KEEP, update -> update.bind("at", oldest));
    TABLES.forEach(table -> last.put(table, lastOf(table)));
    for (SiteId site : scope.bySite().keySet()) {
      handle.createUpdate(RAISE_FLOOR).bind("site", site).bind("until", until).execute();
    }
  }

  @Override
  public void settle() {
    last.forEach(
        (table, id) -> {
          boolean sessions = table.equals("visit_session");
          String age = sessions ? " AND last_at <= " + oldest.toEpochMilli() : "";
          scope.update(
              handle,
              "DELETE FROM " + table + OF_THESE + " AND id <= :last" + age,
              update -> update.bind("last", id));
        });
  }

  void forget() {
    delete("visit_session_opening");
  }

  private long lastOf(String table) {
    return scope
        .query(
            handle,
            "SELECT COALESCE(MAX(id), 0) AS last FROM " + table + OF_THESE,
            (row, context) -> row.getLong("last"))
        .stream()
        .max(Long::compare)
        .orElse(0L);
  }

  private void delete(String table) {
    scope.update(handle, "DELETE FROM " + table + OF_THESE);
  }
}
