package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.ConsentId;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.support.RawHttp;
import io.piste.support.Setups;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The rules of docs/consent-tests.md that the server keeps by itself, whatever a page sends. */
final class ConsentRulesIT extends ConsentRules {
  @Test
  void p2_each_act_is_recorded_only_where_it_can_be_true() throws IOException {
    assertRefused("bad_request", choose(choice("gpc"), "Sec-GPC", "1"));
    assertRefused("bad_request", choose(choice("api", "visits")));
    Setups.publish(tracker, setup -> setup.put("gpc", "refuse").put("banner", "klaro"));
    assertRefused("bad_request", choose(choice("gpc")));
    assertRefused("bad_request", choose(choice("gpc", "visits"), "Sec-GPC", "1"));

    JsonNode gpc = answer(choose(choice("gpc"), "Sec-GPC", "1"));
    assertEquals("gpc", records.column(gpc, "how"));
    assertEquals("1", records.column(gpc, "gpc"));
    assertEquals("api", records.column(answer(choose(choice("api", "visits"))), "how"));
  }

  @Test
  void p2_again_and_withdraw_follow_a_choice_on_record_or_are_recorded_as_what_they_are()
      throws IOException {
    String nobody = ConsentId.random().toString();
    assertEquals("preferences", how(choice("again", "visits").put("prev", nobody)));
    assertEquals("accept", how(choice("again", "visits", "profile", "carts")));
    assertEquals("refuse", how(choice("again")));
    assertEquals("refuse", how(choice("withdraw")));
    assertEquals("refuse", how(choice("withdraw").put("prev", nobody)));

    String first =
        answer(choose(choice("accept", "visits", "profile", "carts"))).get("id").asText();
    String second = answer(choose(choice("again", "visits").put("prev", first))).get("id").asText();
    assertEquals("again", recorded(second));
    assertEquals("withdraw", how(choice("withdraw").put("prev", second)));
  }

  @Test
  void p3_every_text_and_every_setup_is_kept_with_its_hash_and_time() throws IOException {
    JsonNode before = tracker.text(tracker.site());
    tracker.clock.advance(Duration.ofHours(1));
    Setups.publish(tracker, tracker.site(), setup -> setup.put("days", 90), true);
    JsonNode after = tracker.text(tracker.site());
    Setups.publish(tracker, setup -> setup.set("recipients", list("Parcel Ltd")));

    assertNotEquals(before.get("hash"), after.get("hash"));
    for (JsonNode text : List.of(before, after)) {
      String hash = text.get("hash").asText();
      assertEquals(hash, ConsentText.sha256(Json.write(text.get("body"))));
      assertEquals(Json.write(text.get("body")), onRecord("body", hash));
    }
    long apart =
        Long.parseLong(onRecord("created_at", after.get("hash").asText()))
            - Long.parseLong(onRecord("created_at", before.get("hash").asText()));
    assertEquals(Duration.ofHours(1).toMillis(), apart);
    List<ConsentSetups.Publication> history = tracker.setups.history(tracker.site().id());
    assertEquals(List.of(true, false), history.stream().map(p -> p.material()).toList());
    history.forEach(
        p -> assertEquals(p.hash(), ConsentText.sha256(p.published().setup().written())));
    assertEquals(tracker.clock.instant(), history.getFirst().at());
  }

  @Test
  void p5_nothing_is_granted_that_the_text_of_the_site_did_not_ask_for() throws IOException {
    Setups.publish(
        tracker,
        setup -> {
          setup.set("ours", list("visits"));
          setup.set("own", list("video"));
          setup.set("languages", Setup.saying("video"));
        });

    assertRefused("bad_request", choose(choice("preferences", "visits", "carts")));
    assertRefused("bad_request", choose(choice("preferences", "ads")));
    assertRefused("bad_request", choose(choice("accept", "visits")));
    assertRefused("unknown_text", choose(choice("accept").put("hash", "ab".repeat(32))));

    JsonNode all = answer(choose(choice("accept", "video", "visits")));
    assertEquals("visits,video", records.column(all, "granted"));
    assertEquals(List.of("visits", "video"), words(all.get("granted")));
    assertTrue(all.get("cookie").asText().contains(".visits-video."), all.toString());
    RawHttp.Answer video = choose(choice("preferences", "video"));
    assertTrue(video.setCookie("piste_visitor").orElseThrow().contains("Max-Age=0"));
    assertEquals("", records.column(answer(video), "visitor_id"));
    assertEquals("visits", records.column(answer(video), "refused"));
  }

