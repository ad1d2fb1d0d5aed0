package io.piste.eventlog;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.FailureWords;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Events that could not be projected, and what people decide about them. A letter is replayed out
 * of its order and once: afterwards its id is remembered as that of any other event, and should a
 * repeat of it have been projected meanwhile, nothing happens any more. Thread-safe.
 */
public final class DeadLetters {
  /** So many are replayed for one request at most. */
  private static final int AT_ONCE = 500;

  private static final String PAGE =
      """
      SELECT d.*, l.body FROM event_dead d
      LEFT JOIN event_log l
        ON l.stream = d.stream AND l.seq = d.seq AND l.received_at = d.received_at
      WHERE d.stream = :stream AND d.state = :state AND (:cause = '' OR d.cause = :cause)
        AND d.seq < :before
      ORDER BY d.seq DESC LIMIT :limit
      """;

  private static final String OPEN_BY_CAUSE =
      """
      SELECT cause, COUNT(*) AS letters FROM event_dead
      WHERE stream = :stream AND state = 'dead' GROUP BY cause
      """;

  private static final String ALARMING =
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM event_dead
        WHERE stream = :stream AND state = 'dead' AND cause IN (<causes>) LIMIT 1000) some
      """;

  private static final String BY_STATE =
      "SELECT COUNT(*) FROM event_dead WHERE stream = :stream AND state = :state";

  /** Those that failed least often first, so that all get their turn. */
  private static final String OLDEST =
      """
      SELECT seq FROM event_dead
      WHERE stream = :stream AND state = 'dead' AND cause = :cause
      ORDER BY tries, seq LIMIT :limit
      """;

  private static final String LOCK =
      """
      SELECT d.*, NULL AS body FROM event_dead d
      WHERE stream = :stream AND seq = :seq AND state <> 'replayed' FOR UPDATE
      """;

  /** Not one of a part of the log whose effects are kept already: it is about to be dropped. */
  private static final String EVENT =
      """
      SELECT l.*, s.event_id IS NOT NULL OR l.received_at <= e.erased_at AS spent
      FROM event_log l
      LEFT JOIN event_seen s
        ON s.site_id = l.site_id AND s.visitor_id = l.visitor_id AND s.event_id = l.event_id
      LEFT JOIN erased_visitor e ON e.site_id = l.site_id AND e.visitor_id = l.visitor_id
      LEFT JOIN event_covered c ON c.site_id = l.site_id AND c.visitor_id = l.visitor_id
      WHERE l.stream = :stream AND l.seq = :seq AND l.received_at = :receivedAt
        AND (c.until_at IS NULL OR l.received_at >= c.until_at)
      """;

  private static final String REMEMBER =
      """
      INSERT INTO event_seen (site_id, visitor_id, event_id, seen_at)
      VALUES (:site, :visitor, :event, :now)
      ON DUPLICATE KEY UPDATE event_seen.seen_at = event_seen.seen_at
      """;

  private static final String SETTLE =
      """
      UPDATE event_dead
      SET state = :state, settled_at = :now, settled_by = :by, settled_after = :after
      WHERE stream = :stream AND seq = :seq AND state IN ('dead', :from)
      """;

  private static final String DISCARD_ALL =
      """
      UPDATE event_dead SET state = 'discarded', settled_at = :now, settled_by = :by
      WHERE stream = :stream AND state = 'dead' AND cause = :cause
      """;

  /** What became of a replay. */
  public enum Outcome {
    /** It has had its effects now. */
    REPLAYED,
    /** It failed again; the reason is the new one. */
    FAILED,
    /** Somebody else decided, or the event is dropped by now. */
    GONE
  }

  /** How a replay of several went; {@code left} were not tried yet. */
  public record Replayed(int done, int failed, long left) {}

  private final Jdbi jdbi;
  private final List<Projection> projections;
  private final InstantSource clock;

  /** Replays through the given projections. */
  public DeadLetters(Jdbi jdbi, List<Projection> projections, InstantSource clock) {
    this.jdbi = jdbi;
    this.projections = List.copyOf(projections);
    this.clock = clock;
  }

  /** Letters in a state, the newest first, before a place in the log; a null cause means all. */
  public List<DeadLetter> page(
      DeadLetter.State state, @Nullable DeathCause cause, long before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PAGE)
                .bind("stream", StreamWriter.STREAM)
                .bind("state", state.word())
                .bind("cause", cause == null ? "" : cause.word())
                .bind("before", before)
                .bind("limit", limit)
                .map(DeadLetters::read)
                .list());
  }

  /** How many wait for a decision, by cause; causes without any are left out. */
  public Map<DeathCause, Long> open() {
    Map<DeathCause, Long> counts = new EnumMap<>(DeathCause.class);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(OPEN_BY_CAUSE)
                .bind("stream", StreamWriter.STREAM)
                .map(
                    (row, context) ->
                        Map.entry(DeathCause.of(row.getString("cause")), row.getLong("letters")))
                .forEach(count -> counts.merge(count.getKey(), count.getValue(), Long::sum)));
    return counts;
  }

  /**
   * How many wait and ask for somebody, up to 1,000: not those whose time is not believed, since
   * strangers make those.
   */
  public long alarming() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(ALARMING)
                .bind("stream", StreamWriter.STREAM)
                .bindList("causes", DeathCause.ALARMING)
                .mapTo(Long.class)
                .one());
  }

  /** How many are in a state. */
  public long count(DeadLetter.State state) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(BY_STATE)
                .bind("stream", StreamWriter.STREAM)
                .bind("state", state.word())
                .mapTo(Long.class)
                .one());
  }

  /** Projects the event of a letter again, also of one that was discarded. */
  public Outcome replay(long seq, String by) {
    try {
      return inTransaction(handle -> replay(handle, seq, by));
    } catch (RuntimeException e) {
      if (Failures.isOfDatabase(e)) {
        throw e;
      }
      return inTransaction(handle -> buryAgain(handle, seq, e));
    }
  }

  /** Projects all letters of a cause again, or the oldest of them when there are many. */
  public Replayed replayAll(DeathCause cause, String by) {
    int done = 0;
    int failed = 0;
    for (long seq : oldest(cause)) {
      switch (replay(seq, by)) {
        case REPLAYED -> done++;
        case FAILED -> failed++;
        case GONE -> {}
      }
    }
    long open = open().getOrDefault(cause, 0L);
    return new Replayed(done, failed, Math.max(0, open - failed));
  }

  /** Leaves a letter without effects; false when somebody else decided before. */
  public boolean discard(long seq, String by) {
    return inTransaction(handle -> settle(handle, seq, DeadLetter.State.DISCARDED, by, null));
  }

  /** The same for all letters of a cause; answers how many. */
  public int discardAll(DeathCause cause, String by) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(DISCARD_ALL)
                .bind("stream", StreamWriter.STREAM)
                .bind("cause", cause.word())
                .bind("by", by)
                .bind("now", clock.instant())
                .execute());
  }

  List<Long> oldest(DeathCause cause) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OLDEST)
                .bind("stream", StreamWriter.STREAM)
                .bind("cause", cause.word())
                .bind("limit", AT_ONCE)
                .mapTo(Long.class)
                .list());
  }

  private Outcome replay(Handle handle, long seq, String by) {
    long checkpoint = Checkpoint.lock(handle);
    Optional<DeadLetter> letter = locked(handle, seq);
    Optional<LogReader.Entry> entry = letter.flatMap(found -> event(handle, found));
    if (entry.isEmpty()) {
      return Outcome.GONE;
    }
    EventRow row = entry.get().row();
    if (!entry.get().spent() && row.verdict().counts()) {
      List<LoggedEvent> events = List.of(row.logged());
      projections.forEach(projection -> projection.project(handle, events));
    }
    handle
        .createUpdate(REMEMBER)
        .bind("site", row.site())
        .bind("visitor", row.visitor())
        .bind("event", row.event())
        .bind("now", clock.instant())
        .execute();
    settle(handle, seq, DeadLetter.State.REPLAYED, by, checkpoint);
    return Outcome.REPLAYED;
  }

  private Outcome buryAgain(Handle handle, long seq, RuntimeException failure) {
    if (locked(handle, seq).isEmpty()) {
      return Outcome.GONE;
    }
    new DeadRows(handle)
        .bury(seq, DeathCause.of(failure), FailureWords.reason(failure), clock.instant());
    return Outcome.FAILED;
  }

  private static Optional<DeadLetter> locked(Handle handle, long seq) {
    return handle
        .createQuery(LOCK)
        .bind("stream", StreamWriter.STREAM)
        .bind("seq", seq)
        .map(DeadLetters::read)
        .findOne();
  }

  private static Optional<LogReader.Entry> event(Handle handle, DeadLetter letter) {
    return handle
        .createQuery(EVENT)
        .bind("stream", StreamWriter.STREAM)
        .bind("seq", letter.seq())
        .bind("receivedAt", letter.receivedAt())
        .map(
            (row, context) ->
                new LogReader.Entry(letter.seq(), EventRow.read(row), row.getBoolean("spent")))
        .findOne();
  }

  private boolean settle(
      Handle handle, long seq, DeadLetter.State state, String by, @Nullable Long after) {
    return handle
            .createUpdate(SETTLE)
            .bind("stream", StreamWriter.STREAM)
            .bind("seq", seq)
            .bind("state", state.word())
            .bind("from", state == DeadLetter.State.REPLAYED ? "discarded" : "dead")
            .bind("by", by)
            .bind("after", after)
            .bind("now", clock.instant())
            .execute()
        == 1;
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Handle handle);
  }

  private <T> T inTransaction(Work<T> work) {
    return retried(() -> jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::on));
  }

  private static DeadLetter read(ResultSet row, StatementContext context) throws SQLException {
    long settled = row.getLong("settled_at");
    Instant settledAt = row.wasNull() ? null : Instant.ofEpochMilli(settled);
    return new DeadLetter(
        row.getLong("seq"),
        new SiteId(row.getLong("site_id")),
        new VisitorId(Jdbis.uuidOf(row.getBytes("visitor_id"))),
        row.getString("type"),
        DeathCause.of(row.getString("cause")),
        DeadLetter.State.of(row.getString("state")),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("received_at")),
        Instant.ofEpochMilli(row.getLong("died_at")),
        row.getInt("tries"),
        settledAt,
        row.getString("settled_by"),
        row.getString("body"));
  }
}
