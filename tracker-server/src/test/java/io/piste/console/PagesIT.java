package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.site.Site;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pages say and forms do. */
final class PagesIT {
  private static final String HOSTILE = "<script>alert(1)</script>";

  private TestConsole console;
  private Visitor visitor;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void without_a_site_every_page_says_what_to_do_next() throws Exception {
    for (String page : new String[] {"", "live", "carts", "mails", "sites"}) {
      HttpResponse<String> answer = visitor.get("/console/" + page);
      assertEquals(200, answer.statusCode(), page);
      assertTrue(answer.body().contains("href=\"/console/sites/new\""), page);
    }
  }

  @Test
  void a_new_site_lists_the_steps_that_are_left() throws Exception {
    console.addBlog();
    String page = visitor.get("/console/").body();
    assertTrue(page.contains("Voir la première visite"), page);
    assertTrue(page.contains("Activer la relance de panier"), page);
  }

  @Test
  void a_site_is_added_and_its_snippet_is_shown() throws Exception {
    visitor.get("/console/sites/new");
    Map<String, String> typed = new HashMap<>(Map.of("name", "Boutique", "language", "fr"));
    typed.put("timeZone", "Europe/Paris");
    typed.put("origins", "nonsense");
    typed.put("trackerUrl", "https://t.shop.example");
    HttpResponse<String> wrong = visitor.post("/console/sites/new", typed);
    assertEquals(422, wrong.statusCode());
    assertTrue(wrong.body().contains("id=\"origins-mistake\""), wrong.body());
    assertTrue(wrong.body().contains("value=\"Boutique\""), "what was right is kept");
    typed.put("origins", "https://www.shop.example/");
    HttpResponse<String> right = visitor.post("/console/sites/new", typed);
    assertEquals(303, right.statusCode(), right.body());
    String page = visitor.get(right.headers().firstValue("Location").orElseThrow()).body();
    assertTrue(page.contains("https://t.shop.example/p/t.js"), page);
    assertFalse(page.contains("identity-secret"), "keys are shown on demand only");
  }

  @Test
  void cart_recovery_is_not_switched_on_while_something_is_missing() throws Exception {
    Site blog = console.addBlog();
    visitor.get("/console/sites");
    String path = "/console/sites/" + blog.publicId() + "/recovery";
    assertEquals(422, visitor.post(path, Map.of("on", "yes")).statusCode());
    assertFalse(console.sites().byId(blog.id()).cartRecovery());
    Site shop = console.addShop();
    String shopPath = "/console/sites/" + shop.publicId() + "/recovery";
    assertEquals(303, visitor.post(shopPath, Map.of("on", "no")).statusCode());
    assertFalse(console.sites().byId(shop.id()).cartRecovery());
    assertEquals(303, visitor.post(shopPath, Map.of("on", "yes")).statusCode());
    assertTrue(console.sites().byId(shop.id()).cartRecovery());
  }

  @Test
  void keys_are_shown_on_demand_and_can_be_renewed() throws Exception {
    Site shop = console.addShop();
    String path = "/console/sites/" + shop.publicId();
    visitor.get(path);
    assertTrue(visitor.post(path + "/keys", Map.of()).body().contains("identity-secret-1"));
    visitor.post(path + "/keys/renew", Map.of());
    assertTrue(visitor.post(path + "/keys", Map.of()).body().contains("identity-secret-2"));
  }

  @Test
  void a_site_leads_to_its_own_rules() throws Exception {
    Site shop = console.addShop();
    Site blog = console.addBlog();
    visitor.get("/console/sites/" + blog.publicId());
    Map<String, String> to = Map.of("site", blog.publicId(), "back", "/console/profiles/scores");
    assertEquals(303, visitor.post("/console/site", to).statusCode());
    Map<String, String> made = Map.of("name", "Lecteurs", "days", "0");
    assertEquals(303, visitor.post("/console/profiles/scores/new", made).statusCode());
    String count = "SELECT COUNT(*) FROM score WHERE name = 'Lecteurs' AND site_id = ";
    assertEquals(1, console.number(count + blog.id().value()));
    assertEquals(0, console.number(count + shop.id().value()));
  }

  @Test
  void hostile_names_are_only_text() throws Exception {
    Site shop = console.addShop();
    TeaHouse.fill(console.database().jdbi(), shop, console.clock().instant());
    console
        .database()
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("UPDATE contact SET first_name = ?, last_name = NULL", HOSTILE);
              handle.execute("UPDATE page_view SET title = ?, path = ?", HOSTILE, HOSTILE);
              handle.execute("UPDATE outbox_message SET server_reply = ?", HOSTILE);
            });
    for (String page : new String[] {"contacts", "contacts/9001", "live", "carts", "mails"}) {
      String body = visitor.get("/console/" + page).body();
      assertTrue(body.contains("&lt;script>alert") || body.contains("&lt;script&gt;alert"), page);
      assertFalse(body.contains(HOSTILE), page);
    }
  }

  @Test
  void a_page_that_is_not_there_says_so_within_the_console() throws Exception {
    HttpResponse<String> answer = visitor.get("/console/contacts/999999");
    assertEquals(404, answer.statusCode());
    assertTrue(answer.body().contains("class=\"nav\""), answer.body());
    assertEquals(404, visitor.get("/console/contacts/x").statusCode());
    assertEquals(404, visitor.get("/console/nowhere").statusCode());
  }

  @Test
  void styles_and_scripts_are_kept_by_browsers_until_they_change() throws Exception {
    String page = visitor.get("/console/").body();
    String styles = page.replaceAll("(?s).*<link rel=\"stylesheet\" href=\"([^\"]+)\".*", "$1");
    HttpResponse<String> answer = visitor.get(styles);
    assertEquals(200, answer.statusCode());
    assertTrue(answer.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
    assertEquals(404, visitor.get("/console/assets/../texts_en.properties").statusCode());
  }
}
