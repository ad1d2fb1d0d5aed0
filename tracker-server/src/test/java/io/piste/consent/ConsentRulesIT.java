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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of docs/consent-tests.md that the server keeps by itself, whatever a page sends. */
final class ConsentRulesIT {
  private TestTracker tracker;
  private ProofRows records;

  @BeforeEach
  void start() throws IOException {
    tracker = TestTracker.start();
    records = new ProofRows(tracker.database.jdbi());
  }

  @AfterEach
  void stop() {
    tracker.close();
  }

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

    String first = answer(choose(choice("accept", "visits", "profile", "carts"))).get("id").asText();
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
      assertThrows(
          Problem.class, () -> Setups.publish(tracker, tracker.site(), change, true));
      assertEquals(1, tracker.setups.of(tracker.site().id()).version());
    }
  }

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

  private String how(ObjectNode choice) throws IOException {
    return records.column(answer(choose(choice)), "how");
  }

  private String recorded(String id) {
    return records.column(Json.MAPPER.createObjectNode().put("id", id), "how");
  }

  private String onRecord(String column, String hash) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT " + column + " FROM consent_text WHERE hash = UNHEX(?)")
                    .bind(0, hash)
                    .mapTo(String.class)
                    .one());
  }

  /** The visitor of an answer's cookie, and its days. */
  private static String cookie(RawHttp.Answer answer) {
    return answer
        .setCookie("piste_visitor")
        .orElseThrow()
        .replaceAll("piste_visitor=([^;]+);.* Max-Age=(\\d+);.*", "$1 $2")
        .transform(
            text ->
                text.split(" ", -1)[0] + " " + Long.parseLong(text.split(" ", -1)[1]) / 86_400);
  }

  private boolean holds(String consent) {
    return state(consent).isPresent();
  }

  private java.util.Optional<ConsentState> state(String consent) {
    return tracker.consents.current(
        tracker.site().id(), ConsentId.parse(consent).orElseThrow());
  }

  private RawHttp.Answer chooseAs(TestTracker.Visitor visitor, String previous)
      throws IOException {
    return choose(
        choice("preferences", "visits").put("prev", previous),
        "Cookie",
        "piste_visitor=" + visitor.id());
  }

  private ObjectNode choice(String how, String... granted) throws IOException {
    JsonNode text = tracker.text(tracker.site());
    return Json.MAPPER.valueToTree(
        Map.of(
            "s", tracker.site().publicId(),
            "hash", text.get("hash").textValue(),
            "granted", granted,
            "how", how,
            "u", TestTracker.ORIGIN + "/page"));
  }

  private RawHttp.Answer choose(ObjectNode choice, String... header) throws IOException {
    RawHttp post =
        RawHttp.post(tracker.port(), "/p/v1/consent", Json.write(choice))
            .host(TestTracker.TRACKER_HOST)
            .header("Origin", TestTracker.ORIGIN);
    return header.length == 0 ? post.send() : post.header(header[0], header[1]).send();
  }

  private static JsonNode answer(RawHttp.Answer answer) throws IOException {
    assertEquals(200, answer.status(), answer.body());
    return Json.MAPPER.readTree(answer.body());
  }

  private static void assertRefused(String code, RawHttp.Answer answer) throws IOException {
    assertTrue(answer.status() >= 400, answer.body());
    assertEquals(code, Json.MAPPER.readTree(answer.body()).get("code").asText(), answer.body());
  }

  private static JsonNode list(String... words) {
    return Json.MAPPER.valueToTree(words);
  }

  private static List<String> words(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}
