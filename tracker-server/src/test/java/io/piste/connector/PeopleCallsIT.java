package io.piste.connector;

import static io.piste.connector.ApiWorld.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Clocks;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.support.RawHttp;
import io.piste.support.Wait;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People: what they allow, what is known of them, and what is forgotten. */
final class PeopleCallsIT {
  private static ApiWorld world;

  @BeforeAll
  static void start() {
    world = new ApiWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Map<String, Object> answer(String email, boolean granted) {
    Map<String, Object> answer = new HashMap<>();
    answer.put("email", email);
    answer.put("purpose", "marketing");
    answer.put("granted", granted);
    answer.put("source", "form");
    answer.put("at", Clocks.system().millis());
    answer.put("text", "Yes, write to me about tea");
    answer.put("page", ApiWorld.ORIGIN + "/newsletter?token=secret");
    return answer;
  }

  private static void consent(Map<String, Object> answer) throws IOException {
    RawHttp.Answer stored = world.call("POST", "/consents", answer);
    assertEquals(202, stored.status(), stored.body());
    assertEquals("{\"status\":\"stored\"}", stored.body());
  }

  private static JsonNode contact(String email) throws IOException {
    RawHttp.Answer answer = world.call("GET", "/contacts/" + email, null);
    assertEquals(200, answer.status(), answer.body());
    return json(answer);
  }

  private static VisitorId known(String email) throws IOException {
    String v = world.browser("visits", "profile", "carts").visitor();
    signIn(v, email, Clocks.system().millis());
    return VisitorId.parse(v).orElseThrow();
  }

  /** Somebody signs in, and has a cart. */
  private static void signIn(String v, String email, long at) throws IOException {
    Map<String, Object> said = Map.of("v", v, "at", at, "email", email, "source", "login");
    assertEquals(202, world.call("POST", "/identify", said).status());
    Map<String, Object> cart =
        Map.of(
            "v",
            v,
            "at",
            at,
            "seq",
            1,
            "currency",
            "EUR",
            "lines",
            List.of(Map.of("sku", "s", "name", "Sencha", "quantity", 1, "price", 3)));
    assertEquals(202, world.call("PUT", "/carts/of-" + email, cart).status());
    world.settle();
  }

  @Test
  void a_yes_makes_a_contact_without_any_visitor_and_keeps_the_words() throws IOException {
    consent(answer("yes@mail.example", true));
    assertTrue(contact("yes@mail.example").get("marketing").booleanValue());
    assertEquals(
        "Yes, write to me about tea https://www.shop.example/newsletter claimed",
        world.text(
            "SELECT CONCAT(words, ' ', page, ' ', proof) FROM marketing_answer a"
                + " JOIN contact c ON c.id = a.contact_id WHERE c.email = 'yes@mail.example'"));
    consent(answer("yes@mail.example", true));
  }

  @Test
  void a_no_counts_whatever_its_proof_and_makes_nobody_a_contact() throws IOException {
    Map<String, Object> yes = answer("no@mail.example", true);
    yes.put("verified", true);
    yes.put("source", "account");
    consent(yes);
    Map<String, Object> no = answer("no@mail.example", false);
    no.put("source", "unsubscribe");
    no.remove("text");
    consent(no);
    assertFalse(contact("no@mail.example").get("marketing").booleanValue());
    consent(answer("never@mail.example", false));
    assertEquals(404, world.call("GET", "/contacts/never@mail.example", null).status());
  }

  @Test
  void an_older_no_that_comes_late_does_not_undo_a_newer_yes() throws IOException {
    Map<String, Object> no = answer("late@mail.example", false);
    no.put("at", Clocks.system().millis() - 60_000);
    Map<String, Object> yes = answer("late@mail.example", true);
    yes.put("verified", true);
    consent(yes);
    consent(no);
    assertTrue(contact("late@mail.example").get("marketing").booleanValue());
  }

  @Test
  void a_typed_yes_does_not_undo_a_no() throws IOException {
    consent(answer("typed@mail.example", true));
    consent(answer("typed@mail.example", false));
    consent(answer("typed@mail.example", true));
    assertFalse(contact("typed@mail.example").get("marketing").booleanValue());
    Map<String, Object> proved = answer("typed@mail.example", true);
    proved.put("verified", true);
    consent(proved);
    assertTrue(contact("typed@mail.example").get("marketing").booleanValue());
  }

  @Test
  void contacts_are_listed_a_page_at_a_time() throws IOException {
    for (int i = 0; i < 5; i++) {
      consent(answer("list" + i + "@mail.example", true));
    }
    Set<String> seen = new HashSet<>();
    String next = "";
    do {
      JsonNode page = json(world.call("GET", "/contacts?limit=2" + next, null));
      assertTrue(page.get("items").size() <= 2);
      page.get("items").forEach(item -> assertTrue(seen.add(item.get("email").textValue())));
      next = page.has("next") ? "&cursor=" + page.get("next").textValue() : "";
    } while (!next.isEmpty());
    for (int i = 0; i < 5; i++) {
      assertTrue(seen.contains("list" + i + "@mail.example"), seen.toString());
    }
  }

  @Test
  void names_are_changed_emptied_and_left_alone() throws IOException {
    known("change@mail.example");
    JsonNode changed =
        json(
            world.call(
                "PATCH",
                "/contacts/change@mail.example",
                "{\"firstName\":\"<b>Ada</b>\",\"language\":\"fr-CA\"}"));
    assertEquals("Ada", changed.get("firstName").textValue());
    assertEquals("fr", changed.get("language").textValue());
    JsonNode emptied =
        json(
            world.call(
                "PATCH", "/contacts/" + changed.get("id").longValue(), "{\"firstName\":null}"));
    assertTrue(emptied.get("firstName").isNull());
    assertEquals("fr", emptied.get("language").textValue());
  }

  @Test
  void tags_are_given_and_taken_and_scores_are_told() throws IOException {
    known("tags@mail.example");
    String tags = "/contacts/tags@mail.example/tags";
    assertEquals(204, world.call("PUT", tags + "/green%20tea", null).status());
    assertEquals(204, world.call("PUT", tags + "/green%20tea", null).status());
    assertEquals(
        "{\"items\":[{\"tag\":\"green tea\",\"weight\":1,\"source\":\"given\"}]}",
        world.call("GET", tags, null).body());
    assertEquals(204, world.call("DELETE", tags + "/green%20tea", null).status());
    assertEquals(204, world.call("DELETE", tags + "/green%20tea", null).status());
    assertEquals("{\"items\":[]}", world.call("GET", tags, null).body());
    assertEquals(
        "{\"items\":[]}", world.call("GET", "/contacts/tags@mail.example/scores", null).body());
  }

  @Test
  void a_person_is_told_what_is_kept_and_forgotten_everywhere() throws IOException {
    VisitorId visitor = known("gone@mail.example");
    consent(answer("gone@mail.example", true));
    world.call("PUT", "/contacts/gone@mail.example/tags/tea", null);
    JsonNode told = json(world.call("GET", "/privacy?email=gone@mail.example", null));
    assertEquals("gone@mail.example", told.at("/data/contacts/0/email").textValue());
    assertEquals("Sencha", told.at("/data/carts/0/lines/0/name").textValue());
    assertEquals("tea", told.at("/data/tags/0/tag").textValue());
    assertEquals("visits,profile,carts", told.at("/data/consents/0/granted").textValue());
    assertTrue(told.at("/data/links/0/linkedAt").textValue().endsWith("Z"), told.toString());

    JsonNode erased = json(world.call("DELETE", "/privacy?email=Gone@mail.example", null));
    assertEquals(1, erased.at("/erased/contacts").intValue(), erased.toString());
    assertEquals(1, erased.at("/erased/visitors").intValue());
    assertEquals(1, erased.at("/erased/carts").intValue());
    assertEquals(1, erased.at("/erased/answers").intValue());
    assertTrue(erased.at("/erased/events").intValue() > 0);

    assertEquals(404, world.call("GET", "/contacts/gone@mail.example", null).status());
    for (String table : List.of("cart", "visit_event", "visit_session", "identity_statement")) {
      Wait.until(
          table + " is empty",
          () ->
              world.number("SELECT COUNT(*) FROM " + table + " WHERE visitor_id = ?", visitor)
                  == 0);
    }
    Wait.until(
        "the events are empty",
        () ->
            world.number(
                    "SELECT COUNT(*) FROM event_log WHERE visitor_id = ? AND body <> '{}'", visitor)
                == 0);
    assertEquals(
        0, world.number("SELECT COUNT(*) FROM event_log WHERE body LIKE '%gone@mail.example%'"));
    assertEquals(
        1,
        world.number("SELECT COUNT(*) FROM marketing_answer WHERE contact_id IS NULL"),
        "the proof stays, cut off");
    assertTrue(
        world.number("SELECT COUNT(*) FROM consent_record WHERE visitor_id = ?", visitor) > 0);
    JsonNode nothing = json(world.call("DELETE", "/privacy?email=gone@mail.example", null));
    nothing.get("erased").forEach(count -> assertEquals(0, count.intValue()));
    json(world.call("GET", "/privacy?email=gone@mail.example", null))
        .get("data")
        .forEach(rows -> assertEquals(0, rows.size(), rows.toString()));
  }

  @Test
  void of_a_shared_browser_each_is_told_their_own_and_all_of_it_is_erased() throws IOException {
    String v = world.browser("visits", "profile", "carts").visitor();
    long now = Clocks.system().millis();
    signIn(v, "first@mail.example", now - 2);
    signIn(v, "second@mail.example", now);
    for (String one : List.of("first", "second")) {
      JsonNode told = json(world.call("GET", "/privacy?email=" + one + "@mail.example", null));
      assertEquals(
          List.of("of-" + one + "@mail.example"),
          told.at("/data/carts").findValuesAsText("cartKey"),
          told.toString());
    }
    JsonNode erased = json(world.call("DELETE", "/privacy?email=first@mail.example", null));
    assertEquals(2, erased.at("/erased/carts").intValue(), erased.toString());
  }

  @Test
  void another_site_neither_sees_nor_erases_a_person() throws IOException {
    known("mine@mail.example");
    assertEquals(
        404,
        world.request(world.otherKey, "GET", "/contacts/mine@mail.example", null).send().status());
    assertEquals(
        "{\"items\":[]}", world.request(world.otherKey, "GET", "/contacts", null).send().body());
    String id = contact("mine@mail.example").get("id").toString();
    assertEquals(
        404, world.request(world.otherKey, "GET", "/contacts/" + id, null).send().status());
    assertEquals(
        404,
        world
            .request(world.otherKey, "PATCH", "/contacts/" + id, Map.of("firstName", "Eve"))
            .send()
            .status());
    JsonNode erased =
        json(
            world
                .request(world.otherKey, "DELETE", "/privacy?email=mine@mail.example", null)
                .send());
    erased.get("erased").forEach(count -> assertEquals(0, count.intValue()));
    assertEquals(200, world.call("GET", "/contacts/mine@mail.example", null).status());
  }

  @Test
  void a_site_that_names_an_address_learns_and_changes_nothing_that_others_know_of_it()
      throws IOException {
    known("both@mail.example");
    String path = "/contacts/both@mail.example";
    String name = "{\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"language\":\"fr\"}";
    assertEquals(200, world.call("PATCH", path, name).status());
    Map<String, Object> yes = answer("both@mail.example", true);
    yes.remove("page");
    assertEquals(202, world.request(world.otherKey, "POST", "/consents", yes).send().status());

    for (String asked : List.of(path, "/contacts", "/privacy?email=both@mail.example")) {
      RawHttp.Answer told = world.request(world.otherKey, "GET", asked, null).send();
      assertEquals(200, told.status(), told.body());
      assertTrue(told.body().contains("both@mail.example"), told.body());
      assertFalse(told.body().matches(".*(Ada|Lovelace|\"fr\"|Sencha).*"), told.body());
    }
    RawHttp.Answer changed =
        world.request(world.otherKey, "PATCH", path, Map.of("firstName", "Eve")).send();
    assertEquals(400, changed.status(), changed.body());
    world.request(world.otherKey, "DELETE", "/privacy?email=both@mail.example", null).send();
    assertEquals("Ada", contact("both@mail.example").get("firstName").textValue());
  }

  @Test
  void contents_are_kept_replaced_by_newer_ones_and_deleted() throws IOException {
    Map<String, Object> post = new HashMap<>();
    post.put("type", "post");
    post.put("url", ApiWorld.ORIGIN + "/?p=12");
    post.put("title", "How to <script>alert(1)</script> brew");
    post.put("published", 1_700_000_000_000L);
    post.put("updated", 1_700_000_000_000L);
    post.put("tags", List.of("green", "<i>tea</i>"));
    post.put("image", "https://evil.example/x.png");
    assertEquals(201, world.call("PUT", "/contents/post:12", post).status());
    post.put("updated", 1_700_000_001_000L);
    post.put("title", "Newer");
    assertEquals(200, world.call("PUT", "/contents/post:12", post).status());
    post.put("updated", 1_700_000_000_500L);
    post.put("title", "Older");
    assertEquals(
        "ignored", json(world.call("PUT", "/contents/post:12", post)).get("status").textValue());
    JsonNode item = json(world.call("GET", "/contents", null)).at("/items/0");
    assertEquals("post:12", item.get("id").textValue());
    assertEquals("Newer", item.get("title").textValue());
    assertEquals("[\"green\",\"tea\"]", item.get("tags").toString());
    assertFalse(item.has("image"), "pictures of other hosts are left out");

    assertEquals(204, world.call("DELETE", "/contents/post:12", null).status());
    assertEquals(204, world.call("DELETE", "/contents/post:12", null).status());
    assertEquals("{\"items\":[]}", world.call("GET", "/contents", null).body());
    post.put("updated", 1_700_000_002_000L);
    assertEquals(
        "ignored",
        json(world.call("PUT", "/contents/post:12", post)).get("status").textValue(),
        "it was on its way when it was deleted");
    post.put("updated", Clocks.system().millis() + 1_000);
    assertEquals(201, world.call("PUT", "/contents/post:12", post).status());
    assertEquals(1, world.number("SELECT COUNT(*) FROM content WHERE deleted_at IS NULL"));
  }

  @Test
  void what_a_connector_tells_of_itself_stands_in_the_console() throws IOException {
    String report =
        "{\"queue\":{\"length\":3,\"oldest\":1700000000000},\"errors\":[{\"code\":\"timeout\","
            + "\"detail\":\"<b>no answer</b>\",\"at\":1700000000000,\"count\":2}]}";
    RawHttp.Answer answer = world.call("PUT", "/connector", report);
    assertEquals(204, answer.status(), answer.body());
    Connector seen =
        new Connectors(world.database.jdbi(), Clocks.system())
            .ofSite(new SiteId(world.site.id().value()))
            .getFirst();
    assertEquals("test", seen.name());
    Connector.Report told = Objects.requireNonNull(seen.report());
    assertEquals(3, told.queueLength());
    assertEquals(2, told.errors().getFirst().count());
    assertEquals(
        204,
        world.call("PUT", "/connector", "{\"queue\":{\"length\":0,\"oldest\":null}}").status());
  }
}
