package io.piste;

import io.piste.anonymous.AnonymousServlet;
import io.piste.anonymous.AnonymousSites;
import io.piste.anonymous.AnonymousVisits;
import io.piste.base.DatabaseAway;
import io.piste.base.Loop;
import io.piste.collect.CollectServlet;
import io.piste.collect.IngestCounters;
import io.piste.collect.Proofs;
import io.piste.collect.ScriptServlet;
import io.piste.collect.ServerIntake;
import io.piste.connector.Call;
import io.piste.consent.AskedCounts;
import io.piste.consent.Choices;
import io.piste.consent.ConsentServlet;
import io.piste.consent.PresentedVisitors;
import io.piste.consent.ProofKeyServlet;
import io.piste.console.Console;
import io.piste.console.HomeServlet;
import io.piste.contact.IdentityLinks;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.EventLogSettings;
import io.piste.eventlog.ProjectionWatch;
import io.piste.http.HealthCheck;
import io.piste.http.HealthServlet;
import io.piste.http.HttpServer;
import io.piste.http.MetricsServlet;
import io.piste.http.Route;
import io.piste.install.InstallCheck;
import io.piste.journal.Journal;
import io.piste.journal.Kind;
import io.piste.journal.Replayer;
import io.piste.limit.Limits;
import io.piste.sender.Locations;
import io.piste.sender.Senders;
import io.piste.site.PublicPaths;
import io.piste.token.IdentityTokens;
import io.piste.token.Seal;
import io.piste.token.VisitorTokens;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server, put together by hand in the order that a visit travels; closed in reverse. Every part
 * is built here and nowhere else.
 */
