package io.piste;

import io.piste.base.Loop;
import io.piste.collect.ServerIntake;
import io.piste.connector.ApiServlet;
import io.piste.connector.Bearer;
import io.piste.connector.Call;
import io.piste.connector.ConnectorCalls;
import io.piste.connector.EventCalls;
import io.piste.connector.RestoreCalls;
import io.piste.connector.SchemaServlet;
import io.piste.consent.PresentedVisitors;
import io.piste.http.Route;
import io.piste.limit.Limits;
import io.piste.token.IdentityTokens;
import io.piste.token.VisitorTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What shops' servers may ask and tell, under a key. */
final class PluginApi implements AutoCloseable {
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private final ApiServlet servlet;
  private final Loop sweeping;

  PluginApi(
      Ground ground, Stores stores, Settings settings, Limits limits, List<Call> calls) {
    Bearer bearer = new Bearer(stores.keys(), stores.sites(), stores.connectors());
    ApiServlet.Base base =
        new ApiServlet.Base(bearer, limits, ground.hurriedJdbi(), ground.clock());
    this.servlet = new ApiServlet(calls, base, settings.api(), ground.meters());
    this.sweeping = new Loop("api-replays", SWEEP_EVERY, servlet::sweep);
  }

  /** All calls, in the order of the documentation. */
  static List<Call> calls(
      Ground ground, Stores stores, Settings settings, ServerIntake intake, Mailing mailing) {
    IdentityTokens identities = new IdentityTokens(ground.secrets());
    PresentedVisitors visitors =
        new PresentedVisitors(new VisitorTokens(ground.secrets(), ground.clock()));
    List<Call> calls = new ArrayList<>();
    calls.addAll(
        new ConnectorCalls(stores.connectors(), settings.paths(), identities, ground.clock())
            .calls());
    calls.addAll(new EventCalls(intake, visitors, stores.orders()).calls());
    calls.addAll(new RestoreCalls(mailing.restorable(), mailing.returning()).calls());
    return calls;
  }

  void start() {
    sweeping.start();
  }

  List<Route> routes() {
    return List.of(
        new Route(SchemaServlet.PATH + "*", new SchemaServlet()),
        new Route(ApiServlet.PATH + "/*", servlet));
  }

  @Override
  public void close() {
    sweeping.close();
  }
}
