package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.RuleNode.Group;
import io.piste.segment.RuleReader;
import io.piste.segment.RuleWriter;
import io.piste.segment.Segment;
import io.piste.segment.SegmentDay;
import io.piste.segment.SegmentDraft;
import io.piste.segment.SegmentMembers;
import io.piste.segment.SegmentNews;
import io.piste.segment.Segments;
import io.piste.site.Site;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments are made, changed, read and removed in the console, without any script. */
final class SegmentPagesIT {
  private static final String PATH = "/console/segments";

  private TestConsole console;
  private Jdbi jdbi;
  private Visitor visitor;
  private Site shop;
  private Segments segments;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    jdbi = console.database().jdbi();
    console.addUser();
    shop = console.addShop();
    segments = new Segments(jdbi, console.clock());
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    visitor.get(PATH);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void nothing_yet_offers_three_examples_and_a_click_makes_one() throws Exception {
    String empty = visitor.get(PATH).body();
    for (String key : List.of("warm", "cart", "quiet")) {
      assertTrue(empty.contains("examples/" + key), key);
    }
    assertEquals(303, visitor.post(PATH + "/examples/cart", Map.of()).statusCode());
    assertEquals("Panier abandonné, e-mails autorisés", only().name());
    String list = visitor.get(PATH).body();
    assertTrue(
        list.contains(
            "A abandonné un panier au cours des 7 derniers jours et autorise les offres par"
                + " e-mail"),
        list);
    assertFalse(list.contains("examples/cart"), "it is there already");
    assertEquals(404, visitor.post(PATH + "/examples/nonsense", Map.of()).statusCode());
  }

  @Test
  void a_nested_rule_is_built_button_by_button_saved_and_changed() throws Exception {
    Map<String, String> form = new HashMap<>(Map.of("name", "Thés verts", "r-join", "all"));
    String page = act(form, "add:r", Map.of("r-add", "did:page"));
    assertTrue(page.contains("name=\"r-0-name\""), page);
    assertTrue(page.contains("value=\"Thés verts\""), "the name stays");
    form.putAll(Map.of("r-size", "1", "r-0-what", "did:page", "r-0-name", "/teas/*"));
    form.putAll(Map.of("r-0-times", "at_least", "r-0-n", "3", "r-0-period", "within"));
    form.put("r-0-days", "14");
    page = act(form, "group:r", Map.of());
    assertTrue(page.contains("name=\"r-1-size\" value=\"0\""), page);
    assertTrue(page.contains("value=\"/teas/*\""), page);
    form.putAll(Map.of("r-size", "2", "r-1-what", "group", "r-1-join", "none"));
    page = act(form, "add:r-1", Map.of("r-1-add", "consent"));
    assertTrue(page.contains("name=\"r-1-0-consent\""), page);
    form.putAll(Map.of("r-1-size", "1", "r-1-0-what", "consent", "r-1-0-consent", "carts"));

    assertEquals(303, visitor.post(PATH + "/new", form).statusCode());
    Segment made = only();
    assertEquals(
        "{\"all\":[{\"did\":\"page\",\"name\":\"/teas/*\",\"times\":{\"at_least\":3},"
            + "\"within_days\":14},{\"not\":{\"any\":[{\"consent\":\"carts\"}]}}]}",
        json(made));
    String shown = visitor.get(PATH + "/" + made.id()).body();
    assertTrue(
        shown.contains("a visité /teas/* au moins 3 fois au cours des 14 derniers jours"), shown);

    String edit = visitor.get(PATH + "/" + made.id() + "/edit").body();
    assertTrue(edit.contains("name=\"r-1-0-consent\""), edit);
    form.put("segment", String.valueOf(made.id()));
    form.put("r-0-n", "1");
    assertEquals(303, visitor.post(PATH + "/" + made.id() + "/edit", form).statusCode());
    assertFalse(json(only()).contains("times"), json(only()));
    page = act(form, "remove:r-0", Map.of());
    assertFalse(page.contains("/teas/*\""), "it is gone from the form");
    assertTrue(page.contains("action=\"" + PATH + "/" + made.id() + "/edit\""), page);
  }

  private String act(Map<String, String> form, String what, Map<String, String> more)
      throws Exception {
    Map<String, String> sent = new HashMap<>(form);
    sent.putAll(more);
    sent.put("do", what);
    var answer = visitor.post(PATH + "/rule", sent);
    assertEquals(200, answer.statusCode(), what);
    return answer.body();
  }

