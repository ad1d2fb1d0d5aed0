package io.piste.eventlog;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.FailureWords;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the rows of single visitors anew, and of those that are the same person: after a verdict
 * was turned ({@link #turn}), when they were erased ({@link #erase}), or when something else about
 * their past changed ({@link #ask}). Asking notes it; the work is done by {@link #runOnce}, since
 * the log has to be looked through once: well below a second for a million events, and in the
 * background in any case. Asking again before it is done is harmless. Thread-safe; several
 * processes may turn the crank.
 */
public final class VisitorRebuilds {
  private static final Logger LOG = LoggerFactory.getLogger(VisitorRebuilds.class);
  private static final String JOB = "some";
  private static final int AT_ONCE = 50;
  private static final long LOOK_THROUGH_AT_ONCE = 200_000;

  private static final String ASK =
      """
      INSERT INTO rebuild_request (site_id, visitor_id, verdict, asked_at)
      VALUES (:site, :visitor, :verdict, :now)
      ON DUPLICATE KEY UPDATE verdict = COALESCE(VALUES(verdict), verdict),
        asked_at = VALUES(asked_at)
      """;

  private static final String ERASE =
      """
      INSERT INTO erased_visitor (site_id, visitor_id, erased_at) VALUES (:site, :visitor, :now)
      ON DUPLICATE KEY UPDATE erased_at = GREATEST(erased_at, VALUES(erased_at))
      """;

  private static final String WAITING =
      "SELECT COUNT(*) FROM rebuild_request WHERE site_id = :site AND visitor_id = :visitor";

  private static final String OLDEST =
      "SELECT site_id, visitor_id, verdict FROM rebuild_request ORDER BY asked_at LIMIT :limit";

  private static final String TURN =
      """
      UPDATE event_log l
      JOIN rebuild_some w
        ON l.stream = :stream AND l.seq = w.seq AND l.received_at = w.received_at
      SET l.verdict = :verdict
      WHERE w.site_id = :site AND w.visitor_id = :visitor
      """;

  /** What stands in the log and waits for the projector. */
  private static final String TURN_NEWEST =
      """
      UPDATE event_log SET verdict = :verdict
      WHERE stream = :stream AND seq > :after AND site_id = :site AND visitor_id = :visitor
      """;

  /** What was received before somebody was erased is read by nobody again; nor can it be now. */
  private static final String EMPTY =
      """
      UPDATE event_log l
      JOIN rebuild_some w
        ON l.stream = :stream AND l.seq = w.seq AND l.received_at = w.received_at
      JOIN erased_visitor e ON e.site_id = w.site_id AND e.visitor_id = w.visitor_id
      SET l.body = '{}', l.client = NULL
      WHERE l.received_at <= e.erased_at AND l.body <> '{}'
      """;

  /** Unless another verdict was asked for meanwhile. */
  private static final String FORGET =
      """
      DELETE FROM rebuild_request
      WHERE site_id = :site AND visitor_id = :visitor AND verdict <=> :verdict
      """;

  private record Request(SiteId site, VisitorId visitor, @Nullable Verdict verdict) {
    static Request read(ResultSet row, StatementContext context) throws SQLException {
      int verdict = row.getInt("verdict");
      boolean asItIs = row.wasNull();
      return new Request(
          new SiteId(row.getLong("site_id")),
          new VisitorId(Jdbis.uuidOf(row.getBytes("visitor_id"))),
          asItIs ? null : Verdict.of(verdict));
    }

    Scope.Visitor whose() {
      return new Scope.Visitor(site, visitor);
    }

    @Nullable Integer stored() {
      return verdict == null ? null : verdict.stored();
    }
  }

  private final Jdbi jdbi;
  private final List<Projection> projections;
  private final InstantSource clock;

  /** Does nothing yet. */
  public VisitorRebuilds(Jdbi jdbi, List<Projection> projections, InstantSource clock) {
    this.jdbi = jdbi;
    this.projections = List.copyOf(projections);
    this.clock = clock;
  }

  /** Asks for the rows of a visitor to be made anew; in the caller's transaction. */
  public void ask(Handle handle, SiteId site, VisitorId visitor) {
    ask(handle, site, visitor, null);
  }

  /**
   * Gives all events of a visitor that are in the log by then another verdict, and makes the rows
   * anew: those of a robot vanish, those of a person come. In the caller's transaction.
   */
  public void turn(Handle handle, SiteId site, VisitorId visitor, Verdict verdict) {
    ask(handle, site, visitor, verdict);
  }

  /**
   * What was received from a visitor until now has no effects any more: the rows that came from it
   * vanish, its events are emptied, and neither the projector nor a rebuild brings them back. What
   * the visitor does later, with a consent of then, counts. In the caller's transaction.
   */
  public void erase(Handle handle, SiteId site, VisitorId visitor) {
    handle
        .createUpdate(ERASE)
        .bind("site", site)
        .bind("visitor", visitor)
        .bind("now", clock.instant())
        .execute();
    Scope scope = new Scope(Set.of(new Scope.Visitor(site, visitor)), clock.instant());
    projections.forEach(projection -> projection.forget(handle, scope));
    ask(handle, site, visitor);
  }

  private void ask(Handle handle, SiteId site, VisitorId visitor, @Nullable Verdict verdict) {
    handle
        .createUpdate(ASK)
        .bind("site", site)
        .bind("visitor", visitor)
        .bind("verdict", verdict == null ? null : verdict.stored())
        .bind("now", clock.instant())
        .execute();
  }

  /** Whether what was asked for a visitor is still to be done. */
  public boolean isWaiting(SiteId site, VisitorId visitor) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createQuery(WAITING)
                    .bind("site", site)
                    .bind("visitor", visitor)
                    .mapTo(Integer.class)
                    .one()
                > 0);
  }

  /** Does what was asked for, some visitors at a time; true when there may be more. */
  public boolean runOnce() {
    List<Request> requests = jdbi.withHandle(VisitorRebuilds::oldest);
    if (requests.isEmpty()) {
      return false;
    }
    Optional<NamedLock> taken = NamedLock.tryTake(jdbi, JOB);
    if (taken.isEmpty()) {
      return false;
    }
    try (NamedLock lock = taken.get()) {
      lock.keep();
      work(requests);
    }
    return requests.size() == AT_ONCE;
  }

  private void work(List<Request> requests) {
    jdbi.useHandle(
        handle -> {
          WorkTable work = new WorkTable(handle, JOB);
          work.drop();
          work.create();
          work.index();
        });
    Set<Scope.Visitor> visitors = new HashSet<>();
    requests.forEach(request -> visitors.add(request.whose()));
    boolean done = false;
    while (!done) {
      Set<Scope.Visitor> news = attempt(requests, visitors);
      done = !visitors.addAll(news);
    }
    jdbi.useHandle(handle -> new WorkTable(handle, JOB).drop());
  }

  /** Answers who else must be looked at; when nobody must, all is done. */
  private Set<Scope.Visitor> attempt(List<Request> requests, Set<Scope.Visitor> visitors) {
    Scope scope = new Scope(visitors, clock.instant());
    long through = lookThrough(scope);
    try {
      return finish(requests, scope, through, false);
    } catch (RuntimeException e) {
      if (Failures.isOfDatabase(e)) {
        throw e;
      }
      LOG.warn("A rebuild failed ({}); its events go one by one", FailureWords.kind(e));
      return finish(requests, scope, through, true);
    }
  }

  private long lookThrough(Scope scope) {
    long end = jdbi.withHandle(Checkpoint::read);
    for (long after = 0; after < end; after += LOOK_THROUGH_AT_ONCE) {
      gather(scope, after, Math.min(end, after + LOOK_THROUGH_AT_ONCE));
    }
    return end;
  }

  private void gather(Scope scope, long after, long through) {
    jdbi.useTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> new WorkTable(handle, JOB).gatherOf(scope, after, through));
  }

  private Set<Scope.Visitor> finish(
      List<Request> requests, Scope scope, long through, boolean singly) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  long checkpoint = Checkpoint.lock(handle);
                  WorkTable work = new WorkTable(handle, JOB);
                  work.gatherOf(scope, through, checkpoint);
                  Scope together = work.together(scope, projections);
                  if (together.visitors().equals(scope.visitors())) {
                    turn(handle, requests, checkpoint);
                    new Replay(projections, handle, scope, singly)
                        .run(work.places(scope), Optional.empty());
                    handle.createUpdate(EMPTY).bind("stream", StreamWriter.STREAM).execute();
                    requests.forEach(request -> bound(handle, FORGET, request).execute());
                  }
                  return together.visitors();
                }));
  }

  private static List<Request> oldest(Handle handle) {
    return handle.createQuery(OLDEST).bind("limit", AT_ONCE).map(Request::read).list();
  }

  private static void turn(Handle handle, List<Request> requests, long checkpoint) {
    for (Request request : requests) {
      if (request.verdict() != null) {
        bound(handle, TURN, request).bind("stream", StreamWriter.STREAM).execute();
        bound(handle, TURN_NEWEST, request)
            .bind("stream", StreamWriter.STREAM)
            .bind("after", checkpoint)
            .execute();
      }
    }
  }

  private static Update bound(Handle handle, String sql, Request request) {
    return handle
        .createUpdate(sql)
        .bind("site", request.site())
        .bind("visitor", request.visitor())
        .bind("verdict", request.stored());
  }
}
