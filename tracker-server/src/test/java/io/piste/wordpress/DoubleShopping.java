package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** Plays a trace in the stand-in: each recorded request is one request. */
final class DoubleShopping implements Shopping {
  private final Guest guest;
  private final Trace trace;
  private final boolean ticks;

  DoubleShopping(Guest guest, Trace trace, boolean ticks) {
    this.guest = guest;
    this.trace = trace;
    this.ticks = ticks;
  }

  @Override
  public void byBlocks() {
    trace.steps().forEach(this::play);
  }

  @Override
  public void byForms() {
    for (Trace.Step step : trace.steps()) {
      play(step);
      if (step.name().equals("classic checkout type")) {
        // Nothing that was recorded: the field is left, and our own script says so.
        CheckoutScript.of(guest.open("/checkout/")).type(guest, EMAIL);
      }
    }
  }

  private void play(Trace.Step step) {
    for (Trace.Request request : step.requests()) {
      Map<String, String> headers = new HashMap<>(Map.of("X-Replay", request.hooks()));
      if (step.name().matches(".*(type e-mail|address|order).*")) {
        headers.put("X-Replay-Email", EMAIL);
      }
      Map<String, String> form = Map.of();
      if (ticks && step.name().contains("order")) {
        headers.put("X-Replay-Optin", "1");
        form = Map.of("piste_optin", "1");
      }
      HttpResponse<String> answer = guest.post(request.path(), form, headers);
      assertEquals(
          "0", answer.body(), "how often the plugin made the shop calculate in " + request.line());
    }
  }
}
