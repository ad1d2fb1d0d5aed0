package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.ConsentId;
import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A logout, as the server answers it: another visitor, the same consent, nothing prolonged. */
final class HandoversIT extends ConsentRules {
  private static final long HUNDRED_DAYS = Duration.ofDays(100).toSeconds();

  @Test
  void the_newcomer_has_what_was_allowed_until_it_would_have_ended() throws IOException {
    TestTracker.Visitor leaving = tracker.visitor("visits", "carts");
    Instant decided = tracker.clock.instant();
    ConsentState before = state(leaving.consent()).orElseThrow();
    tracker.clock.advance(Duration.ofDays(80));

    RawHttp.Answer answer = logout(leaving);

    assertEquals(204, answer.status(), answer.body());
    TestTracker.Visitor newcomer = newcomer(answer);
    assertNotEquals(leaving.id(), newcomer.id());
    assertNotEquals(leaving.consent(), newcomer.consent());
    ConsentState after = state(newcomer.consent()).orElseThrow();
    assertEquals(newcomer.id(), after.visitor());
    assertEquals(Set.of(Purpose.VISITS, Purpose.CARTS), after.purposes());
    assertEquals(before.expiresAt(), after.expiresAt());
    assertEquals(
        "1.%s.1.visits-carts.%d".formatted(newcomer.consent(), decided.getEpochSecond()),
        value(answer, "piste_consent"));
    assertTrue(holds(leaving.consent()), "the one who left took nothing back");
    assertEquals(leaving.id(), whoLoggedOut(), "the logout is the one's who leaves");
  }

  @Test
  void both_cookies_come_by_header_as_a_choice_sets_them_and_end_when_they_would_have()
      throws IOException {
    TestTracker.Visitor leaving = tracker.visitor("visits");
    tracker.clock.advance(Duration.ofDays(80));

    RawHttp.Answer below = logout(leaving);
    String consent = below.setCookie("piste_consent").orElseThrow();
    String visitor = below.setCookie("piste_visitor").orElseThrow();
    String attributes = "; Path=/; Max-Age=" + HUNDRED_DAYS + "; Secure; SameSite=Lax";
    assertTrue(consent.endsWith(attributes + "; Domain=shop.example"), consent);
    assertTrue(visitor.endsWith(attributes + "; HttpOnly"), visitor);

    RawHttp.Answer own = logout(newcomer(below), "www.shop.example");
    assertTrue(own.setCookie("piste_consent").orElseThrow().endsWith(attributes));
    assertTrue(own.setCookie("piste_visitor").orElseThrow().endsWith(attributes + "; HttpOnly"));
  }

  @Test
  void on_another_site_the_page_is_told_what_to_keep() throws IOException {
    TestTracker.Visitor leaving = tracker.visitor("visits");
    String token =
        tracker.tokens.issue(
            tracker.site().publicId(),
            leaving.id(),
            tracker.clock.instant().plus(Duration.ofDays(180)));
    tracker.clock.advance(Duration.ofDays(80));

    String batch = logoutOf(leaving).replaceFirst("\\{", "{\"v\":\"" + token + "\",");
    RawHttp.Answer answer = tracker.post("/p/v1/e", batch).host("piste.example").send();

    assertEquals(200, answer.status(), answer.body());
    assertEquals(List.of(), answer.all("Set-Cookie"));
    List<String> cookies = words(Json.MAPPER.readTree(answer.body()).get("cookies"));
    String end = "; Path=/; Max-Age=" + HUNDRED_DAYS + "; Secure; SameSite=Lax";
    assertTrue(cookies.stream().allMatch(cookie -> cookie.endsWith(end)), cookies.toString());
    String consent = cookies.getFirst().split("[=.;]", -1)[2];
    String issued = cookies.getLast().replaceAll("piste_visitor=([^;]+);.*", "$1");
    assertEquals(
        tracker.tokens.verify(tracker.site().publicId(), issued).orElseThrow(),
        state(consent).orElseThrow().visitor());
    tracker.clock.advance(Duration.ofDays(100).plusHours(1));
    assertTrue(tracker.tokens.verify(tracker.site().publicId(), issued).isEmpty(), "it ends, too");
  }

  @Test
  void p1_each_handover_is_a_row_that_names_the_one_before_it() throws IOException {
    TestTracker.Visitor first = tracker.visitor("visits");
    Instant decided = tracker.clock.instant();
    tracker.clock.advance(Duration.ofDays(1));
    TestTracker.Visitor second = newcomer(logout(first));
    tracker.clock.advance(Duration.ofDays(1));
    RawHttp.Answer last = logout(second);
    TestTracker.Visitor third = newcomer(last);

    assertTrue(
        value(last, "piste_consent").endsWith("." + decided.getEpochSecond()),
        "asked again when the choice is old, not the logout");
    assertEquals(2, recordsOf("logout"));
    assertEquals(hex(first), records.column(record(second), "previous_id"));
    assertEquals(hex(second), records.column(record(third), "previous_id"));
    for (String column : List.of("text_hash", "text_version", "language", "granted", "refused")) {
      assertEquals(
          records.column(record(first), column), records.column(record(third), column), column);
    }
  }

