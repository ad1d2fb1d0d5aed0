package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.ConsentId;
import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the rules need: a tracker, choices of its pages, and a look at the records. */
abstract class ConsentRules {
  TestTracker tracker;
  ProofRows records;

  @BeforeEach
  void start() throws IOException {
    tracker = TestTracker.start();
    records = new ProofRows(tracker.database.jdbi());
  }

  @AfterEach
  void stop() {
    tracker.close();
  }

  void link(VisitorId visitor) {
    tracker
        .database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO identity_link (site_id, visitor_id, contact_id, proof, source,"
                            + " linked_at) VALUES (:site, :visitor, 7, 'verified', 'token', 0)")
                    .bind("site", tracker.site().id())
                    .bind("visitor", visitor)
                    .execute());
  }

  int lost(TestTracker.Visitor visitor) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT BIT_OR(purposes) FROM consent_lost WHERE visitor_id = :visitor")
                    .bind("visitor", visitor.id())
                    .mapTo(Integer.class)
                    .one());
  }

  String checksum(JsonNode answer) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM consent_record WHERE consent_id = :id")
                    .bind("id", ConsentId.parse(answer.get("id").asText()).orElseThrow())
                    .map(
                        (row, context) ->
                            row.getBytes("consent_id").length
                                + row.getString("granted")
                                + row.getString("how")
                                + row.getLong("decided_at")
                                + row.getString("page"))
                    .one());
  }

  String how(ObjectNode choice) throws IOException {
    return records.column(answer(choose(choice)), "how");
  }

  String recorded(String id) {
    return records.column(Json.MAPPER.createObjectNode().put("id", id), "how");
  }

  String onRecord(String column, String hash) {
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
  static String cookie(RawHttp.Answer answer) {
    return answer
        .setCookie("piste_visitor")
        .orElseThrow()
        .replaceAll("piste_visitor=([^;]+);.* Max-Age=(\\d+);.*", "$1 $2")
        .transform(
            text -> text.split(" ", -1)[0] + " " + Long.parseLong(text.split(" ", -1)[1]) / 86_400);
  }

  boolean holds(String consent) {
    return state(consent).isPresent();
  }

  java.util.Optional<ConsentState> state(String consent) {
    return tracker.consents.current(tracker.site().id(), ConsentId.parse(consent).orElseThrow());
  }

  RawHttp.Answer chooseAs(TestTracker.Visitor visitor, String previous) throws IOException {
    return choose(
        choice("preferences", "visits").put("prev", previous),
        "Cookie",
        "piste_visitor=" + visitor.id());
  }

  ObjectNode choice(String how, String... granted) throws IOException {
    return tracker.choice(tracker.site(), how, granted);
  }

  RawHttp.Answer choose(ObjectNode choice, String... header) throws IOException {
    RawHttp post = tracker.post("/p/v1/consent", Json.write(choice));
    return header.length == 0 ? post.send() : post.header(header[0], header[1]).send();
  }

  static JsonNode answer(RawHttp.Answer answer) throws IOException {
    assertEquals(200, answer.status(), answer.body());
    return Json.MAPPER.readTree(answer.body());
  }

  static void assertRefused(String code, RawHttp.Answer answer) throws IOException {
    assertTrue(answer.status() >= 400, answer.body());
    assertEquals(code, Json.MAPPER.readTree(answer.body()).get("code").asText(), answer.body());
  }

  static JsonNode list(String... words) {
    return Json.MAPPER.valueToTree(words);
  }

  static List<String> words(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}
