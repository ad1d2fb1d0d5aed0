package io.piste;

import io.piste.base.Clocks;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Database;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Rebuild;
import io.piste.eventlog.RebuildRun;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;

/**
 * The command {@code rebuild}: makes what follows from events anew, beside a running server or
 * without one. Stopped at any time, it goes on there when it is given again.
 */
final class RebuildCommand {
  static final String USAGE =
      """
      Options of rebuild:
        --site ID              only for the visitors of one site; its public id
        --visitor ID           only for one visitor of that site
      It can be stopped at any time, and goes on there when it is given again.
      """;

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Settings settings;
  private final ProgressLine line;
  private final PrintStream out;
  private final InstantSource clock = Clocks.system();
  private volatile boolean stopping;

  /** What a command line asks for. */
  record Wanted(Optional<String> site, Optional<VisitorId> visitor) {
    /** Throws {@link UsageProblem} when that is not clear. */
    static Wanted read(Arguments arguments) {
      arguments.expect(0, "rebuild takes options only", "site", "visitor");
      Optional<VisitorId> visitor =
          arguments
              .option("visitor")
              .map(
                  id ->
                      VisitorId.parse(id)
                          .orElseThrow(() -> new UsageProblem("--visitor: that is no visitor id")));
      if (visitor.isPresent() && arguments.option("site").isEmpty()) {
        throw new UsageProblem("--visitor needs --site: visitors belong to a site");
      }
      return new Wanted(arguments.option("site"), visitor);
    }
  }

  RebuildCommand(Settings settings, ProgressLine line, PrintStream out) {
    this.settings = settings;
    this.line = line;
    this.out = out;
  }

  /** True when all is done; false when it was stopped before, or another one runs. */
  boolean run(Wanted wanted) {
    try (Database database = Database.attach(settings.database(), settings.dataFolder())) {
      Jdbi jdbi = database.jdbi();
      Optional<SiteId> site = wanted.site().map(id -> site(jdbi, id));
      List<Projection> projections = Stores.projections(jdbi, clock);
      return wanted.visitor().isPresent()
          ? rebuildOne(jdbi, projections, site.orElseThrow(), wanted.visitor().get())
          : rebuildAll(jdbi, projections, site);
    }
  }

  /** To be called by another thread: ends after the piece that is being worked at. */
  void stop() {
    stopping = true;
  }

  private SiteId site(Jdbi jdbi, String publicId) {
    return new Sites(jdbi, clock)
        .byPublicId(publicId)
        .map(Site::id)
        .orElseThrow(() -> new UsageProblem("--site: there is no site " + publicId));
  }

  private boolean rebuildAll(Jdbi jdbi, List<Projection> projections, Optional<SiteId> site) {
    Optional<Rebuild> begun = Rebuild.begin(jdbi, projections, clock, site.orElse(null));
    if (begun.isEmpty()) {
      out.println("Another rebuild is running. The console tells how far it is.");
      return false;
    }
    try (Rebuild rebuild = begun.get()) {
      if (rebuild.progress().throughSeq() > 0) {
        out.println("Going on where the last one was left.");
      }
      boolean more = true;
      while (more && !stopping) {
        more = rebuild.runOnce();
        RebuildRun run = rebuild.progress();
        line.show(run.share(), told(run));
      }
      RebuildRun run = rebuild.progress();
      line.end(
          run.isUnfinished()
              ? "Stopped at %d %%; give the same command again to go on there."
                  .formatted((int) Math.floor(run.share() * 100))
              : "Done: %,d events of %,d visitors."
                  .formatted(run.eventsDone(), run.visitorsDone()));
      return !run.isUnfinished();
    }
  }

  private static String told(RebuildRun run) {
    return run.state() == RebuildRun.State.GATHERING
        ? "looking through the log, %,d of %,d".formatted(run.throughSeq(), run.targetSeq())
        : "%,d of %,d events".formatted(run.eventsDone(), Math.max(run.events(), run.eventsDone()));
  }

  /** Asked of whoever is there: this process or a running server does it. */
  private boolean rebuildOne(
      Jdbi jdbi, List<Projection> projections, SiteId site, VisitorId visitor) {
    VisitorRebuilds rebuilds = new VisitorRebuilds(jdbi, projections, clock);
    jdbi.useHandle(handle -> rebuilds.ask(handle, site, visitor));
    while (rebuilds.isWaiting(site, visitor) && !stopping) {
      rebuilds.runOnce();
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    boolean done = !rebuilds.isWaiting(site, visitor);
    out.println(done ? "Done." : "Stopped; a running server, or this command again, will do it.");
    return done;
  }
}
