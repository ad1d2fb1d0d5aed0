package io.piste.sender;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.Arrived;
import io.piste.eventlog.Client;
import io.piste.eventlog.Verdict;
import io.piste.eventlog.Witness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes down who is behind the events that do not count. */
public final class DoubtBook implements Witness {
  private static final int FORGET_AT_ONCE = 10_000;

  /** As long as the events themselves are kept by default. */
  private static final Duration KEPT = Duration.ofDays(396);

  private static final String NAME =
      """
      INSERT INTO doubtful_visitor
        (site_id, visitor_id, verdict, name, system, events, first_at, last_at)
      VALUES (:site, :visitor, :verdict, :name, :system, :events, :first, :last)
      ON DUPLICATE KEY UPDATE verdict = VALUES(verdict), name = VALUES(name),
        system = VALUES(system), events = events + VALUES(events),
        last_at = GREATEST(last_at, VALUES(last_at))
      """;

  private static final String FORGET =
      "DELETE FROM doubtful_visitor WHERE last_at < :before LIMIT :limit";

  private record Who(SiteId site, VisitorId visitor) {}

  private record Doubt(Verdict verdict, Client client, long events, Instant first, Instant last) {
    static Doubt of(Arrived arrived) {
      Instant at = arrived.receivedAt();
      return new Doubt(arrived.verdict(), arrived.client(), 1, at, at);
    }

    Doubt and(Doubt later) {
      return new Doubt(later.verdict, later.client, events + later.events, first, later.last);
    }
  }

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Reads nothing yet. */
  public DoubtBook(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @Override
  public void saw(Handle handle, List<Arrived> arrivals) {
    Map<Who, Doubt> doubts = new LinkedHashMap<>();
    for (Arrived arrived : arrivals) {
      doubts.merge(new Who(arrived.site(), arrived.visitor()), Doubt.of(arrived), Doubt::and);
    }
    name(handle, doubts);
  }

  private static void name(Handle handle, Map<Who, Doubt> doubts) {
    PreparedBatch batch = handle.prepareBatch(NAME);
    doubts.forEach(
        (who, doubt) ->
            batch
                .bind("site", who.site())
                .bind("visitor", who.visitor())
                .bind("verdict", doubt.verdict().stored())
                .bind("name", doubt.client().browser())
                .bind("system", doubt.client().system())
                .bind("events", doubt.events())
                .bind("first", doubt.first())
                .bind("last", doubt.last())
                .add());
    batch.execute();
  }

  /** Forgets who is as old as events that are not kept any more; true when there may be more. */
  public boolean forgetOld() {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(FORGET)
                    .bind("before", clock.instant().minus(KEPT))
                    .bind("limit", FORGET_AT_ONCE)
                    .execute()
                == FORGET_AT_ONCE);
  }
}
