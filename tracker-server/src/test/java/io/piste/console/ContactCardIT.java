package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ConsentId;
import io.piste.base.VisitorId;
import io.piste.site.Site;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The card, what is decided on it, the find box, and likely duplicates. */
final class ContactCardIT {
  private static TestConsole console;
  private static Visitor visitor;
  private static Site shop;
  private static long camille;
  private String card = "";

  @BeforeAll
  static void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    camille = TeaHouse.fill(console.database().jdbi(), shop, console.clock().instant());
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
  }

  @BeforeEach
  void open() throws Exception {
    card = "/console/contacts/" + camille;
    visitor.get(card);
  }

  @AfterAll
  static void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void the_card_tells_who_it_is_and_everything_that_happened() throws Exception {
    String page = visitor.get(card).body();

    for (String told :
        java.util.List.of(
            "Camille Laurent",
            "Transformation",
            "thé vert",
            "cliente fidèle",
            "intérêt",
            "Amateurs de thé vert",
            "Relance de panier",
            "Est entré dans le segment Amateurs de thé vert",
            "a été déclaré ne pas être cette personne",
            "Fusionné avec c.laurent@travail.example",
            "Activité")) {
      assertTrue(page.contains(told), told);
    }
  }

  @Test
  void of_the_timeline_one_kind_can_be_looked_at_alone() throws Exception {
    String visits = visitor.get(card + "?show=visits").body();
    String shopping = visitor.get(card + "?show=shop").body();

    assertTrue(visits.contains("Bien infuser un thé vert"));
    assertFalse(visits.contains("récupérée par un e-mail"));
    assertFalse(shopping.contains("Bien infuser un thé vert"));
    assertTrue(shopping.contains("/console/carts/"));
  }

  @Test
  void the_timeline_says_what_made_an_interest_grow() throws Exception {
    String profile = visitor.get(card + "?show=profile").body();
    String visits = visitor.get(card + "?show=visits").body();

    assertTrue(profile.contains("Centre d’intérêt : thé vert +2,25"), profile);
    assertTrue(profile.contains("Score intérêt +6"), profile);
    assertTrue(profile.contains("/thes/matcha"));
    assertFalse(visits.contains("Centre d’intérêt : thé vert"));
  }

  @Test
  void a_stage_set_by_hand_stays_until_the_rule_decides_again() throws Exception {
    assertEquals(
        303,
        visitor
            .post(card + "/stage", Map.of("site", shop.publicId(), "stage", "loyalty"))
            .statusCode());
    String byHand = visitor.get(card).body();
    assertTrue(byHand.contains("À la main depuis"), "it says so");
    assertEquals(
        1,
        console.number(
            "SELECT COUNT(*) FROM profile WHERE stage = 'loyalty' AND stage_by = 'hand'"));

    visitor.post(card + "/stage", Map.of("site", shop.publicId(), "stage", ""));
    assertEquals(1, console.number("SELECT COUNT(*) FROM profile WHERE stage_by = 'rule'"));
  }

  @Test
  void a_tag_is_given_and_taken_back() throws Exception {
    visitor.post(card + "/tags", Map.of("site", shop.publicId(), "tag", "vip"));
    assertEquals(1, console.number("SELECT COUNT(*) FROM contact_tag WHERE tag = 'vip'"));
    assertTrue(visitor.get(card + "?show=profile").body().contains("A reçu le tag vip"));

    visitor.post(card + "/tags/take", Map.of("site", shop.publicId(), "tag", "vip"));
    assertEquals(0, console.number("SELECT COUNT(*) FROM contact_tag WHERE tag = 'vip'"));
  }

  @Test
  void a_browser_is_refused_and_given_back() throws Exception {
    String browser = browserOf(camille);
    Map<String, String> form = Map.of("site", shop.publicId(), "visitor", browser);

    visitor.post(card + "/refuse", form);
    assertEquals(
        0, console.number("SELECT COUNT(*) FROM identity_link WHERE contact_id = " + camille));
    assertTrue(visitor.get(card).body().contains("C’est bien cette personne"));

    visitor.post(card + "/take-back", form);
    assertEquals(
        1, console.number("SELECT COUNT(*) FROM identity_link WHERE contact_id = " + camille));
    assertEquals(
        1,
        console.number(
            "SELECT COUNT(*) FROM identity_refusal WHERE undone_by = '" + TestConsole.EMAIL + "'"),
        "who took it back stays known");
  }

  @Test
  void likely_duplicates_are_found_compared_merged_and_parted() throws Exception {
    long one = contact("lea.duvoisin@gmail.com", "Léa", "Duvoisin");
    long other = contact("leaduvoisin+thes@gmail.com", "Léa", "Duvoisin");

    String list = visitor.get("/console/contacts/duplicates?by=email").body();
    String pair = "/console/contacts/duplicates/" + one + "/" + other;
    assertTrue(list.contains(pair), list);
    assertTrue(visitor.get(pair).body().contains("leaduvoisin+thes@gmail.com"));

    visitor.post(pair + "/merge", Map.of("keep", String.valueOf(other)));
    String merged = visitor.get("/console/contacts/" + one).body();
    assertTrue(merged.contains("Ce contact compte pour"), "its card says where it went");
    assertFalse(visitor.get("/console/find?q=lea.duvoisin").body().contains("/contacts/" + one));
    assertFalse(visitor.get("/console/contacts/duplicates?by=email").body().contains(pair));
    long number = console.number("SELECT MAX(id) FROM contact_merge");

    visitor.post("/console/contacts/" + other + "/part", Map.of("merge", String.valueOf(number)));
    assertTrue(visitor.get("/console/find?q=lea.duvoisin").body().contains("/contacts/" + one));

    visitor.get(pair);
    visitor.post(pair + "/distinct", Map.of());
    assertFalse(visitor.get("/console/contacts/duplicates?by=email").body().contains(pair));
  }

  @Test
  void the_find_box_finds_by_address_name_tag_browser_and_consent() throws Exception {
    String link = "href=\"/console/contacts/" + camille + "\"";
    String browser = browserOf(camille);
    String hex =
        VisitorId.parse(browser).orElseThrow().value().toString().replace("-", "").substring(0, 10);
    String consent =
        console
            .database()
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT consent_id FROM consent_record WHERE visitor_id = :visitor")
                        .bind("visitor", VisitorId.parse(browser).orElseThrow())
                        .mapTo(ConsentId.class)
                        .one())
            .toString();

    assertTrue(find("camille.laurent@cour").contains(link), "address");
    assertTrue(find("laurent").contains(link), "last name");
    assertTrue(find("Camille Lau").contains(link), "both names");
    assertTrue(find(hex).contains(link), "a browser's number");
    assertTrue(find(browser.substring(0, 8)).contains(link), "the beginning of it");
    assertTrue(find(consent).contains(link), "a consent");
    assertTrue(find(consent).contains("/consent/records?id=" + consent), "and its proof");
    assertTrue(find("thé v").contains("tag=th%C3%A9+vert"), "tag");
    assertTrue(
        visitor
            .get("/console/find?site=" + shop.publicId() + "&tag=th%C3%A9+vert")
            .body()
            .contains(link));
    assertTrue(find("zzzz").contains("Rien ne commence par"));
    assertFalse(
        find("c.laurent@trav").contains("href=\"/console/contacts/"), "merged ones are out");
  }

  private static String find(String text) throws Exception {
    return visitor
        .getPart(
            "/console/find/list?q="
                + java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8))
        .body();
  }

  private static String browserOf(long contact) {
    return console
        .database()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT visitor_id FROM identity_statement WHERE contact_id = :contact"
                            + " ORDER BY said_at LIMIT 1")
                    .bind("contact", contact)
                    .mapTo(VisitorId.class)
                    .one())
        .toString();
  }

  private static long contact(String email, String first, String last) {
    return console
        .database()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO contact (email, first_name, last_name, origin, created_at,"
                            + " last_interaction_at) VALUES (:email, :first, :last, 'import', 5, 5)")
                    .bind("email", email)
                    .bind("first", first)
                    .bind("last", last)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one());
  }
}
