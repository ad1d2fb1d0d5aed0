package io.piste.console;

import io.piste.base.VisitorId;
import io.piste.eventlog.Verdict;
import io.piste.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What robots did on a site in three months, the same each time, and what was said about them. */
public final class RobotStory {
  private static final int DAYS = 90;

  /** A kind of doubtful visitor. */
  private record Kind(Verdict verdict, @Nullable String name, @Nullable String system) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(Verdict.ROBOT, "Googlebot", null),
          new Kind(Verdict.HEADLESS, "HeadlessChrome", null),
          new Kind(Verdict.ROBOT, "python-requests", null),
          new Kind(Verdict.FLOOD, "Chrome", "Windows"),
          new Kind(Verdict.HEADLESS, "Chrome", "Linux"),
          new Kind(Verdict.ROBOT, null, null));

  private final Site site;
  private final Instant now;
  private final Random random = new Random(11);

  private RobotStory(Site site, Instant now) {
    this.site = site;
    this.now = now;
  }

  /** Writes it all. */
  public static void fill(Jdbi jdbi, Site site, Instant now) {
    RobotStory story = new RobotStory(site, now);
    jdbi.useTransaction(
        handle -> {
          story.hours(handle);
          List<VisitorId> visitors = story.visitors(handle);
          story.word(handle, visitors.get(3), Verdict.HUMAN);
          story.busy(handle);
        });
  }

  private void hours(Handle handle) {
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO ingest_count (site_id, hour_at, outcome, events)"
                + " VALUES (:site, :hour, :outcome, :events)");
    for (int day = 0; day < DAYS; day++) {
      Instant hour = now.minus(Duration.ofDays(day)).truncatedTo(ChronoUnit.HOURS);
      boolean storm = day == 9 || day == 10;
      int[] events = {
        1_400 + random.nextInt(500), 40 + random.nextInt(60), random.nextInt(30), storm ? 220 : 0
      };
      for (Verdict verdict : Verdict.values()) {
        batch
            .bind("site", site.id())
            .bind("hour", hour)
            .bind("outcome", verdict.counts() ? "accepted" : "accepted_" + verdict.word())
            .bind("events", events[verdict.stored()])
            .add();
      }
    }
    batch.execute();
  }

  private List<VisitorId> visitors(Handle handle) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO doubtful_visitor
              (site_id, visitor_id, verdict, name, system, events, first_at, last_at)
            VALUES (:site, :visitor, :verdict, :name, :system, :events, :at, :at)
            """);
    List<VisitorId> visitors =
        random.longs(30).mapToObj(bits -> new VisitorId(new UUID(bits, ~bits))).toList();
    for (int i = 0; i < visitors.size(); i++) {
      Kind kind = KINDS.get(i % KINDS.size());
      batch
          .bind("site", site.id())
          .bind("visitor", visitors.get(i))
          .bind("verdict", kind.verdict().stored())
          .bind("name", kind.name())
          .bind("system", kind.system())
          .bind("events", 1 + random.nextInt(400))
          .bind("at", now.minus(Duration.ofMinutes(7 + 217L * i)))
          .add();
    }
    batch.execute();
    return visitors;
  }

  private void word(Handle handle, VisitorId visitor, Verdict verdict) {
    handle
        .createUpdate(
            "INSERT INTO visitor_word (site_id, visitor_id, verdict, said_at, said_by)"
                + " VALUES (:site, :visitor, :verdict, :at, :by)")
        .bind("site", site.id())
        .bind("visitor", visitor)
        .bind("verdict", verdict.stored())
        .bind("at", now.minus(Duration.ofHours(2)))
        .bind("by", TestConsole.EMAIL)
        .execute();
    handle
        .createUpdate(
            "INSERT INTO rebuild_request (site_id, visitor_id, verdict, asked_at)"
                + " VALUES (:site, :visitor, :verdict, :at)")
        .bind("site", site.id())
        .bind("visitor", visitor)
        .bind("verdict", verdict.stored())
        .bind("at", now)
        .execute();
  }

  private void busy(Handle handle) {
    VisitorId busy = new VisitorId(new UUID(42, 42));
    visit(handle, busy, now.minus(Duration.ofHours(3)), 160);
    visit(handle, busy, now.minus(Duration.ofHours(5)), 96);
  }

  private void visit(Handle handle, VisitorId visitor, Instant at, int pages) {
    Rows.session(
        handle,
        new Rows.Session(
            site,
            visitor,
            at,
            Collections.nCopies(pages, "/"),
            new Rows.Way("direct", "", "", "", null),
            new Rows.Gear("desktop", "Firefox", "Linux", "FR")));
  }
}