public final class App implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(App.class);

  private static final Duration CONSENTS_EVERY = Duration.ofSeconds(5);
  private static final Duration SITES_EVERY = Duration.ofSeconds(5);

  /** A key that another process revoked opens nothing after 5 seconds. */
  private static final Duration KEYS_EVERY = Duration.ofSeconds(3);

  private static final Duration REPLAY_EVERY = Duration.ofSeconds(1);

  private static final Duration LOOK_AT_FILE_EVERY = Duration.ofMinutes(1);

  private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

  private final Settings settings;
  private final InstantSource clock;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Route> routes = new ArrayList<>();
  private @Nullable HttpServer server;
  private @Nullable Console console;
  private @Nullable PluginApi pluginApi;

  private App(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Starts everything; when it returns, requests are answered.
   *
   * @throws io.piste.base.StartProblem when something outside the program is in the way; nothing
   *     runs then
   */
  public static App start(Settings settings, InstantSource clock) {
    App app = new App(settings, clock);
    try {
      app.start();
      return app;
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
  }

  private void start() {
    Ground ground = opened(Ground.start(settings, clock));
    Stores stores = Stores.on(ground, settings);
    keepMemoryFresh(stores);
    Limits limits = new Limits(settings.limits(), clock);
    Choices choices = choices(ground, stores);
    routeConsent(ground, stores, choices, limits);
    EventLog log = openEventLog(ground, choices);
    Following following = followLog(ground, stores, log);
    Senders senders = new Senders(openLocations(), following.words());
    ServerIntake intake = routeCollect(ground, stores, senders, limits, log);
    AnonymousSites anonymous = countAnonymous(ground, stores, senders, limits);
    Mailing mailing = startMailing(ground, stores);
    Telling telling = opened(new Telling(ground, stores, settings));
    telling.start();
    PluginApi.Parts parts = new PluginApi.Parts(intake, mailing, following);
    routeApi(new PluginApi(ground, stores, settings, limits, parts));
    routeConsole(ground, stores, following, mailing, anonymous);
    routeHealth(ground);
    server =
        opened(new HttpServer(settings.http(), routes, ground.meters(), stores.keys()::passesOn));
    server.start();
    LOG.info("started, {} sites", stores.sites().all().size());
  }

  /** Sites and consents are answered from memory; another process may have written one. */
  private void keepMemoryFresh(Stores stores) {
    opened(new Loop("consents", CONSENTS_EVERY, stores.consents()::refresh)).start();
    opened(new Loop("sites", SITES_EVERY, stores.sites()::refresh)).start();
    opened(new Loop("setups", SITES_EVERY, stores.setups()::refresh)).start();
    opened(new Loop("channels", SITES_EVERY, stores.channels()::refresh)).start();
    opened(new Loop("connector-keys", KEYS_EVERY, stores.keys()::refresh)).start();
    opened(new Loop("connectors", COUNT_EVERY, stores.connectors()::flush)).start();
    opened(new Loop("callers", COUNT_EVERY, stores.sites().callers()::flush)).start();
  }

  private Choices choices(Ground ground, Stores stores) {
    return new Choices(
        ground.hurriedJdbi(), clock, stores.consents(), ground.journal(), stores.news());
  }

  private void routeConsent(Ground ground, Stores stores, Choices choices, Limits limits) {
    AskedCounts asked = new AskedCounts(ground.jdbi(), clock);
    opened(new Loop("asked-counts", COUNT_EVERY, asked::flush)).start();
    route(ProofKeyServlet.PATH, new ProofKeyServlet(new Seal(ground.secrets())));
    route(
        PublicPaths.DEFAULT.consent(),
        settings.paths().consent(),
        new ConsentServlet(
            ground.hurriedJdbi(),
            clock,
            new ConsentServlet.Asking(stores.sites(), stores.setups(), asked),
            choices,
            new VisitorTokens(ground.secrets(), clock),
            limits));
  }

  /** Answers the way in for shops' servers. */
  private ServerIntake routeCollect(
      Ground ground, Stores stores, Senders senders, Limits limits, EventLog log) {
    Proofs proofs =
        new Proofs(
            stores.consents(),
            stores.setups(),
            new PresentedVisitors(new VisitorTokens(ground.secrets(), clock)),
            new IdentityTokens(ground.secrets()),
            new IdentityLinks(ground.hurriedJdbi())::isSomebodyElse);
    IngestCounters counters = countIngest(ground);
    route(
        PublicPaths.DEFAULT.events(),
        settings.paths().events(),
        new CollectServlet(stores.sites(), proofs, limits, senders, log, clock, counters));
    ScriptServlet scripts = new ScriptServlet(settings.paths());
    route(PublicPaths.DEFAULT.script(), settings.paths().script(), scripts);
    route(PublicPaths.DEFAULT.banner(), settings.paths().banner(), scripts);
    route(PublicPaths.FOLDER + "*", scripts);
    return new ServerIntake(proofs, limits, log, clock, counters);
  }

  private void routeApi(PluginApi api) {
    pluginApi = api;
    routes.addAll(opened(api).routes());
    api.start();
  }

  /** Stopping while the database is away costs the counts since the last flush, and no more. */
  private static void flushLast(Runnable flush, String what) {
    try {
      flush.run();
    } catch (RuntimeException e) {
      if (!DatabaseAway.caused(e)) {
        throw e;
      }
      LOG.warn("the database is away: the last counts of {} are not in the reports", what);
    }
  }

  private IngestCounters countIngest(Ground ground) {
    IngestCounters counters = new IngestCounters(ground.jdbi(), clock, ground.meters());
    opened(() -> flushLast(counters::flush, "events"));
    opened(new Loop("ingest-counts", COUNT_EVERY, counters::flush)).start();
    return counters;
  }

  /** Looked up from the first request on; the operator may replace the file at any time. */
  private Locations openLocations() {
    Locations locations = opened(new Locations(settings.location(), settings.dataFolder()));
    locations.refresh();
    opened(new Loop("location-file", LOOK_AT_FILE_EVERY, locations::refresh)).start();
    return locations;
  }

  /** The log, and the journal that stands in for the database behind it. */
  private EventLog openEventLog(Ground ground, Choices choices) {
    Journal journal = ground.journal();
    DataSource hurried = ground.database().hurried();
    Replayer replayer =
        new Replayer(
            journal,
            ground.database().dataSource(),
            hurried,
            Map.of(Kind.CHOICE, choices.replay(), Kind.EVENT, EventLog.replay()),
            clock,
            ground.meters());
    replayer.resume();
    choices.recall();
    opened(new Loop("journal", REPLAY_EVERY, replayer::runOnce)).start();
    EventLog log =
        opened(new EventLog(hurried, journal, replayer, EventLogSettings.DEFAULT, ground.meters()));
    log.start();
    return log;
  }

  private Following followLog(Ground ground, Stores stores, EventLog log) {
    Following following = opened(new Following(ground, stores, settings));
    following.start(log);
    return following;
  }

  private Mailing startMailing(Ground ground, Stores stores) {
    ProjectionWatch watch = new ProjectionWatch(ground.jdbi());
    BooleanSupplier current = () -> ground.journal().isEmpty() && watch.isCurrent();
    Mailing mailing = opened(new Mailing(ground, stores, settings, current));
    routes.addAll(mailing.routes());
    mailing.start();
    return mailing;
  }

  /** Apart from all that needs consent: it shares nothing with it but the lists of robots. */
  private AnonymousSites countAnonymous(
      Ground ground, Stores stores, Senders senders, Limits limits) {
    AnonymousSites switched = new AnonymousSites(ground.hurriedJdbi(), clock);
    opened(new Loop("anonymous-sites", SITES_EVERY, switched::refresh)).start();
    AnonymousVisits visits =
        new AnonymousVisits(ground.hurriedJdbi(), clock, stores.sites(), switched);
    opened(() -> flushLast(visits::flush, "anonymous visits"));
    opened(new Loop("anonymous-counts", COUNT_EVERY, visits::flush)).start();
    opened(new Loop("anonymous-days", LOOK_AT_FILE_EVERY, visits::sweep)).start();
    route(
        "/p/v1/a",
        new AnonymousServlet(
            stores.sites(),
            switched,
            stores.setups()::isForMinors,
            visits,
            senders,
            limits,
            ground.meters()));
    return switched;
  }

  private void routeConsole(
      Ground ground,
      Stores stores,
      Following following,
      Mailing mailing,
      AnonymousSites anonymous) {
    InstallCheck check = opened(new Installing(ground, settings)).check(stores.sites());
    Console opened =
        Showing.console(
            ground,
            stores,
            settings,
            new Showing.Parts(following, mailing, anonymous, check, this::port));
    routes.addAll(opened.routes());
    if (settings.http().consolePort() == 0) {
      route("", new HomeServlet());
    }
    console = opened;
  }

  private void routeHealth(Ground ground) {
    Journal journal = ground.journal();
    BooleanSupplier database = () -> !journal.absence().isNow() && ground.database().isWell();
    HealthServlet health =
        new HealthServlet(
            List.of(
                new HealthCheck("database", database, false),
                new HealthCheck("events", () -> journal.hasRoom() || database.getAsBoolean())));
    route("/health/live", health);
    route("/health/ready", health);
    route(
        "/metrics",
        new MetricsServlet(ground.metrics().registry(), settings.http().metricsToken()));
  }

  /** On the usual path, and on the chosen one where that is another. */
  private void route(String usual, String chosen, HttpServlet servlet) {
    route(usual, servlet);
    if (!chosen.equals(usual)) {
      route(chosen, servlet);
    }
  }

  private void route(String pathSpec, HttpServlet servlet) {
    routes.add(new Route(pathSpec, servlet));
  }

  /** What closes in reverse order. */
  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /** The port in use, also when 0 was asked for. */
  public int port() {
    return running().port();
  }

  /** The calls of the plugin API, to be held against its description. */
  public List<Call> calls() {
    return pluginApi == null ? List.of() : pluginApi.calls();
  }

  /** The port that answers the console. */
  public int consolePort() {
    return running().consolePort();
  }

  /**
   * A new link that makes the first administrator of the console; empty when there is somebody. It
   * is a secret of 30 minutes: for the terminal only.
   */
  public Optional<String> firstAdministratorLink() {
    Optional<String> path = console == null ? Optional.empty() : console.firstAdministratorPath();
    return path.map(settings.consoleUrl(consolePort())::concat);
  }

  private HttpServer running() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server;
  }

  /** Lets running requests and steps end, then stops. */
  @Override
  public void close() {
    // Whoever was told to stop by an interrupt still waits for the parts to end.
    boolean interrupted = Thread.interrupted();
    try {
      closeAll();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void closeAll() {
    RuntimeException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        first = first == null ? new IllegalStateException("a part did not close", e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
