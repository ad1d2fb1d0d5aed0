package io.piste.eventlog;

import io.piste.base.FailureWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The projector's statements, inside one transaction. */
final class LogReader {
  /** A place that no event has. */
  private static final List<Long> NONE = List.of(-1L);

  private static final String NEXT =
      """
      SELECT l.seq, l.site_id, l.visitor_id, l.event_id, l.purposes, l.happened_at, l.received_at,
             l.verdict, l.type, l.client, l.body,
             s.event_id IS NOT NULL OR l.received_at <= e.erased_at AS spent
      FROM event_log l
      LEFT JOIN event_seen s
        ON s.site_id = l.site_id AND s.visitor_id = l.visitor_id AND s.event_id = l.event_id
      LEFT JOIN erased_visitor e ON e.site_id = l.site_id AND e.visitor_id = l.visitor_id
      WHERE l.stream = :stream AND l.seq > :after
      ORDER BY l.seq LIMIT :limit
      """;

  private static final String REMEMBER =
      """
      INSERT INTO event_seen (site_id, visitor_id, event_id, seen_at)
      SELECT site_id, visitor_id, event_id, :now FROM event_log
      WHERE stream = :stream AND seq BETWEEN :first AND :last
        AND happened_at BETWEEN received_at - :oldest AND received_at
        AND seq NOT IN (<aside>)
      ON DUPLICATE KEY UPDATE event_seen.seen_at = event_seen.seen_at
      """;

  private static final String MOVE =
      "UPDATE event_checkpoint SET seq = :last WHERE stream = :stream";

  private static final String NEXT_SEQ =
      "SELECT MIN(seq) FROM event_log WHERE stream = :stream AND seq > :after";

  /**
   * A row of the log.
   *
   * @param spent whether its event was projected before, or its visitor erased since it arrived
   */
  record Entry(long seq, EventRow row, boolean spent) {}

  private final Handle handle;

  LogReader(Handle handle) {
    this.handle = handle;
  }

  /** Reads on behind the checkpoint. */
  List<Entry> read(long after, int limit) {
    return handle
        .createQuery(NEXT)
        .bind("stream", StreamWriter.STREAM)
        .bind("after", after)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Entry(row.getLong("seq"), EventRow.read(row), row.getBoolean("spent")))
        .list();
  }

  /**
   * Moves the checkpoint behind the entries and remembers the ids of those that did not go aside.
   */
  void moveTo(List<Entry> entries, List<Long> aside, Instant now) {
    handle
        .createUpdate(REMEMBER)
        .bind("stream", StreamWriter.STREAM)
        .bind("first", entries.getFirst().seq())
        .bind("last", entries.getLast().seq())
        .bind("oldest", Untimely.OLDEST.toMillis())
        .bindList("aside", aside.isEmpty() ? NONE : aside)
        .bind("now", now)
        .execute();
    move(entries.getLast().seq());
  }

  /**
   * Sets the next event aside and moves on. Its id is not remembered: it had no effect. Empty, and
   * nothing happens, when another projector moved on meanwhile: the next one is not the one that
   * failed.
   *
   * @param after the checkpoint at which it failed
   */
  Optional<Long> buryNext(long after, RuntimeException failure, Instant now) {
    if (Checkpoint.lock(handle) != after) {
      return Optional.empty();
    }
    long seq =
        handle
            .createQuery(NEXT_SEQ)
            .bind("stream", StreamWriter.STREAM)
            .bind("after", after)
            .mapTo(Long.class)
            .one();
    new DeadRows(handle).bury(seq, DeathCause.of(failure), FailureWords.reason(failure), now);
    move(seq);
    return Optional.of(seq);
  }

  private void move(long seq) {
    handle.createUpdate(MOVE).bind("stream", StreamWriter.STREAM).bind("last", seq).execute();
  }
}
