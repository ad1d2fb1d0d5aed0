package io.piste.profile;

import static io.piste.profile.FoldFacts.day;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.content.Library;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of rule, each mode, each bound, and the stages. */
final class FoldTest {
  private final FoldFacts world = new FoldFacts();

  @Test
  void pages_add_to_tags_that_fade() {
    world
        .tag(RuleKind.PAGE, "/teas/*", "tea", "1")
        .tag(RuleKind.PAGE, "/teas/green*", "Green", "2.5");
    world.page(0, "/teas/green").page(30, "/teas/black");

    assertWeights(30, "green 1.25", "tea 1.5");
    assertWeights(60, "green 0.625", "tea 0.75");
  }

  @Test
  void it_is_told_what_made_a_tag_grow() {
    world.tag(RuleKind.PAGE, "/teas/*", "tea", "1").tag(RuleKind.SEARCH, "*green*", "green", "2.5");
    world.page(1, "/teas/sencha").page(1.5, "/").act(2, ActKind.SEARCH, "green tea", null);

    assertEquals(
        List.of(
            new TagLine("green", RuleKind.SEARCH, "green tea", 2.5, day(2)),
            new TagLine("tea", RuleKind.PAGE, "/teas/sencha", 1, day(1))),
        Fold.reasons(world.book(), world.facts, day(3)).tags());
  }

  @Test
  void tags_fade_as_their_category_says() {
    world.tag(RuleKind.PAGE, "*", "slow", "1").tag(RuleKind.PAGE, "*", "fixed", "2");
    world.halfLives.put("slow", 60);
    world.halfLives.put("fixed", 0);
    world.page(0, "/");

    assertWeights(120, "fixed 2", "slow 0.25");
  }

  @Test
  void what_happened_before_a_rule_counts_gives_nothing() {
    world.tags.add(
        new TagRule(1, new RuleMatch(RuleKind.PAGE, "*"), "tea", BigDecimal.ONE, day(2)));
    world.page(1, "/").page(2, "/");

    assertWeights(2, "tea 1");
  }

  @Test
  void words_of_the_library_give_tags_of_their_own_name() {
    world.words.add(
        new Library.Words(
            "https://shop.example/blog/sencha", List.of("Sencha", "Japan"), List.of("Tea")));
    world.tag(RuleKind.CONTENT, "*", "*", "1").tag(RuleKind.CATEGORY, "tea", "drinks", "3");
    world.page(0, "/blog/sencha").page(0, "/blog/other");

    assertWeights(0, "drinks 3", "japan 1", "sencha 1");
  }

  @Test
  void searches_forms_events_products_files_and_links_give_tags() {
    world.tag(RuleKind.SEARCH, "*GREEN*", "green", "1").tag(RuleKind.FORM, "quote", "lead", "1");
    world
        .tag(RuleKind.EVENT, "Played *", "video", "1")
        .tag(RuleKind.PRODUCT, "sencha*", "tea", "1");
    world
        .tag(RuleKind.DOWNLOAD, "*.pdf", "reader", "1")
        .tag(RuleKind.CLICK, "*maps*", "visit", "1");
    world.act(0, ActKind.SEARCH, "some green tea", "4").act(0, ActKind.FORM, "Quote", null);
    world.act(0, ActKind.EVENT, "played intro", null).act(0, ActKind.PRODUCT, "Sencha 100 g", "9");
    world.act(0, ActKind.DOWNLOAD, "https://a/b.PDF", null);
    world.act(0, ActKind.CLICK, "https://maps.example/x", null);

    assertWeights(0, "green 1", "lead 1", "reader 1", "tea 1", "video 1", "visit 1");
  }

  @Test
  void links_in_mails_that_were_followed_and_fields_that_are_filled_in_count() {
    world.tag(RuleKind.MAIL, "cart-*", "mails", "1").tag(RuleKind.FIELD, "company", "firm", "2");
    world.facts.clicks.add(new Facts.MailClick("cart-recovery", day(0)));
    world.facts.fields.put("company", new Facts.Field(null));

    assertWeights(0, "firm 2", "mails 1");
  }

  @Test
  void a_given_tag_stays_whatever_it_weighs() {
    world.tag(RuleKind.PAGE, "*", "tea", "1").page(0, "/");
    world.facts.given.addAll(List.of("VIP", "Tea"));

    List<InterestTag> tags = world.at(0).tags();

    assertEquals(List.of("tea", "vip"), tags.stream().map(InterestTag::tag).toList());
    assertTrue(tags.stream().allMatch(InterestTag::given));
    assertEquals(1, tags.getFirst().weightAt(day(0)), 1e-9);
    assertEquals(0, tags.getLast().weightAt(day(0)));
  }

  @Test
  void carts_checkouts_and_orders_give_points_and_an_order_that_two_tell_of_counts_once() {
    world.score(0, null, null);
    world.rule(ScoreMode.EACH, RuleKind.CART, "*", "1");
    world.rule(ScoreMode.EACH, RuleKind.CHECKOUT, "*", "10");
    world.rule(ScoreMode.EACH, RuleKind.ORDER, "*", "100");
    world.act(0, ActKind.CART, "c1", "5").act(1, ActKind.CHECKOUT, "c1", null);
    world.act(2, ActKind.ORDER, "o1", "5").act(2.1, ActKind.ORDER, "o1", "5");

    assertEquals("111", world.points(3));
  }

