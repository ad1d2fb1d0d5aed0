package io.piste.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;

/** What must not happen before a choice, and what happens at each. */
final class ColdVisits {
  private static final Set<String> ALLOWED =
      Set.of("GET /p/t.js", "GET /p/c.js", "GET /p/v1/consent");

  private ColdVisits() {}

  /** A first visit, with a scroll and a click that are no answer (rules C1 and C3). */
  static String cold(Shopper shopper) {
    shopper.open("/");
    shopper.awaitBanner();
    shopper.browser().run("window.scrollTo(0, 2000)");
    shopper.open("/teas/oolong");
    shopper.awaitBanner();
    assertSilent(shopper);
    return "%d cookies, %d stored items, %d events; asked of the tracker: %s; the banner says %s"
        .formatted(
            shopper.browser().cookies().size(),
            shopper.browser().stored(),
            shopper.events().size(),
            Set.copyOf(shopper.trackerRequests()),
            shopper.answers());
  }

  private static void assertSilent(Shopper shopper) {
    assertEquals(List.of(), shopper.browser().cookies(), "cookies before a choice");
    assertEquals(0, shopper.browser().stored(), "items in the browser's storage before a choice");
    for (String request : shopper.trackerRequests()) {
      assertTrue(ALLOWED.contains(request), "before a choice the page asked: " + request);
    }
    assertEquals(ALLOWED, Set.copyOf(shopper.trackerRequests()), "what a cold page loads");
  }

  /** Refusing stores the choice and nothing else. */
  static String refuse(Shopper shopper) {
    shopper.refuse();
    shopper.open("/teas/sencha");
    shopper.awaitControl();
    shopper.open("/blog/eau");
    shopper.awaitControl();
    assertEquals(Set.of("piste_consent"), shopper.browser().cookieNames(), "after refusing");
    assertEquals(0, shopper.browser().stored(), "items in the browser's storage after refusing");
    assertEquals(List.of(), shopper.events(), "events after refusing");
    return "the choice is remembered in piste_consent, no visitor cookie, 0 events on 2 pages";
  }

  /** Accepting starts the visit; the visitor's cookie is out of the reach of scripts. */
  static String accept(Shopper shopper) {
    shopper.accept();
    shopper.awaitSent("page");
    boolean hidden = shopper.browser().cookie("piste_visitor").httpOnly();
    return "piste_consent and piste_visitor (%s) set, %s sent"
        .formatted(hidden ? "HttpOnly" : "kept by the page", shopper.eventKinds());
  }

  /** Withdrawing deletes the visitor's cookie at once and silences the page (rule C10). */
  static String withdraw(Shopper shopper) {
    shopper.open("/teas/jasmin");
    shopper.awaitSent("product");
    shopper.withdraw();
    assertEquals(
        false, shopper.browser().cookieNames().contains("piste_visitor"), "the visitor's cookie");
    shopper.browser().forgetSent();
    shopper.open("/teas/rooibos");
    shopper.awaitControl();
    shopper.open("/blog/garder");
    shopper.awaitControl();
    assertEquals(List.of(), shopper.events(), "events after the withdrawal");
    return "2 clicks; piste_visitor deleted, 0 events on 2 pages since";
  }
}
