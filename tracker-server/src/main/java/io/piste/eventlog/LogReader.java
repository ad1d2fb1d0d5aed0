package io.piste.eventlog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The projector's statements, inside one transaction. */
final class LogReader {
  private static final Duration REPEATS = Duration.ofDays(7);
  private static final int FORGET_AT_ONCE = 10_000;
  private static final int MAX_REASON = 500;

  private static final String ENSURE_CHECKPOINT =
      "INSERT IGNORE INTO event_checkpoint (stream, seq) VALUES (:stream, 0)";

  private static final String LOCK_CHECKPOINT =
      "SELECT seq FROM event_checkpoint WHERE stream = :stream FOR UPDATE";

  private static final String NEXT =
      """
      SELECT l.seq, l.site_id, l.visitor_id, l.event_id, l.purposes, l.happened_at, l.received_at,
             l.verdict, l.type, l.client, l.body, s.event_id IS NOT NULL AS seen
      FROM event_log l
      LEFT JOIN event_seen s
        ON s.site_id = l.site_id AND s.visitor_id = l.visitor_id AND s.event_id = l.event_id
      WHERE l.stream = :stream AND l.seq > :after
      ORDER BY l.seq LIMIT :limit
      """;

  private static final String REMEMBER =
      """
      INSERT INTO event_seen (site_id, visitor_id, event_id, seen_at)
      SELECT site_id, visitor_id, event_id, :now FROM event_log
      WHERE stream = :stream AND seq BETWEEN :first AND :last
      ON DUPLICATE KEY UPDATE event_seen.seen_at = event_seen.seen_at
      """;

  private static final String MOVE =
      "UPDATE event_checkpoint SET seq = :last WHERE stream = :stream";

  private static final String NEXT_SEQ =
      "SELECT MIN(seq) FROM event_log WHERE stream = :stream AND seq > :after";

  private static final String BURY =
      """
      INSERT INTO event_dead (stream, seq, reason, died_at)
      VALUES (:stream, :last, :reason, :now)
      """;

  private static final String FORGET =
      "DELETE FROM event_seen WHERE seen_at < :before LIMIT :limit";

  /** A row of the log, and whether its event was projected before. */
  record Entry(long seq, EventRow row, boolean seen) {}

  private final Handle handle;

  LogReader(Handle handle) {
    this.handle = handle;
  }

  /** Makes other projectors wait for this transaction, and reads on from the checkpoint. */
  List<Entry> lockAndRead(int limit) {
    return handle
        .createQuery(NEXT)
        .bind("stream", StreamWriter.STREAM)
        .bind("after", lockCheckpoint())
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Entry(row.getLong("seq"), EventRow.read(row), row.getBoolean("seen")))
        .list();
  }

  /** Moves the checkpoint behind the entries and remembers their ids. */
  void moveTo(List<Entry> entries, Instant now) {
    handle
        .createUpdate(REMEMBER)
        .bind("stream", StreamWriter.STREAM)
        .bind("first", entries.getFirst().seq())
        .bind("last", entries.getLast().seq())
        .bind("now", now)
        .execute();
    move(entries.getLast().seq());
  }

  /** Sets the next event aside and moves on. Its id is not remembered: it had no effect. */
  long buryNext(String reason, Instant now) {
    long seq =
        handle
            .createQuery(NEXT_SEQ)
            .bind("stream", StreamWriter.STREAM)
            .bind("after", lockCheckpoint())
            .mapTo(Long.class)
            .one();
    handle
        .createUpdate(BURY)
        .bind("stream", StreamWriter.STREAM)
        .bind("last", seq)
        .bind("reason", reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON))
        .bind("now", now)
        .execute();
    move(seq);
    return seq;
  }

  /** Deletes a bounded number of old ids; true when there may be more. */
  boolean forgetSeenBefore(Instant now) {
    return handle
            .createUpdate(FORGET)
            .bind("before", now.minus(REPEATS))
            .bind("limit", FORGET_AT_ONCE)
            .execute()
        == FORGET_AT_ONCE;
  }

  private long lockCheckpoint() {
    return handle
        .createQuery(LOCK_CHECKPOINT)
        .bind("stream", StreamWriter.STREAM)
        .mapTo(Long.class)
        .findOne()
        .orElseGet(this::startCheckpoint);
  }

  private long startCheckpoint() {
    handle.createUpdate(ENSURE_CHECKPOINT).bind("stream", StreamWriter.STREAM).execute();
    return handle
        .createQuery(LOCK_CHECKPOINT)
        .bind("stream", StreamWriter.STREAM)
        .mapTo(Long.class)
        .one();
  }

  private void move(long seq) {
    handle.createUpdate(MOVE).bind("stream", StreamWriter.STREAM).bind("last", seq).execute();
  }
}
