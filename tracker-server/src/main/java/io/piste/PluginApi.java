package io.piste;

import io.piste.base.Loop;
import io.piste.collect.ServerIntake;
import io.piste.connector.ApiServlet;
import io.piste.connector.Bearer;
import io.piste.connector.Call;
import io.piste.connector.ConnectorCalls;
import io.piste.connector.ConsentCalls;
import io.piste.connector.ContactCalls;
import io.piste.connector.ContentCalls;
import io.piste.connector.ContractServlet;
import io.piste.connector.EventCalls;
import io.piste.connector.FieldEdits;
import io.piste.connector.PrivacyCalls;
import io.piste.connector.RestoreCalls;
import io.piste.connector.WebhookCalls;
import io.piste.consent.PresentedVisitors;
import io.piste.contact.MarketingAnswers;
import io.piste.contact.SiteContacts;
import io.piste.http.Route;
import io.piste.limit.Limits;
import io.piste.privacy.PersonalFile;
import io.piste.profile.GivenTags;
import io.piste.token.IdentityTokens;
import io.piste.token.KeyedHash;
import io.piste.token.VisitorTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What shops' servers may ask and tell, under a key. */
final class PluginApi implements AutoCloseable {
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private final List<Call> calls;
  private final ApiServlet servlet;
  private final Loop sweeping;

  PluginApi(Ground ground, Stores stores, Settings settings, Limits limits, Parts parts) {
    Bearer bearer = new Bearer(stores.keys(), stores.sites(), stores.connectors());
    ApiServlet.Base base =
        new ApiServlet.Base(bearer, limits, ground.hurriedJdbi(), ground.clock());
    this.calls = List.copyOf(calls(ground, stores, settings, parts));
    this.servlet = new ApiServlet(calls, base, settings.api(), ground.meters());
    this.sweeping = new Loop("api-replays", SWEEP_EVERY, servlet::sweep);
  }

  /** Parts of the running server that calls need. */
  record Parts(ServerIntake intake, Mailing mailing, Following following) {}

  /** In the order of the documentation. */
  private static List<Call> calls(Ground ground, Stores stores, Settings settings, Parts parts) {
    IdentityTokens identities = new IdentityTokens(ground.secrets());
    PresentedVisitors visitors =
        new PresentedVisitors(new VisitorTokens(ground.secrets(), ground.clock()));
    List<Call> calls = new ArrayList<>();
    calls.addAll(
        new ConnectorCalls(stores.connectors(), settings.paths(), identities, ground.clock())
            .calls());
    calls.addAll(new EventCalls(parts.intake(), visitors, stores.orders()).calls());
    calls.addAll(
        new RestoreCalls(parts.mailing().restorable(), parts.mailing().returning()).calls());
    calls.addAll(consents(ground, stores).calls());
    calls.addAll(new ContentCalls(stores.library()).calls());
    calls.addAll(contacts(ground, stores).calls());
    PersonalFile file = new PersonalFile(Stores.personalData(parts.following().rebuilds()));
    calls.addAll(new PrivacyCalls(ground.jdbi(), file).calls());
    calls.addAll(new WebhookCalls(stores.webhooks()).calls());
    return calls;
  }

  private static ConsentCalls consents(Ground ground, Stores stores) {
    MarketingAnswers answers =
        new MarketingAnswers(
            stores.contacts(),
            stores.permissions(),
            new KeyedHash(ground.secrets(), "suppression")::of);
    return new ConsentCalls(
        ground.jdbi(), answers, stores.enrolments(), stores.outbox(), ground.clock());
  }

  private static ContactCalls contacts(Ground ground, Stores stores) {
    return new ContactCalls(
        new SiteContacts(ground.jdbi()),
        new FieldEdits(ground.jdbi(), stores.contacts(), ground.clock()),
        stores.profiles(),
        new GivenTags(ground.jdbi(), ground.clock()));
  }

  /** What is answered. */
  List<Call> calls() {
    return calls;
  }

  void start() {
    sweeping.start();
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>(ContractServlet.routes());
    routes.add(new Route(ApiServlet.PATH + "/*", servlet));
    return routes;
  }

  @Override
  public void close() {
    sweeping.close();
  }
}
