package io.piste.report;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.SiteId;
import io.piste.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many have what: counted while they are few, close to the truth when they are many. */
final class ProfileFiguresIT {
  private static final SiteId SITE = new SiteId(1);
  private static final Instant NOW = Instant.parse("2026-11-23T15:40:00Z");
  private static final long MANY = 60_000;

  private TestDatabase database;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  /** Contacts 1 to many, of which each fifth has the tag with a weight from 1 to 7. */
  private void fill(long many) {
    String all = " FROM seq_1_to_" + many;
    run(
        """
        INSERT INTO contact (id, email, language, origin, created_at, last_interaction_at)
        SELECT seq, CONCAT('a', seq, '@courriel.example'), 'fr', 'identify', 0, 0
        """
            + all);
    run(
        """
        INSERT INTO profile (site_id, contact_id, stage, stage_by, stage_at, made_at)
        SELECT 1, seq, IF(MOD(seq, 4) = 0, 'loyalty', 'engagement'),
          IF(MOD(seq, 400) = 0, 'hand', 'rule'), 0, 0
        """
            + all);
    run(
        "INSERT INTO profile_tag (site_id, contact_id, tag, level)"
            + " SELECT 1, seq, 'tea', LOG2(1 + MOD(seq, 7)) + "
            + NOW.toEpochMilli()
            + " / (30 * 86400000.0)"
            + all
            + " WHERE MOD(seq, 5) = 0");
    run(
        """
        INSERT INTO profile_score (score_id, contact_id, points, changed_at, level)
        SELECT 1, seq, MOD(seq, 10), 0, MOD(seq, 10)
        """
            + all
            + " WHERE MOD(seq, 2) = 0");
  }

  @Test
  void a_few_are_counted() {
    fill(1_000);
    TagFigures tags = new TagFigures(database.jdbi());
    assertEquals(Map.of("tea", new Count(200, true)), tags.carriers(List.of(tag(30)), NOW));
    Spread weights = tags.weights(tag(30), NOW);
    assertEquals(new Count(200, true), weights.count());
    assertEquals(7, weights.figures().stream().mapToDouble(each -> each).max().orElse(0), 1e-6);
    assertEquals(
        200,
        new ScoreFigures(database.jdbi())
            .points(score(0), NOW).figures().stream().filter(points -> points >= 6).count());
  }

  @Test
  void many_are_estimated_close_to_the_truth() {
    fill(MANY);
    Count tea =
        requireNonNull(new TagFigures(database.jdbi()).carriers(List.of(tag(30)), NOW).get("tea"));
    assertNear(MANY / 5, tea);
    Spread weights = new TagFigures(database.jdbi()).weights(tag(30), NOW);
    assertNear(MANY / 5, weights.count());
    long ones = weights.figures().stream().filter(weight -> weight < 1.5).count();
    assertEquals(MANY / 35.0, (double) weights.contacts(ones), MANY / 35.0 * 0.2);
    ScoreFigures scores = new ScoreFigures(database.jdbi());
    assertNear(MANY / 2, scores.points(score(0), NOW).count());
    assertNear(MANY / 2, requireNonNull(scores.inShort(List.of(score(0)), NOW).get(1L)).count());
    var stages = new StageFigures(database.jdbi()).counts(SITE, List.of("engagement", "loyalty"));
    var loyal = requireNonNull(stages.get("loyalty"));
    assertNear(MANY / 4, loyal.all());
    assertEquals(new Count(MANY / 400, true), loyal.byHand());
  }

  private static void assertNear(long truth, Count count) {
    assertFalse(count.exact());
    assertEquals((double) truth, (double) count.number(), truth * 0.06);
  }

  @Test
  void a_faded_weight_counts_no_more() {
    fill(1_000);
    Instant later = NOW.plus(Duration.ofDays(30 * 5));
    TagFigures tags = new TagFigures(database.jdbi());
    Count then = requireNonNull(tags.carriers(List.of(tag(30)), later).get("tea"));
    assertEquals(
        tags.weights(tag(30), NOW).figures().stream()
            .filter(weight -> weight >= 3.2 - 1e-9)
            .count(),
        then.number());
    assertTrue(then.number() > 0 && then.number() < 200, then.toString());
    assertEquals(then.number(), tags.weights(tag(30), later).count().number());
  }

  @Test
  void points_fade_from_when_they_were_given() {
    fill(10);
    Instant day = Instant.ofEpochMilli(Duration.ofDays(30).toMillis());
    List<Double> points = new ScoreFigures(database.jdbi()).points(score(30), day).figures();
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0), points.stream().sorted().toList());
    assertEquals(
        4.0, new ScoreFigures(database.jdbi()).highest(score(30), day, 1).getFirst().figure());
  }

  @Test
  void the_highest_come_first() {
    fill(1_000);
    List<Carrier> highest = new TagFigures(database.jdbi()).highest(tag(30), NOW, 3);
    assertEquals(3, highest.size());
    highest.forEach(carrier -> assertEquals(7, carrier.figure(), 1e-6));
  }

  @Test
  void pages_of_a_stage_show_everybody_once_those_by_hand_first() {
    fill(1_000);
    StageFigures figures = new StageFigures(database.jdbi());
    List<Long> seen = new java.util.ArrayList<>();
    StageFigures.Key after = null;
    List<StageFigures.Row> page;
    do {
      page = figures.page(SITE, "loyalty", after, 60);
      page.forEach(row -> seen.add(row.contact().value()));
      assertTrue(seen.size() <= 250, "each page goes on behind the one before");
      after = page.isEmpty() ? null : page.getLast().key();
    } while (!page.isEmpty());
    assertEquals(250, seen.size());
    assertEquals(250, seen.stream().distinct().count());
    assertEquals(List.of(400L, 800L), seen.subList(0, 2));
  }

  private static TagFigures.Of tag(int days) {
    return new TagFigures.Of(SITE, "tea", Duration.ofDays(days));
  }

  private static ScoreFigures.Of score(int days) {
    return new ScoreFigures.Of(SITE, 1, Duration.ofDays(days));
  }

  private void run(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
