package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.profile.ProfileRuns;
import io.piste.profile.RuleKind;
import io.piste.profile.TagCategories;
import io.piste.profile.TagCategory;
import io.piste.profile.TagRule;
import io.piste.profile.TagRules;
import io.piste.site.Site;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules of tags and categories are made, changed and removed; what the pages say of them. */
final class TagPagesIT {
  private static final String PATH = "/console/profiles/tags";
  private static final Map<String, String> GOOD =
      Map.of("kind", "page", "pattern", "/thes/*", "tag", "thé", "value", "1,5", "from", "all");

  private TestConsole console;
  private Visitor visitor;
  private Site shop;
  private TagRules rules;
  private TagCategories categories;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    rules = new TagRules(console.database().jdbi(), console.clock());
    categories = new TagCategories(console.database().jdbi(), console.clock());
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
  void nothing_yet_says_what_to_do() throws Exception {
    String empty = visitor.get(PATH).body();
    assertTrue(empty.contains("class=\"empty\""), empty);
    assertTrue(empty.contains(PATH + "/rules/new"), empty);
  }

  @Test
  void a_rule_is_made_changed_and_removed_and_each_asks_for_a_run() throws Exception {
    assertEquals(303, visitor.post(PATH + "/rules/new", GOOD).statusCode());
    TagRule made = rules.of(shop.id()).getFirst();
    assertEquals(RuleKind.PAGE, made.match().kind());
    assertEquals("/thes/*", made.match().pattern());
    assertEquals(0, made.weight().compareTo(new java.math.BigDecimal("1.5")));
    assertEquals(Instant.EPOCH, made.countsFrom());
    String list = visitor.get(PATH).body();
    assertTrue(list.contains("Pages comme /thes/*"), list);
    assertTrue(list.contains("+1,5"), list);
    assertTrue(list.contains("id=\"counting\""), "the change is being worked out");

    Map<String, String> typed = new HashMap<>(GOOD);
    typed.put("from", "now");
    typed.put("kind", "search");
    typed.put("pattern", "");
    visitor.get(PATH + "/rules/" + made.id());
    assertEquals(303, visitor.post(PATH + "/rules/" + made.id(), typed).statusCode());
    TagRule changed = rules.of(shop.id()).getFirst();
    assertEquals("*", changed.match().pattern());
    assertEquals(console.clock().instant(), changed.countsFrom());
    assertTrue(visitor.get(PATH).body().contains("Toute recherche sur le site"));

    typed.put("from", "kept");
    console.clock().set(console.clock().instant().plusSeconds(3_600));
    visitor.post(PATH + "/rules/" + made.id(), typed);
    assertEquals(changed.countsFrom(), rules.of(shop.id()).getFirst().countsFrom());

    visitor.post(PATH + "/rules/" + made.id() + "/remove", Map.of());
    assertEquals(List.of(), rules.of(shop.id()));
    ProfileRuns runs = new ProfileRuns(console.database().jdbi(), console.clock());
    assertEquals(4, runs.list(shop.id(), 9).size());
  }

  @Test
  void a_pasted_address_means_its_path() throws Exception {
    Map<String, String> typed = new HashMap<>(GOOD);
    typed.put("pattern", "https://www.maison-du-the.example/thes/*?x=1");
    assertEquals(303, visitor.post(PATH + "/rules/new", typed).statusCode());
    assertEquals("/thes/*", rules.of(shop.id()).getFirst().match().pattern());
  }

  @Test
  void what_cannot_count_is_refused_and_what_was_typed_stays() throws Exception {
    refused("kind", "nonsense", "kind");
    refused("pattern", "", "pattern");
    refused("pattern", "thes", "pattern");
    refused("pattern", "/" + "x".repeat(300), "pattern");
    refused("tag", "", "tag");
    refused("tag", "x".repeat(61), "tag");
    refused("tag", "*", "tag");
    refused("value", "0", "value");
    refused("value", "-1", "value");
    refused("value", "1.2345", "value");
    refused("value", "much", "value");
    refused("from", "yesterday", "from");
    assertEquals(List.of(), rules.of(shop.id()));
    Map<String, String> same = new HashMap<>(GOOD);
    same.put("kind", "category");
    same.put("tag", "*");
    same.put("pattern", "");
    assertEquals(303, visitor.post(PATH + "/rules/new", same).statusCode());
  }

  private void refused(String field, String value, String beside) throws Exception {
    Map<String, String> typed = new HashMap<>(GOOD);
    typed.put(field, value);
    var answer = visitor.post(PATH + "/rules/new", typed);
    assertEquals(422, answer.statusCode(), field + " " + value);
    assertTrue(answer.body().contains("id=\"" + beside + "-mistake\""), field + " " + value);
    assertTrue(
        field.equals("value") || answer.body().contains("value=\"1,5\""), "what was typed stays");
  }