  @Test
  void every_kind_of_condition_is_kept_as_it_was_sent() throws Exception {
    jdbi.useHandle(
        handle -> {
          handle.execute("INSERT INTO score (site_id, name) VALUES (?, 'Intent')", shop.id());
          handle.execute(
              "INSERT INTO contact_field (name, label, type, made_at) VALUES"
                  + " ('visits', 'Visits', 'number', 0), ('vip', 'VIP', 'yes_no', 0)");
          handle.execute(
              "INSERT INTO segment (id, site_id, name, made_at, changed_at) VALUES"
                  + " (12, ?, 'Tea lovers', 0, 0)",
              shop.id());
        });
    for (int seed = 0; seed < 25; seed++) {
      Group rule = new RandomRules(seed).rule(3);
      Map<String, String> form = new LinkedHashMap<>(SegmentRuleForm.fields(rule));
      form.put("name", "Seed " + seed);
      var answer = visitor.post(PATH + "/new", form);
      assertEquals(303, answer.statusCode(), form + answer.body());
      Segment made =
          segments.all(shop.id()).stream()
              .filter(each -> each.name().equals(form.get("name")))
              .findFirst()
              .orElseThrow();
      SegmentChoices choices = RandomRules.CHOICES;
      assertEquals(
          rule,
          new RuleForms(choices).read(RuleWriter.tree(Objects.requireNonNull(made.rule()))),
          "seed " + seed);
      assertEquals(200, visitor.get(PATH + "/" + made.id() + "/edit").statusCode());
    }
    assertEquals(200, visitor.get(PATH).statusCode());
  }