  @Test
  void c8_a_material_change_ends_every_consent_and_asks_again() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits", "carts");
    assertTrue(holds(visitor.consent()));

    ObjectNode late = choice("preferences", "visits");
    Setups.publish(tracker, setup -> setup.set("recipients", list("Parcel Ltd")));

    assertFalse(holds(visitor.consent()));
    assertFalse(tracker.consents.allows(tracker.site().id(), visitor.id(), Purpose.CARTS));
    JsonNode body = tracker.text(tracker.site()).get("body");
    assertEquals(2, body.get("version").asInt());
    assertTrue(body.at("/texts/change").asText().contains("Parcel Ltd"), body.toString());
    assertEquals(200, choose(late.deepCopy()).status(), "browsers keep the text for minutes");
    tracker.clock.advance(Duration.ofMinutes(11));
    assertRefused("text_changed", choose(late));
    late.put("how", "refuse").set("granted", list());
    assertEquals(200, choose(late).status(), "a refusal is always taken");
    JsonNode again =
        answer(
            choose(
                choice("again", "visits").put("prev", visitor.consent()),
                "Cookie",
                "piste_visitor=" + visitor.id()));
    assertEquals(
        visitor.id(), state(again.get("id").asText()).orElseThrow().visitor(), "the same visitor");
  }

  @Test
  void c8_a_minor_change_changes_the_hash_and_nothing_else() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits");
    JsonNode before = tracker.text(tracker.site());
    Consumer<ObjectNode> wording =
        setup ->
            ((ObjectNode) setup.at("/languages/en/texts")).put("title", "A word about your visit");

    Setups.publish(tracker, tracker.site(), wording, true);

    JsonNode after = tracker.text(tracker.site());
    assertNotEquals(before.get("hash"), after.get("hash"));
    assertEquals(before.at("/body/version"), after.at("/body/version"));
    assertTrue(holds(visitor.consent()));
  }

  @Test
  void c8_a_change_of_purposes_or_recipients_cannot_be_called_minor() {
    List<Consumer<ObjectNode>> changes =
        List.of(
            setup -> setup.set("ours", list("visits", "carts")),
            setup -> setup.set("recipients", list("Parcel Ltd")),
            setup -> setup.put("minors", true));
    for (Consumer<ObjectNode> change : changes) {
      assertThrows(Problem.class, () -> Setups.publish(tracker, tracker.site(), change, true));
      assertEquals(1, tracker.setups.of(tracker.site().id()).version());
    }
  }

  @Test
  void p4_a_record_holds_neither_address_nor_browser() throws IOException {
    ObjectNode choice = choice("preferences", "visits");
    choice.put("u", TestTracker.ORIGIN + "/page?mail=jo@example.com#top");
    String agent = "Mozilla/5.0 (X11; Linux x86_64) TellTale/7.7";
    answer(choose(choice, "User-Agent", agent));

    List<Map<String, Object>> rows =
        tracker
            .database
            .jdbi()
            .withHandle(
                handle -> handle.createQuery("SELECT * FROM consent_record").mapToMap().list());
    assertEquals(
        List.of(
            "id",
            "site_id",
            "consent_id",
            "previous_id",
            "visitor_id",
            "text_hash",
            "text_version",
            "language",
            "granted",
            "refused",
            "how",
            "gpc",
            "page",
            "decided_at"),
        List.copyOf(rows.getFirst().keySet()),
        "a new column may tell who it was: think of rule P4 first");
    String all = rows.toString();
    for (String telling : List.of("127.0.0", "TellTale", "Mozilla", "jo@example.com")) {
      assertFalse(all.contains(telling), all);
    }
  }

  @Test
  void p5_a_withdrawal_is_a_new_row_and_the_rows_before_stay_as_they_were() throws IOException {
    JsonNode first = answer(choose(choice("accept", "visits", "profile", "carts")));
    String before = checksum(first);
    tracker.clock.advance(Duration.ofHours(1));

    JsonNode last = answer(choose(choice("withdraw").put("prev", first.get("id").asText())));

    assertEquals(before, checksum(first));
    assertEquals("withdraw", records.column(last, "how"));
    assertFalse(records.column(last, "previous_id").isEmpty());
    assertFalse(holds(first.get("id").asText()));
  }
}
