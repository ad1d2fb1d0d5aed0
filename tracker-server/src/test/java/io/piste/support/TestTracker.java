package io.piste.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.cart.Orders;
import io.piste.collect.CollectServlet;
import io.piste.collect.IngestCounters;
import io.piste.collect.Proofs;
import io.piste.collect.ScriptServlet;
import io.piste.collect.ServerIntake;
import io.piste.config.ConfigReader;
import io.piste.connector.ApiServlet;
import io.piste.connector.ApiSettings;
import io.piste.connector.Bearer;
import io.piste.connector.Call;
import io.piste.connector.ConnectorKeys;
import io.piste.connector.Connectors;
import io.piste.connector.ContractServlet;
import io.piste.connector.EventCalls;
import io.piste.connector.WebhookCalls;
import io.piste.consent.AskedCounts;
import io.piste.consent.Choices;
import io.piste.consent.ConsentServlet;
import io.piste.consent.ConsentSettings;
import io.piste.consent.ConsentSetups;
import io.piste.consent.Consents;
import io.piste.consent.PresentedVisitors;
import io.piste.contact.Contacts;
import io.piste.contact.IdentityLinks;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.EventLogSettings;
import io.piste.eventlog.Verdict;
import io.piste.http.HttpServer;
import io.piste.http.HttpSettings;
import io.piste.http.Route;
import io.piste.journal.Journal;
import io.piste.journal.JournalSettings;
import io.piste.journal.Kind;
import io.piste.journal.Replayer;
import io.piste.limit.LimitSettings;
import io.piste.limit.Limits;
import io.piste.protocol.api.Scope;
import io.piste.sender.Locations;
import io.piste.sender.Senders;
import io.piste.sender.VisitorWords;
import io.piste.site.NewSite;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.token.ConnectorTokens;
import io.piste.token.IdentityTokens;
import io.piste.token.KeyedHash;
import io.piste.token.Secrets;
import io.piste.token.VisitorTokens;
import io.piste.webhook.Deliveries;
import io.piste.webhook.WebhookNews;
import io.piste.webhook.Webhooks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tracker's public side on a database of its own: consent, events, scripts. */
public final class TestTracker implements AutoCloseable {
  /** A page of the site {@link #site}. */
  public static final String ORIGIN = "https://www.shop.example";

  /** The host of its tracker, a subdomain. */
  public static final String TRACKER_HOST = "t.shop.example";

  public final TestClock clock = new TestClock();
  public final TestDatabase database = TestDatabase.fresh();
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final Sites sites = new Sites(database.jdbi(), clock);
  public final Journal journal =
      new Journal(TestMariaDb.newFolder(), new JournalSettings(16), clock);
  public final VisitorWords words =
      new VisitorWords(database.jdbi(), clock, (handle, site, visitor, verdict) -> {});
  public final Consents consents = new Consents(database.jdbi(), clock, journal.absence());
  public final ConsentSetups setups =
      new ConsentSetups(database.jdbi(), clock, consents, new ConsentSettings(180));
  public final AskedCounts asked = new AskedCounts(database.jdbi(), clock);
  public final IdentityTokens identities;
  public final VisitorTokens tokens;
  public final ConnectorKeys keys;
  public final Connectors connectors = new Connectors(database.jdbi(), clock);
  public final EventLog log;
  public final IngestCounters counters = new IngestCounters(database.jdbi(), clock, meters);
  public final Webhooks webhooks =
      new Webhooks(database.jdbi(), clock, new KeyedHash(new Secrets(new byte[32]), "webhook")::of);
  private final List<Route> routes;
  private final HttpServer server;
  private final Site site;

  private TestTracker(EventLogSettings settings, LimitSettings limited, Locations locations)
      throws IOException {
    Secrets secrets = new Secrets(new byte[32]);
    identities = new IdentityTokens(secrets);
    tokens = new VisitorTokens(secrets, clock);
    Choices choices = new Choices(database.jdbi(), clock, consents, journal, news());
    Replayer replayer = replayer(choices);
    journal.start();
    log = new EventLog(database.dataSource(), journal, replayer, settings, meters);
    Limits limits = new Limits(limited, clock);
    keys = new ConnectorKeys(database.jdbi(), clock, sites, new ConnectorTokens(secrets, clock));
    Proofs proofs =
        new Proofs(
            consents,
            setups,
            new PresentedVisitors(tokens),
            identities,
            new IdentityLinks(database.jdbi())::isSomebodyElse);
    ServerIntake intake = new ServerIntake(proofs, limits, log, clock, counters);
    ApiServlet api =
        new ApiServlet(
            calls(new EventCalls(intake, proofs.visitors(), new Orders(database.jdbi()))),
            new ApiServlet.Base(
                new Bearer(keys, sites, connectors), limits, database.jdbi(), clock),
            ApiSettings.defaults(),
            meters);
    CollectServlet collect =
        new CollectServlet(
            sites, proofs, limits, new Senders(locations, words), log, clock, counters);
    ConsentServlet consent =
        new ConsentServlet(
            database.jdbi(),
            clock,
            new ConsentServlet.Asking(sites, setups, asked),
            choices,
            tokens,
            limits);
    ScriptServlet scripts = new ScriptServlet(PublicPaths.DEFAULT);
    routes =
        routes(
            new Route("/p/v1/e", collect),
            new Route("/api/v1/*", api),
            new Route("/p/v1/consent", consent),
            new Route(PublicPaths.FOLDER + "*", scripts));
    server = new HttpServer(HttpSettings.onFreePort(), routes, meters);
    server.start();
    site = addSite("Tea house", "https://" + TRACKER_HOST, "shop.example", ORIGIN);
  }

