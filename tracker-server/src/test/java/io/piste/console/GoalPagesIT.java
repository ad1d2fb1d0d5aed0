package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.goal.Goal;
import io.piste.goal.GoalStep;
import io.piste.goal.Goals;
import io.piste.goal.StepKind;
import io.piste.site.Site;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goals and funnels are made, changed and removed in the console; what it says of them. */
final class GoalPagesIT {
  private static final String PATH = "/console/traffic/goals";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private TestConsole console;
  private Visitor visitor;
  private Site shop;
  private Goals goals;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    goals = new Goals(console.database().jdbi(), console.clock());
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
  void nothing_yet_says_what_to_do_and_a_click_makes_one() throws Exception {
    String empty = visitor.get(PATH).body();
    assertTrue(empty.contains("templates/shop"), empty);
    assertTrue(empty.contains("new?is=funnel"), empty);

    assertEquals(303, visitor.post(PATH + "/templates/shop", Map.of()).statusCode());

    Goal made = goals.all(shop.id()).getFirst();
    assertEquals("Achat en une visite", made.name());
    assertEquals(
        List.of(StepKind.PRODUCT, StepKind.CART, StepKind.CHECKOUT, StepKind.ORDER),
        made.steps().stream().map(GoalStep::kind).toList());
    String there = visitor.get(PATH).body();
    assertFalse(there.contains("templates/shop"), "it is there already");
    assertEquals(404, visitor.post(PATH + "/templates/nonsense", Map.of()).statusCode());
  }

  @Test
  void a_funnel_is_made_changed_and_removed() throws Exception {
    Map<String, String> typed = new HashMap<>();
    typed.put("name", "Vers l’achat");
    typed.put("days", "7");
    typed.put("kind1", "page");
    typed.put("pattern1", "https://www.maison-du-the.example/blog/*?x=1");
    typed.put("kind3", "order");
    typed.put("pattern3", "an order has no name");
    assertEquals(303, visitor.post(PATH + "/new?is=funnel", typed).statusCode());
    Goal made = goals.all(shop.id()).getFirst();
    assertEquals(
        List.of(new GoalStep(StepKind.PAGE, "/blog/*"), GoalStep.any(StepKind.ORDER)),
        made.steps());
    assertEquals(7, made.days());

    String form = visitor.get(PATH + "/" + made.id() + "/edit").body();
    assertTrue(form.contains("value=\"/blog/*\""), form);
    typed.put("kind2", "custom");
    typed.put("pattern2", "Played");
    typed.put("pattern1", "/blog/*");
    assertEquals(303, visitor.post(PATH + "/" + made.id() + "/edit", typed).statusCode());
    assertEquals(3, goals.all(shop.id()).getFirst().steps().size());

    assertEquals(303, visitor.post(PATH + "/" + made.id() + "/remove", Map.of()).statusCode());
    assertEquals(List.of(), goals.all(shop.id()));
    assertEquals(404, visitor.get(PATH + "/" + made.id()).statusCode());
  }

  @Test
  void what_cannot_be_counted_is_refused_and_what_was_typed_stays() throws Exception {
    Map<String, String> good =
        Map.of("name", "A", "days", "0", "kind1", "page", "pattern1", "/a", "kind2", "order");
    refused(good, "name", "");
    refused(good, "name", "x".repeat(101));
    refused(good, "pattern1", "no-slash");
    refused(good, "pattern1", "/" + "x".repeat(300));
    refused(good, "kind1", "nonsense");
    refused(good, "kind2", "");
    refused(good, "kind2", "custom");
    refused(good, "days", "99");
    refused(good, "pattern3", "a pattern without a kind");
    assertEquals(List.of(), goals.all(shop.id()));
    assertEquals(303, visitor.post(PATH + "/new?is=funnel", good).statusCode());
  }