  @Test
  void c10_one_withdrawal_ends_what_everybody_before_a_logout_allowed() throws IOException {
    TestTracker.Visitor first = tracker.visitor("visits", "profile");
    TestTracker.Visitor second = newcomer(logout(first));
    TestTracker.Visitor third = newcomer(logout(second));

    tracker.withdraw(third);

    for (TestTracker.Visitor each : List.of(first, second, third)) {
      assertFalse(holds(each.consent()));
      assertEquals(Purpose.bits(EnumSet.of(Purpose.VISITS, Purpose.PROFILE)), lost(each));
    }
  }

  @Test
  void neither_goes_by_the_others_consent() throws IOException {
    TestTracker.Visitor leaving = tracker.visitor("visits");
    TestTracker.Visitor newcomer = newcomer(logout(leaving));

    TestTracker.Visitor mixed = new TestTracker.Visitor(leaving.id(), newcomer.consent());
    assertEquals(403, logout(mixed).status());
    assertEquals(403, logout(new TestTracker.Visitor(newcomer.id(), leaving.consent())).status());
    assertEquals(1, recordsOf("logout"));
  }

  @Test
  void a_consent_that_ended_meanwhile_is_not_handed_on() throws IOException {
    TestTracker.Visitor leaving = tracker.visitor("visits");
    assertTrue(holds(leaving.consent()), "known from memory");
    tracker.database.jdbi().useHandle(handle -> handle.execute("DELETE FROM consent_state"));

    RawHttp.Answer answer = logout(leaving);

    assertEquals(204, answer.status());
    assertEquals(List.of(), answer.all("Set-Cookie"));
    assertEquals(0, recordsOf("logout"));
  }

  @Test
  void who_withdrew_has_nothing_to_hand_on() throws IOException {
    TestTracker.Visitor leaving = tracker.visitor("visits");
    tracker.withdraw(leaving);

    assertEquals(403, logout(leaving).status());
    assertEquals(0, recordsOf("logout"));
  }

  @Test
  void while_choices_are_on_their_way_the_same_is_asked_for_again() throws IOException {
    TestTracker.Visitor leaving = tracker.visitor("visits");
    JournaledChoice onItsWay = refusalOfSomebody();
    tracker.consents.pending().add(onItsWay);

    assertRefused("database_away", logout(leaving));
    assertEquals(0, recordsOf("logout"));

    tracker.consents.pending().remove(onItsWay);
    assertEquals(204, logout(leaving).status());
    assertEquals(1, recordsOf("logout"));
  }

  private JournaledChoice refusalOfSomebody() {
    return new JournaledChoice(
        tracker.site().id().value(),
        UUID.randomUUID(),
        null,
        List.of(),
        null,
        "ab".repeat(32),
        1,
        "en",
        0,
        "refuse",
        false,
        TestTracker.ORIGIN + "/",
        tracker.clock.millis(),
        tracker.clock.millis(),
        "",
        "visits");
  }

  private RawHttp.Answer logout(TestTracker.Visitor visitor) throws IOException {
    return logout(visitor, TestTracker.TRACKER_HOST);
  }

  private RawHttp.Answer logout(TestTracker.Visitor visitor, String host) throws IOException {
    return tracker
        .post("/p/v1/e", logoutOf(visitor))
        .host(host)
        .header("Cookie", "piste_visitor=" + visitor.id())
        .send();
  }

  private String logoutOf(TestTracker.Visitor visitor) {
    Map<String, Object> event =
        Map.of(
            "id",
            "01890a5d-ac96-774b-bcce-000000000001",
            "t",
            "logout",
            "at",
            tracker.clock.millis(),
            "u",
            TestTracker.ORIGIN + "/account");
    return Json.write(
        Map.of(
            "s",
            tracker.site().publicId(),
            "c",
            visitor.consent(),
            "sent",
            tracker.clock.millis(),
            "e",
            List.of(event)));
  }

  /** Who the browser is from then on. */
  private static TestTracker.Visitor newcomer(RawHttp.Answer answer) {
    return new TestTracker.Visitor(
        VisitorId.parse(value(answer, "piste_visitor")).orElseThrow(),
        value(answer, "piste_consent").split("\\.", -1)[1]);
  }

  private static String value(RawHttp.Answer answer, String cookie) {
    return answer.setCookie(cookie).orElseThrow().split("[=;]", -1)[1];
  }

  private VisitorId whoLoggedOut() {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT visitor_id FROM event_log WHERE type = 'logout'")
                    .mapTo(VisitorId.class)
                    .one());
  }

  private int recordsOf(String act) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM consent_record WHERE how = :act")
                    .bind("act", act)
                    .mapTo(Integer.class)
                    .one());
  }

  private static JsonNode record(TestTracker.Visitor visitor) {
    return Json.MAPPER.createObjectNode().put("id", visitor.consent());
  }

  private static String hex(TestTracker.Visitor visitor) {
    return ConsentId.parse(visitor.consent()).orElseThrow().value().toString().replace("-", "");
  }
}