  private static List<Route> routes(Route... own) {
    List<Route> routes = new ArrayList<>(ContractServlet.routes());
    routes.addAll(List.of(own));
    return routes;
  }

  private List<Call> calls(EventCalls events) {
    return Stream.concat(events.calls().stream(), new WebhookCalls(webhooks).calls().stream())
        .toList();
  }

  /**
   * One more port of it, where nobody's address is trusted and a key is needed to pass visitors on;
   * who asks closes it.
   */
  public HttpServer amongStrangers() {
    Map<String, String> settings = Map.of("http.port", "0", "http.trusted.proxies", "192.0.2.0/24");
    HttpServer strange =
        new HttpServer(
            HttpSettings.read(new ConfigReader(settings)), routes, meters, keys::passesOn);
    strange.start();
    return strange;
  }

  /** Queues for webhooks what is taken back. */
  private WebhookNews news() {
    return new WebhookNews(
        new Deliveries(database.jdbi(), clock), sites, new Contacts(database.jdbi()));
  }

  private Replayer replayer(Choices choices) {
    return new Replayer(
        journal,
        database.dataSource(),
        database.dataSource(),
        Map.of(Kind.CHOICE, choices.replay(), Kind.EVENT, EventLog.replay()),
        clock,
        meters);
  }

  /** One that stores events. */
  public static TestTracker start() throws IOException {
    return limited(LimitSettings.defaults());
  }

  /** One that stores events within other limits. */
  public static TestTracker limited(LimitSettings limits) throws IOException {
    return limited(limits, Locations.none());
  }

  /** One that stores events within other limits and knows places. */
  public static TestTracker limited(LimitSettings limits, Locations locations) throws IOException {
    return started(new TestTracker(EventLogSettings.DEFAULT, limits, locations));
  }

  /** One that stores events, with a log that was given other limits. */
  public static TestTracker withLog(EventLogSettings settings) throws IOException {
    return started(new TestTracker(settings, LimitSettings.defaults(), Locations.none()));
  }

  private static TestTracker started(TestTracker tracker) {
    tracker.log.start();
    return tracker;
  }

  /** One whose log was given other limits and is not started. */
  public static TestTracker withoutLog(EventLogSettings settings) throws IOException {
    return new TestTracker(settings, LimitSettings.defaults(), Locations.none());
  }

  /** The site that is there from the start: pages on www, tracker on t, of shop.example. */
  public Site site() {
    return site;
  }

  /** One more site. */
  public Site addSite(String name, String tracker, @Nullable String cookieDomain, String origin) {
    return sites.add(
        NewSite.named(name)
            .trackerUrl(tracker)
            .cookieDomain(cookieDomain)
            .origins(List.of(origin))
            .build());
  }

  /** A new key of a site, as a plug-in is given one. */
  public String key(Site of) {
    return keys.make(of, "Test", Scope.connector()).token();
  }

  /** Where it listens. */
  public int port() {
    return server.port();
  }

  /** What a page is shown. */
  public JsonNode text(Site of) throws IOException {
    return Json.MAPPER.readTree(
        RawHttp.get(port(), "/p/v1/consent?l=en&s=" + of.publicId()).send().body());
  }

  /** A visitor of {@link #site} who allows these purposes. */
  public Visitor visitor(String... purposes) throws IOException {
    RawHttp.Answer answer = choose(purposes.length == 3 ? "accept" : "preferences", null, purposes);
    String cookie = answer.setCookie("piste_visitor").orElseThrow().split("[=;]", -1)[1];
    String consent = Json.MAPPER.readTree(answer.body()).get("id").textValue();
    return new Visitor(VisitorId.parse(cookie).orElseThrow(), consent);
  }

  /** Takes back all that a visitor allowed. */
  public void withdraw(Visitor visitor) throws IOException {
    choose("withdraw", visitor);
  }

  private RawHttp.Answer choose(String how, @Nullable Visitor as, String... purposes)
      throws IOException {
    ObjectNode choice = choice(site, how, purposes);
    if (as == null) {
      return post("/p/v1/consent", Json.write(choice)).send();
    }
    choice.put("prev", as.consent());
    return post("/p/v1/consent", Json.write(choice))
        .header("Cookie", "piste_visitor=" + as.id())
        .send();
  }

  /** A choice as a page of a site makes it, by the text that it is shown now. */
  public ObjectNode choice(Site of, String how, String... granted) throws IOException {
    return Json.MAPPER.valueToTree(
        Map.of(
            "s",
            of.publicId(),
            "hash",
            text(of).get("hash").textValue(),
            "granted",
            granted,
            "how",
            how,
            "u",
            of.origins().getFirst() + "/page"));
  }

  /** What a page of {@link #site} posts to its tracker. */
  public RawHttp post(String path, String body) {
    return RawHttp.post(port(), path, body).host(TRACKER_HOST).header("Origin", ORIGIN);
  }

  /** A browser that holds a visitor cookie and a consent id. */
  public record Visitor(VisitorId id, String consent) {}

  /** How many events are in the log. */
  public int stored() {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT COUNT(*) FROM event_log").mapTo(int.class).one());
  }

  /** How many events were refused for a reason. */
  public double refused(String reason) {
    return sum(meters.find("piste.events.refused").tag("reason", reason));
  }

  /** How many events were stored with a verdict. */
  public double accepted(Verdict verdict) {
    return sum(meters.find("piste.events.accepted").tag("verdict", verdict.word()));
  }

  /** How many events came. */
  public double received() {
    return sum(meters.find("piste.events.received"));
  }

  /** Over all sites. */
  private static double sum(Search search) {
    return search.counters().stream().mapToDouble(Counter::count).sum();
  }

  @Override
  public void close() {
    server.close();
    log.close();
    journal.close();
    database.close();
  }
}
