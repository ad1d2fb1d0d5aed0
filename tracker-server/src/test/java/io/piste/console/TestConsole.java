package io.piste.console;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.anonymous.AnonymousSites;
import io.piste.base.EmailAddress;
import io.piste.collect.ScriptServlet;
import io.piste.connector.ConnectorKeys;
import io.piste.connector.Connectors;
import io.piste.consent.ConsentSettings;
import io.piste.consent.ConsentSetups;
import io.piste.consent.Consents;
import io.piste.eventlog.DeadLetters;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.fetch.FetchSettings;
import io.piste.fetch.GuardedFetch;
import io.piste.http.Route;
import io.piste.install.InstallCheck;
import io.piste.install.Shipped;
import io.piste.journal.JournalStatus;
import io.piste.segment.SegmentMembers;
import io.piste.segment.SegmentNews;
import io.piste.sender.VisitorWords;
import io.piste.site.NewSite;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import io.piste.support.TestServer;
import io.piste.token.ConnectorTokens;
import io.piste.token.KeyedHash;
import io.piste.token.Seal;
import io.piste.token.Secrets;
import io.piste.webhook.Deliveries;
import io.piste.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/** The console on a database and a server of its own. */
public final class TestConsole implements AutoCloseable {
  /** Who {@link #addUser} makes. */
  public static final String EMAIL = "marie@maison-du-the.example";

  /** Of the same. */
  public static final String PASSWORD = "correct horse battery staple";

  /** A journal in which nothing waits. */
  public static final JournalStatus QUIET =
      new JournalStatus(0, 0, 0, 256L * 1024 * 1024, null, null, 0);

  private volatile JournalStatus journal = QUIET;
  private final TestClock clock = new TestClock();
  private final TestDatabase database = TestDatabase.fresh();
  private final Sites sites = new Sites(database.jdbi(), clock);
  private final VisitorWords words =
      new VisitorWords(database.jdbi(), clock, (handle, site, visitor, verdict) -> {});
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final GuardedFetch fetch = new GuardedFetch(new FetchSettings(true), meters);
  private final DeadLetters letters =
      new DeadLetters(database.jdbi(), List.of(TestConsole::digest), clock);
  private final ConsentSetups setups =
      new ConsentSetups(
          database.jdbi(), clock, new Consents(database.jdbi(), clock), new ConsentSettings(180));
  private final ConnectorKeys keys =
      new ConnectorKeys(
          database.jdbi(), clock, sites, new ConnectorTokens(new Secrets(new byte[32]), clock));
  private final Connectors connectors = new Connectors(database.jdbi(), clock);
  private final Webhooks webhooks =
      new Webhooks(database.jdbi(), clock, new KeyedHash(new Secrets(new byte[32]), "webhook")::of);
  private final Deliveries deliveries = new Deliveries(database.jdbi(), clock);
  private final TestImports imports = new TestImports(database, sites, clock);
  private final List<ApiTrial.Call> tried = new CopyOnWriteArrayList<>();
  private final Console console =
      new Console(
          database.jdbi(),
          clock,
          sites,
          new SiteTools(
              site -> "identity-secret-" + site.keyVersion(),
              PublicPaths.DEFAULT,
              check(),
              new AnonymousSites(database.jdbi(), clock),
              new Connecting(keys, connectors, webhooks, deliveries, this::tried),
              new SegmentMembers(database.jdbi(), clock, SegmentNews.UNHEARD)),
          new MailServer(true, Optional::empty),
          new DataWatch(
              this::journal,
              words,
              letters,
              new VisitorRebuilds(database.jdbi(), List.of(), clock),
              imports.transfers()),
          new Consenting(setups, new Seal(new Secrets(new byte[32]))));
  private final TestServer server = TestServer.with(console.routes().toArray(Route[]::new));

  /** Starts it, without anybody who may read it. */
  public TestConsole() {
    clock.set(Instant.parse("2026-11-23T15:40:00Z"));
  }