  private void refused(Map<String, String> good, String field, String value) throws Exception {
    Map<String, String> typed = new HashMap<>(good);
    typed.put(field, value);
    var answer = visitor.post(PATH + "/new?is=funnel", typed);
    assertEquals(422, answer.statusCode(), field + " " + value);
    assertTrue(answer.body().contains("field-mistake") || field.equals("kind2"), field);
    assertTrue(answer.body().contains("value=\"" + typed.get("pattern1") + "\""), field);
  }

  @Test
  void there_is_an_end_to_how_many_there_may_be() throws Exception {
    for (int i = 0; i < Goals.MOST; i++) {
      goals.add(Goal.fresh(shop.id(), "G" + i, List.of(GoalStep.any(StepKind.ORDER)), 0));
    }
    assertFalse(visitor.get(PATH).body().contains("new?is=goal"));
    visitor.post(PATH + "/new?is=goal", Map.of("name", "A", "kind1", "order"));
    assertEquals(Goals.MOST, goals.all(shop.id()).size());
  }

  @Test
  void a_funnel_says_how_many_were_kept_and_lost_beside_the_period_before() throws Exception {
    long funnel = goals.add(funnel());
    reached(funnel, 0, "", 1, 1_000);
    reached(funnel, 0, "", 2, 250);
    before(funnel, 1, 500);
    before(funnel, 2, 100);
    String page = visitor.get(PATH + "/" + funnel + "?p=7").body();
    assertTrue(page.contains("750 perdus (75\u00a0%)"), page);
    assertTrue(page.contains("<td>25\u00a0%</td>"), page);
    assertTrue(page.contains("<td>20\u00a0%</td>"), "of the period before");
    assertTrue(page.contains("0,0 1000.0,0 250.0,30 0,30"), page);
  }

  @Test
  void figures_leave_as_files() throws Exception {
    long funnel = goals.add(funnel());
    reached(funnel, 0, "", 1, 1_000);
    reached(funnel, 0, "", 2, 250);
    reached(funnel, 5, "=Google", 1, 10);
    List<String> days = lines(PATH + "/" + funnel + "/export?of=day&p=7");
    assertEquals("\uFEFFJour,Panier modifié,Commande passée", days.getFirst());
    assertTrue(days.contains(DAY + ",1000,250"), days.toString());
    assertEquals(8, days.size());
    List<String> sources = lines(PATH + "/" + funnel + "/export?of=source&p=7");
    assertEquals(
        List.of("\uFEFFSource,Panier modifié,Commande passée,Visites", "'=Google,10,0,0"), sources);
    assertEquals(404, visitor.get(PATH + "/" + funnel + "/export?of=browser").statusCode());
  }

  @Test
  void another_sites_goals_are_not_there() throws Exception {
    Site blog = console.addBlog();
    long other =
        goals.add(Goal.fresh(blog.id(), "Other", List.of(GoalStep.any(StepKind.ORDER)), 0));
    assertEquals(404, visitor.get(PATH + "/" + other).statusCode());
    visitor.get(PATH);
    visitor.post(PATH + "/" + other + "/remove", Map.of());
    assertEquals(1, goals.all(blog.id()).size());
  }

  private Goal funnel() {
    return Goal.fresh(
        shop.id(),
        "Vers l’achat",
        List.of(GoalStep.any(StepKind.CART), GoalStep.any(StepKind.ORDER)),
        0);
  }

  private List<String> lines(String path) throws Exception {
    return visitor.get(path).body().lines().toList();
  }

  private record Figure(long goal, int dimension, LocalDate day, String value, int step) {}

  private void reached(long goal, int dimension, String value, int step, long reached) {
    insert(new Figure(goal, dimension, DAY, value, step), reached);
  }

  private void before(long goal, int step, long reached) {
    insert(new Figure(goal, 0, DAY.minusDays(7), "", step), reached);
  }

  private void insert(Figure figure, long reached) {
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO goal_day VALUES (?, ?, ?, ?, ?, ?, 0)",
                    figure.goal(),
                    figure.dimension(),
                    figure.day().toEpochDay(),
                    figure.value(),
                    figure.step(),
                    reached));
  }
}