  @Test
  void the_same_rule_twice_is_told() throws Exception {
    visitor.post(PATH + "/rules/new", GOOD);
    Map<String, String> other = new HashMap<>(GOOD);
    other.put("pattern", "/blog/*");
    visitor.post(PATH + "/rules/new", other);
    long id = rules.of(shop.id()).getLast().id();
    var answer = visitor.post(PATH + "/rules/" + id, GOOD);
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("Cette règle existe déjà"), answer.body());
  }

  @Test
  void a_rule_is_tried_before_it_is_saved() throws Exception {
    ProfileStory.fill(console.database().jdbi(), shop, console.clock());
    int before = rules.of(shop.id()).size();
    Map<String, String> typed = new HashMap<>(GOOD);
    typed.put("pattern", "/thes/verts/*");
    typed.put("try", "yes");
    String tried = visitor.post(PATH + "/rules/new", typed).body();
    assertTrue(tried.contains("20 correspondent, de 10 visiteurs"), tried);
    assertTrue(tried.contains("/thes/verts/sencha, /thes/verts/gyokuro"), tried);
    assertEquals(before, rules.of(shop.id()).size());
  }

  @Test
  void a_category_is_made_changed_and_removed() throws Exception {
    Map<String, String> typed = Map.of("name", "Thés", "days", "60");
    assertEquals(303, visitor.post(PATH + "/categories/new", typed).statusCode());
    TagCategory made = categories.of(shop.id()).getFirst();
    assertEquals(60, made.halfLifeDays());
    visitor.post(PATH + "/rules/new", GOOD);
    String tag = visitor.get(PATH + "/tag?name=th%C3%A9").body();
    assertTrue(tag.contains("perd la moitié en 30 jours"), tag);
    Map<String, String> put = Map.of("name", "thé", "category", String.valueOf(made.id()));
    assertEquals(303, visitor.post(PATH + "/tag/category", put).statusCode());
    assertTrue(
        visitor.get(PATH + "/tag?name=th%C3%A9").body().contains("perd la moitié en 60 jours"));
    assertEquals(
        422,
        visitor
            .post(PATH + "/tag/category", Map.of("name", "thé", "category", "999"))
            .statusCode());

    String path = PATH + "/categories/" + made.id();
    assertEquals(303, visitor.post(path, Map.of("name", "Thés", "days", "0")).statusCode());
    assertEquals(0, categories.of(shop.id()).getFirst().halfLifeDays());
    visitor.post(path + "/remove", Map.of());
    assertEquals(List.of(), categories.of(shop.id()));
    assertEquals(404, visitor.get(path).statusCode());
  }

  @Test
  void a_category_without_name_or_days_is_refused() throws Exception {
    visitor.post(PATH + "/categories/new", Map.of("name", "Thés", "days", "60"));
    for (Map<String, String> bad :
        List.of(
            Map.of("name", "", "days", "30"),
            Map.of("name", "x".repeat(61), "days", "30"),
            Map.of("name", "thés", "days", "30"),
            Map.of("name", "A", "days", ""),
            Map.of("name", "A", "days", "1.5"),
            Map.of("name", "A", "days", "3651"))) {
      var answer = visitor.post(PATH + "/categories/new", bad);
      assertEquals(422, answer.statusCode(), bad.toString());
      assertTrue(answer.body().contains("field-mistake"), bad.toString());
    }
    assertEquals(1, categories.of(shop.id()).size());
  }

  @Test
  void a_tags_page_says_who_has_most_of_it() throws Exception {
    ProfileStory.fill(console.database().jdbi(), shop, console.clock());
    String page = visitor.get(PATH + "/tag?name=matcha").body();
    assertTrue(page.contains("class=\"card chart\""), page);
    assertEquals(50, page.split("class=\"bar-label\"", -1).length - 1);
    assertFalse(page.contains("id=\"counting\""), "nothing runs");
    assertTrue(page.contains("412 valeurs changées"), page);
    assertEquals(404, visitor.get(PATH + "/tag?name=nonsense").statusCode());
  }

  @Test
  void another_sites_rules_are_not_there() throws Exception {
    Site blog = console.addBlog();
    rules.add(
        blog.id(),
        new TagRule(
            0,
            new io.piste.profile.RuleMatch(RuleKind.PAGE, "/a"),
            "a",
            java.math.BigDecimal.ONE,
            Instant.EPOCH));
    long other = rules.of(blog.id()).getFirst().id();
    assertEquals(404, visitor.get(PATH + "/rules/" + other).statusCode());
    visitor.get(PATH);
    visitor.post(PATH + "/rules/" + other + "/remove", Map.of());
    assertEquals(1, rules.of(blog.id()).size());
  }
}
