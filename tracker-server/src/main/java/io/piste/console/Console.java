package io.piste.console;

import io.piste.contact.Merges;
import io.piste.contact.Refusals;
import io.piste.eventlog.RebuildRuns;
import io.piste.goal.Goals;
import io.piste.http.Route;
import io.piste.profile.ProfileRules;
import io.piste.segment.Segments;
import io.piste.site.Sites;
import io.piste.visit.ChannelRules;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The web console: its routes, and the link for the first administrator. Thread-safe. */
public final class Console {
  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Sites sites;
  private final SiteTools tools;
  private final MailServer mailServer;
  private final DataWatch data;
  private final Consenting consenting;
  private final Users users;
  private final Invitations invitations;
  private final ProjectionNews news;

  /** Reads nothing yet. */
  public Console(
      Jdbi jdbi,
      InstantSource clock,
      Sites sites,
      SiteTools tools,
      MailServer mailServer,
      DataWatch data,
      Consenting consenting) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.sites = sites;
    this.tools = tools;
    this.mailServer = mailServer;
    this.data = data;
    this.consenting = consenting;
    this.users = new Users(jdbi, clock);
    this.invitations = new Invitations(jdbi, clock);
    this.news = new ProjectionNews(data.letters(), new RebuildRuns(jdbi));
  }

  /** What answers under {@code /console}. */
  public List<Route> routes() {
    Assets assets = new Assets();
    Sessions sessions = new Sessions(jdbi, clock);
    Renderer renderer = new Renderer(assets.urls(), data.journal(), news);
    Router router = new Router();
    addSignIn(router, sessions);
    addReports(router);
    new ProfilePages(jdbi, clock).add(router);
    addSegments(router);
    addData(router);
    addSites(router);
    addConnectors(router);
    addConsent(router, assets, renderer);
    return List.of(
        new Route("/console/assets/*", new AssetServlet(assets)),
        uploads(sessions, renderer),
        new Route("/console/*", servlet(router, sessions, renderer)));
  }

  private ConsoleServlet servlet(Router router, Sessions sessions, Renderer renderer) {
    return new ConsoleServlet(
        router, sessions, sites, renderer, clock, new JournalPage(data.journal()));
  }

  /** Apart from the others: only here are files taken in, and only from who is signed in. */
  private Route uploads(Sessions sessions, Renderer renderer) {
    Router router = new Router().post("/contacts", new ImportPages(data.transfers())::take);
    return UploadServlet.route(servlet(router, sessions, renderer), data.transfers());
  }

  /**
   * The path of a new link that makes the first administrator, for one use within 30 minutes; empty
   * when there is somebody. It is a secret: print it in the terminal, never log it.
   */
  public Optional<String> firstAdministratorPath() {
    return users.any()
        ? Optional.empty()
        : Optional.of("/console/welcome/" + invitations.make(null));
  }

  private void addSignIn(Router router, Sessions sessions) {
    Passwords passwords = new Passwords();
    SignInPages signIn = new SignInPages(users, sessions, passwords, new SignInThrottle(clock));
    WelcomePages welcome = new WelcomePages(jdbi, invitations, users, passwords, signIn);
    PreferencePages preferences = new PreferencePages(users);
    router
        .openGet("/sign-in", signIn::form)
        .openPost("/sign-in", signIn::signIn)
        .post("/sign-out", signIn::signOut)
        .openGet("/welcome/{token}", welcome::form)
        .openPost("/welcome/{token}", welcome::act)
        .openPost("/language", preferences::language)
        .openPost("/theme", preferences::theme)
        .post("/site", preferences::site);
  }

  private void addReports(Router router) {
    TrafficListPages traffic = new TrafficListPages(jdbi);
    ChannelRulesPages channels = new ChannelRulesPages(new ChannelRules(jdbi));
    addGoals(router);
    addTransfers(router);
    addContacts(router);
    addPeople(router);
    AnonymousPages anonymous = new AnonymousPages(jdbi, tools.anonymous());
    router
        .get("/traffic/anonymous", anonymous::show)
        .get("/traffic/anonymous/export", anonymous::export)
        .post("/sites/{site}/anonymous", anonymous::turn)
        .get("/", new OverviewPage(jdbi, mailServer.set()))
        .get("/live", new LivePage(jdbi, false))
        .get("/live/list", new LivePage(jdbi, true))
        .get("/traffic", new TrafficPage(jdbi))
        .get("/traffic/rules", channels::show)
        .post("/traffic/rules", channels::add)
        .post("/traffic/rules/{id}/{act}", channels::change)
        .get("/traffic/{dimension}", traffic::list)
        .get("/traffic/{dimension}/export", traffic::export)
        .get("/traffic/{dimension}/one", traffic::one)
        .get("/contacts", new ContactsPage(jdbi))
        .get("/carts", new CartsPage(jdbi))
        .get("/carts/{id}", new CartPage(jdbi))
        .get("/mails", new MailsPage(jdbi, mailServer))
        .get("/journal", new JournalPage(data.journal()));
  }

  /** Duplicates come first: the path of a card would take theirs. */
  private void addPeople(Router router) {
    Refusals refusals = new Refusals(jdbi, data.rebuilds(), clock);
    Merges merges = new Merges(jdbi, data.rebuilds(), clock);
    DuplicatesPages duplicates = new DuplicatesPages(jdbi, clock, merges);
    ContactActs acts = new ContactActs(jdbi, clock, refusals, merges);
    FindPages find = new FindPages(jdbi);
    router
        .get("/find", find::page)
        .get("/find/list", find::list)
        .get("/contacts/duplicates", duplicates::list)
        .get("/contacts/duplicates/{one}/{other}", duplicates::compare)
        .post("/contacts/duplicates/{one}/{other}/merge", duplicates::merge)
        .post("/contacts/duplicates/{one}/{other}/distinct", duplicates::distinct)
        .get("/contacts/{id}", new ContactPage(jdbi, clock, refusals, merges))
        .post("/contacts/{id}/refuse", acts::refuse)
        .post("/contacts/{id}/take-back", acts::takeBack)
        .post("/contacts/{id}/part", acts::part)
        .post("/contacts/{id}/stage", acts::stage)
        .post("/contacts/{id}/tags", acts::giveTag)
        .post("/contacts/{id}/tags/take", acts::takeTag)
        .post("/contacts/{id}/compare", acts::compare);
  }

  /** Before the lists of traffic, whose paths would take theirs. */
  private void addGoals(Router router) {
    Goals goals = new Goals(jdbi, clock);
    GoalPages pages = new GoalPages(jdbi, goals);
    GoalFormPages forms = new GoalFormPages(jdbi, goals);
    router
        .get("/traffic/goals", pages::list)
        .get("/traffic/goals/new", forms::blank)
        .post("/traffic/goals/new", forms::add)
        .post("/traffic/goals/templates/{key}", forms::addTemplate)
        .get("/traffic/goals/{id}", pages::show)
        .get("/traffic/goals/{id}/export", pages::export)
        .get("/traffic/goals/{id}/edit", forms::edit)
        .post("/traffic/goals/{id}/edit", forms::save)
        .post("/traffic/goals/{id}/remove", forms::remove);
  }

  /** The form and the fields before the card, whose path would take theirs. */
  private void addContacts(Router router) {
    ContactFormPages forms = new ContactFormPages(jdbi);
    FieldsPages fields = new FieldsPages(jdbi, clock);
    router
        .get("/contacts/new", forms::blank)
        .post("/contacts/new", forms::add)
        .get("/contacts/fields", fields::list)
        .post("/contacts/fields", fields::count)
        .get("/contacts/fields/new", fields::blank)
        .post("/contacts/fields/new", fields::add)
        .get("/contacts/fields/{id}", fields::edit)
        .post("/contacts/fields/{id}", fields::save)
        .get("/contacts/fields/{id}/remove", fields::askRemove)
        .post("/contacts/fields/{id}/remove", fields::remove)
        .get("/contacts/{id}/edit", forms::edit)
        .post("/contacts/{id}/edit", forms::save)
        .post("/contacts/{id}/restrict", forms::restrict)
        .post("/contacts/{id}/lift", forms::lift);
  }

  /** Before the pages of single contacts, whose paths would take theirs. */
  private void addTransfers(Router router) {
    ImportPages imports = new ImportPages(data.transfers());
    ImportFormPages forms = new ImportFormPages(data.transfers());
    ExportPages exports = new ExportPages(data.transfers());
    router
        .get("/contacts/import", imports::list)
        .get("/contacts/import/{id}", imports::show)
        .get("/contacts/import/{id}/columns", forms::show)
        .post("/contacts/import/{id}/columns", forms::save)
        .post("/contacts/import/{id}/start", imports::start)
        .post("/contacts/import/{id}/cancel", imports::cancel)
        .get("/contacts/import/{id}/faults", imports::faults)
        .get("/contacts/export", exports::form)
        .get("/contacts/export/file", exports::file);
  }

  private void addSegments(Router router) {
    Segments segments = new Segments(jdbi, clock);
    SegmentPages pages = new SegmentPages(jdbi, segments, tools.members());
    SegmentPage page = new SegmentPage(jdbi, segments, tools.members());
    SegmentFormPages forms = new SegmentFormPages(jdbi, clock, segments);
    SegmentHandPages hand = new SegmentHandPages(jdbi, segments, tools.members(), forms);
    router
        .get("/segments", pages::list)
        .get("/segments/new", hand::blank)
        .post("/segments/new", hand::add)
        .post("/segments/rule", forms::act)
        .post("/segments/found", forms::count)
        .post("/segments/examples/{key}", pages::addExample)
        .get("/segments/{id}", page::show)
        .get("/segments/{id}/edit", hand::edit)
        .post("/segments/{id}/edit", hand::change)
        .post("/segments/{id}/copy", pages::copy)
        .post("/segments/{id}/remove", page::remove)
        .post("/segments/{id}/members", hand::paste)
        .post("/segments/{id}/members/{contact}/remove", hand::takeOut);
  }

  private void addData(Router router) {
    LettersPage letters = new LettersPage(data.letters(), news);
    RobotsPage robots = new RobotsPage(jdbi, data.words());
    router
        .get("/data", new ReceivedPage(jdbi))
        .get("/data/robots", robots)
        .post("/data/robots/{visitor}", robots::say)
        .get("/data/letters", letters)
        .post("/data/letters/of/{cause}", letters::decideAll)
        .post("/data/letters/{seq}", letters::decide);
  }

  private void addConsent(Router router, Assets assets, Renderer renderer) {
    ConsentPages form = new ConsentPages(consenting.setups());
    ConsentWordsPages words = new ConsentWordsPages(consenting.setups());
    ConsentRecordsPages records =
        new ConsentRecordsPages(jdbi, new ConsentProofFile(jdbi, consenting.seal(), renderer));
    ConsentPublishPages publish = new ConsentPublishPages(consenting.setups());
    ConsentFiguresPage figures = new ConsentFiguresPage(jdbi);
    router
        .get("/sites/{site}/consent", form::show)
        .post("/sites/{site}/consent", form::save)
        .post("/sites/{site}/consent/languages", form::addLanguage)
        .get("/sites/{site}/consent/preview", new ConsentPreview(assets.url(Assets.PREVIEW)))
        .post("/sites/{site}/consent/look", form::look)
        .get("/sites/{site}/consent/words/{language}", words::show)
        .post("/sites/{site}/consent/words/{language}", words::save)
        .get("/sites/{site}/consent/publish", publish::ask)
        .post("/sites/{site}/consent/publish", publish::publish)
        .post("/sites/{site}/consent/drop", publish::drop)
        .get("/sites/{site}/consent/history", publish::history)
        .get("/sites/{site}/consent/figures", figures)
        .get("/sites/{site}/consent/figures/export", figures::export)
        .get("/sites/{site}/consent/records", records::show)
        .get("/sites/{site}/consent/texts/{hash}", records::text)
        .get("/sites/{site}/consent/proof", records::proof);
  }

  private void addConnectors(Router router) {
    Connecting connecting = tools.connecting();
    ConnectorsPages connectors = new ConnectorsPages(connecting);
    WebhookPages webhooks = new WebhookPages(connecting);
    TrialPages trial = new TrialPages(connecting);
    router
        .get("/connectors/{system}", connectors::download)
        .get("/sites/{site}/connectors", connectors::show)
        .post("/sites/{site}/connectors/keys", connectors::make)
        .post("/sites/{site}/connectors/keys/{number}/rotate", connectors::rotate)
        .post("/sites/{site}/connectors/keys/{number}/revoke", connectors::revoke)
        .get("/sites/{site}/connectors/contents", new ContentsPage(jdbi))
        .get("/sites/{site}/connectors/try", trial::show)
        .post("/sites/{site}/connectors/try", trial::send)
        .get("/sites/{site}/connectors/webhooks", webhooks::list)
        .post("/sites/{site}/connectors/webhooks", webhooks::add)
        .get("/sites/{site}/connectors/webhooks/{name}", webhooks::show)
        .post("/sites/{site}/connectors/webhooks/{name}", webhooks::save)
        .post("/sites/{site}/connectors/webhooks/{name}/secret", webhooks::secret)
        .post("/sites/{site}/connectors/webhooks/{name}/act", webhooks::act)
        .post("/sites/{site}/connectors/webhooks/{name}/deliveries/{id}", webhooks::sendAgain);
  }

  private void addSites(Router router) {
    ProfileRules rules = new ProfileRules(jdbi, clock);
    SitesPages list = new SitesPages(jdbi, sites, rules);
    SitePages one = new SitePages(jdbi, sites, tools, mailServer.set());
    InstallPages install = new InstallPages(jdbi, tools.check());
    router
        .get("/sites", list::list)
        .get("/sites/new", list::blank)
        .post("/sites/new", list::add)
        .get("/sites/{site}", one::show)
        .get("/sites/{site}/edit", list::edit)
        .post("/sites/{site}/edit", list::save)
        .get("/sites/{site}/check", install::show)
        .post("/sites/{site}/check", install::look)
        .get("/sites/{site}/check/arrivals", install::arrivals)
        .post("/sites/{site}/recovery", one::switchRecovery)
        .post("/sites/{site}/keys", one::showKeys)
        .post("/sites/{site}/keys/renew", one::renewKeys);
  }
}