  /** As the server has it, but for addresses of this machine, which it may ask. */
  private InstallCheck check() {
    ScriptServlet scripts = new ScriptServlet(PublicPaths.DEFAULT);
    PublicPaths paths = PublicPaths.DEFAULT;
    Shipped shipped = new Shipped(scripts.text(paths.script()), scripts.text(paths.banner()));
    return new InstallCheck(fetch, sites, paths, shipped, database.jdbi(), clock, meters);
  }

  /** Adds {@link #EMAIL}. */
  public void addUser() {
    database
        .jdbi()
        .useHandle(
            handle ->
                new Users(database.jdbi(), clock)
                    .add(handle, new EmailAddress(EMAIL), new Passwords().hash(PASSWORD), "fr"));
  }

  /** Adds a shop that has everything cart recovery needs. */
  public Site addShop() {
    return sites.add(
        NewSite.named("La Maison du Thé")
            .language("fr")
            .timeZone(ZoneId.of("Europe/Paris"))
            .origins(List.of("https://www.maison-du-the.example"))
            .trackerUrl("https://t.maison-du-the.example")
            .cookieDomain("maison-du-the.example")
            .restoreUrl("https://www.maison-du-the.example/panier")
            .privacyUrl("https://www.maison-du-the.example/confidentialite")
            .sender("La Maison du Thé", "bonjour@maison-du-the.example")
            .postalAddress("La Maison du Thé\n12 rue des Feuilles\n69001 Lyon")
            .cartRecovery(true)
            .build());
  }

  /** Adds a blog without a shop. */
  public Site addBlog() {
    return sites.add(
        NewSite.named("Le Carnet")
            .origins(List.of("https://carnet.example"))
            .trackerUrl("https://t.carnet.example")
            .build());
  }

  private static void digest(Handle handle, List<LoggedEvent> events) {
    if (events.stream().anyMatch(event -> event.event().u().endsWith("/poison"))) {
      throw new IllegalArgumentException("it tastes of almonds");
    }
  }

  /** Notes the call, and answers as the API would. */
  private ApiTrial.Answered tried(Site site, ApiTrial.Call call) {
    tried.add(call);
    return new ApiTrial.Answered(
        200,
        List.of("content-type: application/json", "ratelimit-remaining: 2999"),
        "{\"site\":\"" + site.name() + "\",\"api\":\"v1\"}",
        Duration.ofMillis(7));
  }

  /** Calls that somebody tried. */
  public List<ApiTrial.Call> tried() {
    return tried;
  }

  /** Its keys of plug-ins. */
  public ConnectorKeys keys() {
    return keys;
  }

  /** Its webhooks. */
  public Webhooks webhooks() {
    return webhooks;
  }

  /** What its webhooks are told. */
  public Deliveries deliveries() {
    return deliveries;
  }

  /** A number that its database knows. */
  public long number(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** How the journal stands from now on. */
  public void journal(JournalStatus now) {
    journal = now;
  }

  private JournalStatus journal() {
    return journal;
  }

  /** What its sites ask. */
  public ConsentSetups setups() {
    return setups;
  }

  /** Files of contacts. */
  public TestImports imports() {
    return imports;
  }

  /** Its sites. */
  public Sites sites() {
    return sites;
  }

  /** Its database. */
  public TestDatabase database() {
    return database;
  }

  /** Its clock. */
  public TestClock clock() {
    return clock;
  }

  /** Its server. */
  public TestServer server() {
    return server;
  }

  /** The console itself. */
  public Console console() {
    return console;
  }

  /** The path of a link for a user who forgot the password. */
  public String resetPath() {
    return new PasswordReset(database.jdbi(), clock).path(new EmailAddress(EMAIL)).orElseThrow();
  }

  /** An address of it. */
  public String url(String path) {
    return "http://console.localhost:" + server.port() + path;
  }

  @Override
  public void close() {
    server.close();
    imports.close();
    fetch.close();
    database.close();
  }
}
