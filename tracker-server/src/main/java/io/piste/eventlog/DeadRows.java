package io.piste.eventlog;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Puts events among the dead letters, inside the caller's transaction. */
final class DeadRows {
  private static final int MAX_REASON = 500;

  /** One that was replayed before, or failed again, is dead once more. */
  private static final String BURY =
      """
      INSERT INTO event_dead (stream, seq, site_id, visitor_id, event_id, type, received_at, cause,
                              reason, died_at)
      SELECT stream, seq, site_id, visitor_id, event_id, type, received_at, :cause, :reason, :now
      FROM event_log WHERE stream = :stream AND seq = :seq
      ON DUPLICATE KEY UPDATE state = 'dead', cause = VALUES(cause), reason = VALUES(reason),
        died_at = VALUES(died_at), tries = tries + 1, settled_at = NULL, settled_by = NULL,
        settled_after = NULL
      """;

  private final Handle handle;

  DeadRows(Handle handle) {
    this.handle = handle;
  }

  void bury(long seq, DeathCause cause, String reason, Instant now) {
    handle
        .createUpdate(BURY)
        .bind("stream", StreamWriter.STREAM)
        .bind("seq", seq)
        .bind("cause", cause.word())
        .bind("reason", reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON))
        .bind("now", now)
        .execute();
  }
}
