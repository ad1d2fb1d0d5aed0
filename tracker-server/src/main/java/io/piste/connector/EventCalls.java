package io.piste.connector;

import io.piste.cart.Orders;
import io.piste.collect.ServerCall;
import io.piste.collect.ServerIntake;
import io.piste.collect.ShopCalls;
import io.piste.consent.PresentedVisitors;
import io.piste.protocol.EventResult;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import java.util.List;

/**
 * What happened in a shop, as its server tells it: carts, orders, who somebody is, and events in
 * batches. All of it goes through the event log, and through the gate of consent. Thread-safe.
 */
public final class EventCalls {
  private static final int MOST_EVENT_BYTES = 1024 * 1024;
  private static final int MOST_ID = 64;

  private final ServerIntake intake;
  private final PresentedVisitors visitors;
  private final Orders orders;

  /** Hands on to the intake. */
  public EventCalls(ServerIntake intake, PresentedVisitors visitors, Orders orders) {
    this.intake = intake;
    this.visitors = visitors;
    this.orders = orders;
  }

  /** The calls. */
  public List<Call> calls() {
    return List.of(
        Call.of("POST", "/events", Scope.EVENTS, this::events)
            .upTo(MOST_EVENT_BYTES)
            .refusing(intake::refused),
        Call.of("PUT", "/carts/{id}", Scope.EVENTS, this::cart),
        Call.of("PUT", "/orders/{id}", Scope.EVENTS, this::order),
        Call.of("POST", "/identify", Scope.EVENTS, this::identify));
  }

  private ApiAnswer events(ApiRequest request) {
    List<EventResult> results = intake.take(request.http(), request.site(), request.body());
    return ApiAnswer.ok(new Results(results));
  }

  private ApiAnswer cart(ApiRequest request) {
    return take(
        request, ShopCalls.cart(request.site(), request.variable("id", MOST_ID), request.json()));
  }

  private ApiAnswer order(ApiRequest request) {
    String id = request.variable("id", MOST_ID);
    ServerCall call = ShopCalls.order(request.site(), id, request.json(), false);
    return take(
        request,
        isKnown(request.site(), id, call)
            ? ShopCalls.order(request.site(), id, request.json(), true)
            : call);
  }

  /** Told again after a week, when its event is no longer recognised, it is not placed again. */
  private boolean isKnown(Site site, String id, ServerCall call) {
    return visitors
        .named(site, call.visitor())
        .filter(visitor -> orders.isKnown(site.id(), visitor, id))
        .isPresent();
  }

  private ApiAnswer identify(ApiRequest request) {
    return take(request, ShopCalls.identify(request.site(), request.json()));
  }

  /** 202 when it is stored; 200 when sending it again would not help. */
  private ApiAnswer take(ApiRequest request, ServerCall call) {
    EventResult result = intake.take(request.http(), request.site(), call);
    return ApiAnswer.of(result.status().equals("stored") ? 202 : 200, result);
  }

  private record Results(List<EventResult> results) {}
}
