package io.piste.visit;

import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Ends the keeping of raw visits (rule C16). Thread-safe. */
public final class OldVisits {
  private static final int AT_ONCE = 5_000;

  /** Tables of raw visits, with the column that tells when a row was last about something. */
  private static final Map<String, String> RAW =
      Map.of(
          "page_view", "viewed_at",
          "product_view", "viewed_at",
          "segment_change", "changed_at",
          "visit_event", "happened_at",
          "visit_session", "last_at",
          "visit_session_opening", "last_at");

  private final Jdbi jdbi;

  /** Deletes nothing yet. */
  public OldVisits(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Deletes a bounded number of rows from before a time; true when there may be more. */
  public boolean forgetBefore(Instant time) {
    boolean more = false;
    for (var table : RAW.entrySet()) {
      String sql =
          "DELETE FROM %s WHERE %s < :time ORDER BY id LIMIT :limit"
              .formatted(table.getKey(), table.getValue());
      int deleted =
          jdbi.withHandle(
              handle ->
                  handle.createUpdate(sql).bind("time", time).bind("limit", AT_ONCE).execute());
      more |= deleted == AT_ONCE;
    }
    return more;
  }
}