  @Test
  void mistakes_stand_at_their_condition_and_nothing_typed_is_lost() throws Exception {
    Map<String, String> form = new HashMap<>();
    form.put("name", "");
    form.put("description", "Pour décembre");
    form.putAll(Map.of("r-join", "any", "r-size", "2", "r-0-what", "did:page", "r-0-name", "teas"));
    form.putAll(Map.of("r-0-times", "at_least", "r-0-n", "3", "r-0-period", "ever"));
    form.putAll(Map.of("r-1-what", "segment", "r-1-segment", "77"));
    var refused = visitor.post(PATH + "/new", form);
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("id=\"r-0-mistake\""), refused.body());
    assertTrue(refused.body().contains("id=\"name-mistake\""), refused.body());
    assertTrue(refused.body().contains("value=\"teas\""), "typed");
    assertTrue(refused.body().contains("value=\"Pour décembre\""), "typed");
    form.put("name", "Noël");
    form.put("r-0-name", "/teas/*");
    refused = visitor.post(PATH + "/new", form);
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("id=\"r-1-mistake\""), "a segment that is not there");
    assertFalse(refused.body().contains("id=\"r-0-mistake\""), "nothing is wrong with the first");
    form.put("tried", "yes");
    form.put("r-0-n", "many");
    assertTrue(act(form, "copy:r-1", Map.of()).contains("id=\"r-0-mistake\""), "it stays told");
    assertEquals(422, visitor.post(PATH + "/new", Map.of("name", "Tous")).statusCode());
    assertEquals(List.of(), segments.all(shop.id()));
  }

  @Test
  void a_count_and_a_sample_stand_beside_the_rule() throws Exception {
    SegmentStory.people(jdbi, shop, console.clock().instant());
    Map<String, String> form = new HashMap<>(Map.of("r-size", "1", "r-0-what", "consent"));
    form.put("r-0-consent", "marketing");
    String part = visitor.postPart(PATH + "/found", form).body();
    long allowed =
        console.number("SELECT COUNT(*) FROM marketing_permission WHERE granted AND site_id > 0");
    assertTrue(part.contains("<strong>" + allowed + "</strong>"), allowed + part);
    assertEquals(10, part.split("/console/contacts/", -1).length - 1);
    assertTrue(part.contains("autorise les offres par e-mail"), part);
    assertFalse(part.contains("<html"), "a part of the page alone");
    String rule = visitor.postPart(PATH + "/rule", with(form, "do", "new:tag")).body();
    assertFalse(rule.contains("<html"), rule);
    assertTrue(rule.contains("name=\"r-1-tag\""), rule);
    String page = act(form, "count:r", Map.of());
    assertTrue(page.contains("<strong>" + allowed + "</strong>"), "without a script too");
    long saved = make("Enregistré", "{\"field\":\"email\",\"known\":true}");
    String live =
        visitor.postPart(PATH + "/found", with(form, "segment", String.valueOf(saved))).body();
    assertTrue(live.contains("<strong>" + allowed + "</strong>"), "of the rule on the page" + live);
    String unfinished = visitor.postPart(PATH + "/found", with(form, "r-0-consent", "")).body();
    assertTrue(unfinished.contains("1 condition est à terminer"), unfinished);
  }

  private static Map<String, String> with(Map<String, String> form, String key, String value) {
    Map<String, String> changed = new HashMap<>(form);
    changed.put(key, value);
    return changed;
  }

  @Test
  void members_are_paged_and_found_by_their_address() throws Exception {
    Instant now = console.clock().instant();
    SegmentStory.people(jdbi, shop, now);
    long id = make("Tous", "{\"field\":\"email\",\"known\":true}");
    SegmentStory.fill(jdbi, console.clock());
    String page = visitor.get(PATH + "/" + id).body();
    assertTrue(page.contains("1\u202f400"), page);
    assertEquals(50, page.split("class=\"cell-main\"", -1).length - 1);
    String next = page.replaceAll("(?s).*rel=\"next\" href=\"([^\"#]+)#members\".*", "$1");
    String second = visitor.get(next.replace("&amp;", "&")).body();
    assertEquals(50, second.split("class=\"cell-main\"", -1).length - 1);
    String found = visitor.get(PATH + "/" + id + "?q=alice.bernard0@").body();
    assertEquals(1, found.split("class=\"cell-main\"", -1).length - 1);
    assertTrue(visitor.get(PATH + "/" + id + "?q=zzz").body().contains("zzz"));
    assertTrue(
        page.contains("aria-label=\"Ces 30 derniers jours,"), "the chart says what it shows");
    assertEquals(
        0,
        new SegmentMembers(jdbi, console.clock(), SegmentNews.UNHEARD)
            .days(shop.id(), id, 30, ZoneOffset.UTC).stream().mapToLong(SegmentDay::entered).sum(),
        "whom the new rule brought did not enter by what they did");
  }

  @Test
  void a_list_is_filled_from_pasted_addresses_and_emptied_one_by_one() throws Exception {
    SegmentStory.people(jdbi, shop, console.clock().instant());
    String pasted =
        "alice.bernard0@courriel.example; <Oscar.Petit1@courriel.example>,\nnobody@courriel.example";
    var made =
        visitor.post(
            PATH + "/new?is=static",
            Map.of("name", "Dégustation", "is", "static", "addresses", pasted));
    assertEquals(200, made.statusCode());
    assertTrue(made.body().contains("2 contacts ont été ajoutés."), made.body());
    assertTrue(made.body().contains("nobody@courriel.example"), made.body());
    long id = only().id();
    assertEquals(2, console.number("SELECT COUNT(*) FROM segment_member"));
    String again = visitor.post(PATH + "/" + id + "/members", Map.of("addresses", pasted)).body();
    assertTrue(again.contains("2 y étaient déjà."), again);
    assertEquals(
        422, visitor.post(PATH + "/" + id + "/members", Map.of("addresses", "x")).statusCode());
    assertEquals(303, visitor.post(PATH + "/" + id + "/copy", Map.of()).statusCode());
    assertEquals(2, segments.all(shop.id()).size());
    assertEquals(4, console.number("SELECT COUNT(*) FROM segment_member"), "copied with members");
    long copy = console.number("SELECT MAX(id) FROM segment");
    assertEquals(303, visitor.post(PATH + "/" + copy + "/remove", Map.of()).statusCode());
    visitor.get(PATH + "/" + id);
    long contact =
        console.number("SELECT MIN(contact_id) FROM segment_member WHERE segment_id = " + id);
    visitor.post(PATH + "/" + id + "/members/" + contact + "/remove", Map.of());
    assertEquals(1, console.number("SELECT COUNT(*) FROM segment_member WHERE segment_id = " + id));
    assertEquals(
        303, visitor.post(PATH + "/" + id + "/edit", Map.of("name", "Renommée")).statusCode());
    assertEquals("Renommée", only().name());
  }

  @Test
  void a_segment_is_copied_and_removed_unless_another_uses_it() throws Exception {
    long id = make("Premier", "{\"consent\":\"marketing\"}");
    assertEquals(303, visitor.post(PATH + "/" + id + "/copy", Map.of()).statusCode());
    assertEquals(303, visitor.post(PATH + "/" + id + "/copy", Map.of()).statusCode());
    assertEquals(3, segments.all(shop.id()).size());
    long user = make("Second", "{\"segment\":" + id + "}");
    String page = visitor.get(PATH + "/" + id).body();
    assertTrue(page.contains("href=\"" + PATH + "/" + user + "\""), "used by");
    var refused = visitor.post(PATH + "/" + id + "/remove", Map.of());
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("Second"), refused.body());
    assertEquals(303, visitor.post(PATH + "/" + user + "/remove", Map.of()).statusCode());
    assertEquals(303, visitor.post(PATH + "/" + id + "/remove", Map.of()).statusCode());
    assertEquals(404, visitor.get(PATH + "/" + id).statusCode());
    visitor.get(PATH);
    assertEquals(303, visitor.post(PATH + "/" + id + "/remove", Map.of()).statusCode());
  }

  @Test
  void a_rule_that_cannot_be_read_says_what_to_do_and_is_made_anew_or_deleted() throws Exception {
    long id = make("Ancien", "{\"consent\":\"visits\"}");
    spoil(id);
    String list = visitor.get(PATH).body();
    assertTrue(list.contains("Ancien"), list);
    assertTrue(list.contains("Règle illisible"), list);
    assertTrue(list.contains("Refaites sa règle, ou mettez Piste à jour."), list);
    var page = visitor.get(PATH + "/" + id);
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("Faire une nouvelle règle"), page.body());
    assertFalse(page.body().contains("/copy\""), page.body());
    var form = visitor.get(PATH + "/" + id + "/edit");
    assertEquals(200, form.statusCode());
    assertTrue(form.body().contains("value=\"Ancien\""), form.body());
    assertTrue(form.body().contains("mettez plutôt Piste à jour"), form.body());
    assertEquals(303, visitor.post(PATH + "/" + id + "/copy", Map.of()).statusCode());
    assertEquals(1, segments.all(shop.id()).size(), "there is nothing to copy");

    Map<String, String> typed = new HashMap<>(Map.of("name", "Ancien"));
    assertEquals(422, visitor.post(PATH + "/" + id + "/edit", typed).statusCode());
    typed.putAll(Map.of("r-size", "1", "r-0-what", "consent", "r-0-consent", "carts"));
    assertEquals(303, visitor.post(PATH + "/" + id + "/edit", typed).statusCode());
    assertEquals("{\"all\":[{\"consent\":\"carts\"}]}", json(only()));
    String mended = visitor.get(PATH + "/" + id).body();
    assertFalse(mended.contains("Règle illisible"), mended);

    spoil(id);
    assertEquals(303, visitor.post(PATH + "/" + id + "/remove", Map.of()).statusCode());
    assertEquals(List.of(), segments.all(shop.id()));
  }

  private void spoil(long id) {
    jdbi.useHandle(
        handle -> handle.execute("UPDATE segment SET rule_json = '{\"moon\":1}' WHERE id = ?", id));
  }

  @Test
  void another_sites_segments_are_not_there() throws Exception {
    Site blog = console.addBlog();
    long other =
        segments
            .make(
                blog.id(),
                new SegmentDraft("Autre", "", RuleReader.stored("{\"consent\":\"visits\"}")))
            .id();
    assertEquals(404, visitor.get(PATH + "/" + other).statusCode());
    assertEquals(404, visitor.get(PATH + "/" + other + "/edit").statusCode());
    visitor.get(PATH);
    visitor.post(PATH + "/" + other + "/remove", Map.of());
    assertEquals(1, segments.all(blog.id()).size());
  }

  private long make(String name, String rule) {
    return segments.make(shop.id(), new SegmentDraft(name, "", RuleReader.stored(rule))).id();
  }

  private Segment only() {
    List<Segment> all = segments.all(shop.id());
    assertEquals(1, all.size());
    return all.getFirst();
  }

  private static String json(Segment segment) {
    return RuleWriter.write(Objects.requireNonNull(segment.rule()));
  }
}
