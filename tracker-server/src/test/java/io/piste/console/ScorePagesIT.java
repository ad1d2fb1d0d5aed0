package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.profile.ProfileRun;
import io.piste.profile.ProfileRuns;
import io.piste.profile.Score;
import io.piste.profile.ScoreMode;
import io.piste.profile.ScoreRule;
import io.piste.profile.Scores;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scores and their rules are made, changed and removed; what the pages say of them. */
final class ScorePagesIT {
  private static final String PATH = "/console/profiles/scores";
  private static final Map<String, String> SCORE =
      Map.of(
          "name",
          "Intention",
          "description",
          "Qui achète",
          "days",
          "30",
          "floor",
          "-5",
          "ceiling",
          "99,5");
  private static final Map<String, String> RULE =
      Map.of(
          "kind", "order", "pattern", "", "mode", "coefficient", "value", "-0,25", "from", "all");

  private TestConsole console;
  private Visitor visitor;
  private Site shop;
  private Scores scores;
  private ProfileRuns runs;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    scores = new Scores(console.database().jdbi(), console.clock());
    runs = new ProfileRuns(console.database().jdbi(), console.clock());
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
    assertTrue(empty.contains(PATH + "/new"), empty);
  }

  @Test
  void a_score_is_made_changed_and_removed() throws Exception {
    assertEquals(303, visitor.post(PATH + "/new", SCORE).statusCode());
    Score made = scores.of(shop.id()).getFirst();
    assertEquals(30, made.halfLifeDays());
    assertEquals(0, new BigDecimal("-5").compareTo(made.floor()));
    assertEquals(0, new BigDecimal("99.5").compareTo(made.ceiling()));
    String page = visitor.get(PATH + "/" + made.id()).body();
    assertTrue(page.contains("perd la moitié en 30 jours"), page);
    assertTrue(page.contains(PATH + "/" + made.id() + "/rules/new"), "what to do next");

    String form = visitor.get(PATH + "/" + made.id() + "/edit").body();
    assertTrue(form.contains("value=\"99.5\""), form);
    Map<String, String> typed = new HashMap<>(SCORE);
    typed.put("days", "");
    typed.put("floor", "");
    typed.put("name", "Envie");
    assertEquals(303, visitor.post(PATH + "/" + made.id() + "/edit", typed).statusCode());
    Score changed = scores.of(shop.id()).getFirst();
    assertEquals("Envie", changed.name());
    assertEquals(0, changed.halfLifeDays());
    assertEquals(null, changed.floor());

    visitor.post(PATH + "/" + made.id() + "/remove", Map.of());
    assertEquals(List.of(), scores.of(shop.id()));
    assertEquals(404, visitor.get(PATH + "/" + made.id()).statusCode());
  }

  @Test
  void a_score_that_cannot_be_is_refused_and_says_what_to_do() throws Exception {
    visitor.post(PATH + "/new", Map.of("name", "Autre"));
    refused("name", "");
    refused("name", "x".repeat(61));
    refused("name", "autre");
    refused("description", "x".repeat(501));
    refused("days", "-1");
    refused("days", "4000");
    refused("floor", "1");
    refused("floor", "low");
    refused("ceiling", "-1");
    assertEquals(1, scores.of(shop.id()).size());
  }

  private void refused(String field, String value) throws Exception {
    Map<String, String> typed = new HashMap<>(SCORE);
    typed.put(field, value);
    var answer = visitor.post(PATH + "/new", typed);
    assertEquals(422, answer.statusCode(), field + " " + value);
    assertTrue(answer.body().contains("id=\"" + field + "-mistake\""), field + " " + value);
    assertTrue(answer.body().contains("Rien n’a") || answer.body().contains("role=\"alert\""));
  }

  @Test
  void a_rule_is_made_changed_and_removed() throws Exception {
    long score = scores.add(shop.id(), Score.plain("Intention")).orElseThrow();
    String rules = PATH + "/" + score + "/rules/";
    assertEquals(303, visitor.post(rules + "new", RULE).statusCode());
    ScoreRule made = scores.rules(shop.id()).getFirst();
    assertEquals(ScoreMode.COEFFICIENT, made.mode());
    assertEquals(0, new BigDecimal("-0.25").compareTo(made.value()));
    String page = visitor.get(PATH + "/" + score).body();
    assertTrue(page.contains("−0,25 × son nombre"), page);
    assertTrue(page.contains("Commande passée"), page);

    Map<String, String> typed = new HashMap<>(RULE);
    typed.put("mode", "field");
    typed.put("kind", "field");
    typed.put("pattern", "custom.budget");
    typed.put("value", "");
    visitor.get(rules + made.id());
    assertEquals(303, visitor.post(rules + made.id(), typed).statusCode());
    ScoreRule changed = scores.rules(shop.id()).getFirst();
    assertEquals(ScoreMode.FIELD, changed.mode());
    assertEquals(Instant.EPOCH, changed.countsFrom());

    visitor.post(rules + made.id() + "/remove", Map.of());
    assertEquals(List.of(), scores.rules(shop.id()));
    assertEquals(404, visitor.get(rules + made.id()).statusCode());
  }

  @Test
  void a_rule_that_cannot_count_is_refused() throws Exception {
    long score = scores.add(shop.id(), Score.plain("Intention")).orElseThrow();
    refusedRule(score, "kind", "nonsense", "kind");
    refusedRule(score, "kind", "page", "pattern");
    refusedRule(score, "kind", "field", "pattern");
    refusedRule(score, "kind", "form", "mode");
    refusedRule(score, "mode", "nonsense", "mode");
    refusedRule(score, "value", "0", "value");
    refusedRule(score, "value", "", "value");
    refusedRule(score, "value", "1.23456", "value");
    refusedRule(score, "from", "", "from");
    assertEquals(List.of(), scores.rules(shop.id()));
  }

  private void refusedRule(long score, String field, String value, String beside) throws Exception {
    Map<String, String> typed = new HashMap<>(RULE);
    typed.put(field, value);
    var answer = visitor.post(PATH + "/" + score + "/rules/new", typed);
    assertEquals(422, answer.statusCode(), field + " " + value);
    assertTrue(answer.body().contains("id=\"" + beside + "-mistake\""), field + " " + value);
  }

  @Test
  void everybody_is_worked_out_anew_by_a_button_and_a_bar_says_how_far_it_is() throws Exception {
    long score = ProfileStory.fill(console.database().jdbi(), shop, console.clock());
    assertFalse(visitor.get(PATH + "/" + score).body().contains("id=\"counting\""));
    assertEquals(303, visitor.post(PATH + "/" + score + "/recompute", Map.of()).statusCode());
    assertEquals(ProfileRun.Reason.HAND, runs.latest(shop.id()).orElseThrow().reason());
    assertTrue(visitor.get(PATH + "/" + score).body().contains("id=\"counting\""));
    long first = runs.latest(shop.id()).orElseThrow().id();
    visitor.post(PATH + "/" + score + "/recompute", Map.of());
    assertEquals(first, runs.latest(shop.id()).orElseThrow().id(), "one at a time");

    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE profile_run SET state = 'running', total = 1240, seen = 620"
                        + " WHERE id = ?",
                    first));
    String half = visitor.get(PATH + "/" + score).body();
    assertTrue(half.contains("width=\"50%\""), half);
    assertTrue(half.contains("620 contacts sur 1"), half);
    ProfileStory.done(console.database().jdbi(), shop, console.clock().instant());
    String done = visitor.get(PATH + "/" + score).body();
    assertFalse(done.contains("id=\"counting\""));
    assertTrue(done.contains("412 valeurs changées"), done);
  }

  @Test
  void a_scores_page_draws_who_has_how_many_points() throws Exception {
    long score = ProfileStory.fill(console.database().jdbi(), shop, console.clock());
    String page = visitor.get(PATH + "/" + score).body();
    long with = console.number("SELECT COUNT(*) FROM profile_score WHERE score_id = " + score);
    assertTrue(page.contains("<span class=\"tile-value\">" + with + "</span>"), page);
    assertTrue(page.contains("Graphique : " + with + " contacts."), "in words too");
    assertEquals(50, page.split("class=\"bar-label\"", -1).length - 1);
    assertTrue(page.indexOf("<td>100") > 0, "the highest stand at the ceiling");
    String list = visitor.get(PATH).body();
    assertTrue(list.contains("maximum 100"), list);
    assertTrue(list.contains("5 règles"), list);
  }

  @Test
  void another_sites_score_is_not_there() throws Exception {
    Site blog = console.addBlog();
    long other = scores.add(blog.id(), Score.plain("A")).orElseThrow();
    assertEquals(404, visitor.get(PATH + "/" + other).statusCode());
    assertEquals(404, visitor.get(PATH + "/" + other + "/rules/new").statusCode());
    visitor.get(PATH);
    visitor.post(PATH + "/" + other + "/remove", Map.of());
    assertEquals(1, scores.of(blog.id()).size());
  }
}
