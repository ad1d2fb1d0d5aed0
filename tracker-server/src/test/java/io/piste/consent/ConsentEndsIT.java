package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.ConsentId;
import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.support.RawHttp;
import io.piste.support.Setups;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends, and what stays, when a consent does: rules of docs/consent-tests.md. */
final class ConsentEndsIT extends ConsentRules {
  @Test
  void c16_the_visitor_ends_with_the_consent_and_13_months_after_its_first_setting()
      throws IOException {
    Setups.publish(tracker, tracker.site(), setup -> setup.put("days", 300), true);
    TestTracker.Visitor visitor = tracker.visitor("visits");
    tracker.clock.advance(Duration.ofDays(200));
    RawHttp.Answer second = chooseAs(visitor, visitor.consent());
    assertEquals(visitor.id() + " 195", cookie(second), "300 days would be 13 months and more");
    assertEquals(300, answer(second).get("maxAge").asInt() / 86_400);

    tracker.clock.advance(Duration.ofDays(195));
    RawHttp.Answer third = chooseAs(visitor, answer(second).get("id").asText());
    assertFalse(cookie(third).startsWith(visitor.id().toString()), "somebody new");
    assertTrue(cookie(third).endsWith(" 300"), cookie(third));
  }

  @Test
  void c17_a_site_for_minors_asks_nothing_and_forgets_what_it_had() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits");
    ObjectNode choice = choice("preferences", "visits");
    Setups.publish(tracker, setup -> setup.put("minors", true));

    assertEquals("{\"off\":\"minors\"}", Json.write(tracker.text(tracker.site())));
    assertFalse(holds(visitor.consent()));
    RawHttp.Answer refused = choose(choice);
    assertRefused("site_for_minors", refused);
    List<String> cookies = refused.all("Set-Cookie");
    assertEquals(4, cookies.size(), "two names, with and without Domain: " + cookies);
    cookies.forEach(cookie -> assertTrue(cookie.contains("=; Path=/; Max-Age=0;"), cookie));
  }

  @Test
  void c10_a_withdrawal_deletes_the_visitor_however_it_was_set_and_remembers_the_refusal()
      throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits", "profile");

    RawHttp.Answer answer =
        choose(
            choice("withdraw").put("prev", visitor.consent()),
            "Cookie",
            "piste_visitor=" + visitor.id());

    List<String> deleted =
        answer.all("Set-Cookie").stream().filter(c -> c.startsWith("piste_visitor=;")).toList();
    assertEquals(2, deleted.size(), answer.all("Set-Cookie").toString());
    deleted.forEach(cookie -> assertTrue(cookie.contains("Max-Age=0"), cookie));
    assertTrue(deleted.getLast().endsWith("Domain=shop.example"), deleted.toString());
    assertTrue(answer.setCookie("piste_consent").orElseThrow().matches(".*\\.0\\.\\d+; .*"));
    assertEquals(
        Purpose.bits(java.util.EnumSet.of(Purpose.VISITS, Purpose.PROFILE)),
        lost(visitor),
        "whoever acts on it can read what was taken back");
  }

  @Test
  void c10_giving_less_takes_back_the_difference() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits", "profile");

    chooseAs(visitor, visitor.consent());

    assertEquals(Purpose.bits(java.util.EnumSet.of(Purpose.PROFILE)), lost(visitor));
    assertTrue(tracker.consents.allows(tracker.site().id(), visitor.id(), Purpose.VISITS));
  }

  @Test
  void c13_linking_a_visitor_to_a_contact_carries_no_consent_to_another_device()
      throws IOException {
    TestTracker.Visitor laptop = tracker.visitor("visits", "profile", "carts");
    TestTracker.Visitor phone = tracker.visitor("visits");
    VisitorId tablet = VisitorId.random();
    for (VisitorId visitor : List.of(laptop.id(), phone.id(), tablet)) {
      link(visitor);
    }

    assertEquals(
        java.util.Set.of(Purpose.VISITS),
        tracker.consents.allowed(tracker.site().id(), phone.id()));
    assertEquals(java.util.Set.of(), tracker.consents.allowed(tracker.site().id(), tablet));

    tracker.withdraw(laptop);
    assertTrue(holds(phone.consent()), "nor does a withdrawal reach the other device");
    assertEquals(
        1,
        new ConsentProofs(tracker.database.jdbi())
            .chain(tracker.site().id(), ConsentId.parse(phone.consent()).orElseThrow())
            .size(),
        "each device has a chain of its own");
  }
}