  @Test
  void once_counts_the_first_alone() {
    world.score(0, null, null).rule(ScoreMode.ONCE, RuleKind.PAGE, "/a*", "5");
    world.page(1, "/a").page(2, "/ab").page(3, "/b");

    assertEquals(List.of("RULE 5"), world.lines(4));
    assertEquals("/a", Fold.ledger(world.book(), world.facts, day(4)).getFirst().reason());
  }

  @Test
  void each_counts_every_time_and_may_take_away() {
    world.score(0, null, null).rule(ScoreMode.EACH, RuleKind.PAGE, "/jobs", "-1.5");
    world.page(1, "/jobs").page(2, "/jobs");

    assertEquals("-3", world.points(3));
  }

  @Test
  void a_number_counts_as_it_is_or_times_a_coefficient() {
    world.score(0, null, null).rule(ScoreMode.FIELD, RuleKind.EVENT, "rated", "1");
    world.rule(ScoreMode.COEFFICIENT, RuleKind.ORDER, "*", "0.1");
    world.act(0, ActKind.EVENT, "rated", "4.25").act(1, ActKind.ORDER, "o1", "59.90");
    world.act(2, ActKind.EVENT, "rated", null);

    assertEquals(List.of("RULE 4.25", "RULE 5.99"), world.lines(3));
  }

  @Test
  void a_number_of_the_contact_counts_too() {
    world.score(0, null, null).rule(ScoreMode.COEFFICIENT, RuleKind.FIELD, "custom.seats", "2");
    world.facts.fields.put("custom.seats", new Facts.Field(new BigDecimal("12")));

    assertEquals("24", world.points(0));
  }

  @Test
  void what_is_more_than_the_ceiling_or_less_than_the_floor_is_a_line_of_its_own() {
    world.score(0, "-5", "12").rule(ScoreMode.EACH, RuleKind.PAGE, "/up", "10");
    world.rule(ScoreMode.EACH, RuleKind.PAGE, "/down", "-20");
    world.page(1, "/up").page(2, "/up").page(3, "/down").page(4, "/up");

    assertEquals(
        List.of("RULE 10", "RULE 10", "CEILING -8", "RULE -20", "FLOOR 3", "RULE 10"),
        world.lines(5));
    assertEquals("5", world.points(5));
  }

  @Test
  void points_fade_to_nothing_from_both_sides_and_the_ledger_says_since_when() {
    world.score(10, null, null).rule(ScoreMode.EACH, RuleKind.PAGE, "/up", "10");
    world.rule(ScoreMode.EACH, RuleKind.PAGE, "/down", "-20");
    world.page(0, "/up").page(10, "/up").page(20, "/down");

    assertEquals(
        List.of("RULE 10", "FADED -5", "RULE 10", "FADED -7.5", "RULE -20", "FADED 6.25"),
        world.lines(30));
    assertEquals("-6.25", world.points(30));
    assertEquals(day(20), Fold.ledger(world.book(), world.facts, day(30)).getFirst().since());
  }

  @Test
  void opening_balances_count_and_a_rule_that_counted_once_in_them_counts_no_more() {
    world.score(0, null, null).rule(ScoreMode.ONCE, RuleKind.PAGE, "*", "5");
    world.tag(RuleKind.PAGE, "*", "tea", "1");
    world.facts.openings.add(new Opening.Points("score 1", 5_000, 1L, "", day(-400)));
    world.facts.openings.add(new Opening.Points("score 1", 5_000, 1L, "", day(-390)));
    world.facts.openings.add(new Opening.Points("SCORE 1", 2_500, null, "", day(-380)));
    world.facts.openings.add(new Opening.Weight("Tea", 4, day(-30)));
    world.page(0, "/");

    assertEquals("7.5", world.points(0));
    assertWeights(0, "tea 3");
  }

  @Test
  void stages_follow_the_furthest_condition_and_say_when_it_ends() {
    assertStage(Stage.ENGAGEMENT, 0, Instant.MAX);
    for (int i = 0; i < 5; i++) {
      world.page(i, "/" + i);
    }
    assertStage(Stage.QUALIFICATION, 5, day(30));
    assertStage(Stage.ENGAGEMENT, 31, Instant.MAX);
    world.act(5, ActKind.CART, "c1", "9");
    assertStage(Stage.TRANSFORMATION, 6, day(35));
    world.act(6, ActKind.CART, "c1", "0");
    assertStage(Stage.QUALIFICATION, 6, day(30));
    world.act(7, ActKind.ORDER, "o1", "9").act(7, ActKind.ORDER, "o1", "9");
    assertStage(Stage.TRANSFORMATION, 8, day(37));
    world.act(40, ActKind.ORDER, "o2", "9");
    assertStage(Stage.LOYALTY, 41, day(7 + 365));
    assertStage(Stage.ENGAGEMENT, 500, Instant.MAX);
  }

  @Test
  void who_allows_mails_is_qualified_unless_the_site_says_otherwise() {
    world.facts.allowsMails = true;
    assertStage(Stage.QUALIFICATION, 0, Instant.MAX);
    world.stages = new StageRule(2, 365, 30, 5, 30, false);
    assertStage(Stage.ENGAGEMENT, 0, Instant.MAX);
  }

  private void assertStage(Stage stage, double day, Instant until) {
    assertEquals(stage, world.at(day).stage());
    assertEquals(until, world.until(day));
  }

  private void assertWeights(double day, String... expected) {
    assertEquals(
        List.of(expected),
        world.at(day).tags().stream()
            .map(tag -> tag.tag() + " " + plain(tag.weightAt(day(day))))
            .toList());
  }

  private static String plain(double weight) {
    double rounded = Math.round(weight * 1e6) / 1e6;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
