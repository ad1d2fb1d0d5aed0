package io.piste.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.eventlog.LoggedEvent;
import io.piste.support.TestLog;
import io.piste.support.Track;
import io.piste.visit.VisitorSpan;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ProfileUpdaterIT {
  private static final SiteId SITE = new SiteId(1);
  private static final double DAY = 24 * 60;

  private static TestLog log;
  private static Profiles profiles;
  private static ProfileRules rules;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    profiles = new Profiles(log.jdbi(), log.clock());
    rules = new ProfileRules(log.jdbi(), log.clock());
    rules.addTagRule(SITE, "/teas/*", "tea", BigDecimal.ONE);
    rules.addTagRule(SITE, "/teas/green/*", "green", new BigDecimal("2.5"));
    rules.addScoreRule(SITE, "/checkout*", "intent", BigDecimal.TEN);
    rules.addScoreRule(SITE, "/jobs", "intent", new BigDecimal("-4.5"));
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void pages_add_to_tags_that_fade() {
    Track ada = Track.fresh();
    log.playSingly(List.of(ada.page(0, "/teas/green/sencha"), ada.page(30 * DAY, "/teas/black")));

    log.clock().set(Track.minute(30 * DAY));
    assertWeights(ada, "tea 1.5", "green 1.25");
    log.clock().set(Track.minute(60 * DAY));
    assertWeights(ada, "tea 0.75", "green 0.625");
  }

  @Test
  void a_page_that_comes_late_adds_what_is_left_of_it() {
    Track ada = Track.fresh();

    log.playSingly(List.of(ada.page(30 * DAY, "/teas/x"), ada.page(0, "/teas/y")));

    log.clock().set(Track.minute(30 * DAY));
    assertWeights(ada, "tea 1.5");
  }

  @Test
  void the_database_reckons_as_exactly_as_we_do() {
    Track ada = Track.fresh();
    Duration odd = Duration.ofMillis(123_456_789);

    log.playSingly(List.of(ada.page(0, "/teas/x"), ada.page(odd.toMillis() / 60_000.0, "/teas/y")));

    log.clock().set(Track.START.plus(odd));
    double expected = new StoredTag("tea", 1, Track.START).weightAt(Track.START.plus(odd)) + 1;
    assertEquals(expected, of(ada).tags().getFirst().weight(), 1e-9);
  }

  @Test
  void a_score_is_the_sum_of_its_ledger_and_each_line_says_why() {
    Track ada = Track.fresh();

    log.play(ada.page(0, "/checkout"), ada.page(1, "/jobs"), ada.page(2, "/checkout/pay"));

    assertEquals("intent", of(ada).scores().getFirst().name());
    assertEquals(0, new BigDecimal("15.5").compareTo(of(ada).scores().getFirst().points()));
    List<ScoreEntry> ledger = profiles.ledger(SITE, always(ada), 10);
    assertEquals(3, ledger.size());
    assertEquals("/checkout*: /checkout/pay", ledger.getFirst().reason());
  }

  @Test
  void without_consent_for_a_profile_there_is_none() {
    Track ada = Track.fresh().allowing(EnumSet.of(Purpose.VISITS, Purpose.CARTS));

    log.play(ada.page(0, "/teas/green/x"), ada.page(1, "/checkout"));

    assertTrue(of(ada).tags().isEmpty());
    assertTrue(of(ada).scores().isEmpty());
  }

  @Test
  void c10_a_withdrawal_removes_the_profile_and_what_waits_in_the_log_does_not_bring_it_back() {
    Track ada = Track.fresh();
    Track eve = Track.fresh();
    log.play(ada.page(0, "/teas/green/x"), ada.page(1, "/checkout"), eve.page(1, "/teas/green/x"));
    assertFalse(of(ada).tags().isEmpty());
    log.clock().set(Track.minute(10));
    lose(ada, Purpose.PROFILE);

    ProfileEraser eraser = new ProfileEraser(log.jdbi(), log.clock());
    assertTrue(eraser.runOnce());
    log.play(ada.page(2, "/teas/green/late"));

    assertTrue(of(ada).tags().isEmpty());
    assertTrue(of(ada).scores().isEmpty());
    assertFalse(of(eve).tags().isEmpty(), "another visitor keeps it");
    log.clock().advance(Duration.ofMinutes(6));
    assertTrue(eraser.runOnce(), "once more, for what was being projected");
    assertFalse(eraser.runOnce());
  }

  @Test
  void c10_who_takes_back_another_purpose_keeps_the_profile() {
    Track ada = Track.fresh();
    log.play(ada.page(0, "/teas/green/x"));
    lose(ada, Purpose.CARTS);

    assertFalse(new ProfileEraser(log.jdbi(), log.clock()).runOnce());
    assertFalse(of(ada).tags().isEmpty());
  }

  private void lose(Track visitor, Purpose purpose) {
    log.jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO consent_lost (site_id, visitor_id, purposes, lost_at)"
                            + " VALUES (:site, :visitor, :purposes, :at)")
                    .bind("site", visitor.site())
                    .bind("visitor", visitor.visitor())
                    .bind("purposes", Purpose.bits(EnumSet.of(purpose)))
                    .bind("at", log.clock().instant())
                    .execute());
  }

  @Test
  void rules_of_another_site_do_not_count() {
    Track ada = new Track(new SiteId(2), VisitorId.random(), EnumSet.allOf(Purpose.class));

    log.play(ada.page(0, "/teas/green/x"));

    assertTrue(profiles.of(new SiteId(2), always(ada)).tags().isEmpty());
  }

  @Test
  void a_new_site_gets_an_example_of_each_kind_and_a_rule_given_twice_is_changed() {
    SiteId site = new SiteId(3);
    rules.addExamples(site);
    rules.addTagRule(site, "/blog/*", "blog", new BigDecimal("2"));

    assertEquals(1, rules.tagRules(site).size());
    assertEquals(0, new BigDecimal("2").compareTo(rules.tagRules(site).getFirst().weight()));
    assertEquals(1, rules.scoreRules(site).size());
  }

  @Test
  void a_persons_profile_is_the_same_whatever_the_order_of_the_events_of_two_browsers() {
    Random random = new Random(42);
    List<String> paths =
        List.of("/teas/green/x", "/teas/black", "/checkout", "/jobs", "/", "/teas/green/y");
    for (int round = 0; round < 6; round++) {
      Track laptop = Track.fresh();
      Track phone = Track.fresh();
      List<String> choices = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        choices.add(paths.get(random.nextInt(paths.size())));
      }
      Profile one = played(choices, List.of(laptop, phone), random);
      Profile other = played(choices, List.of(Track.fresh(), Track.fresh()), random);

      assertEquals(one.scores(), other.scores());
      assertEquals(one.tags().size(), other.tags().size());
      for (int i = 0; i < one.tags().size(); i++) {
        assertEquals(one.tags().get(i).tag(), other.tags().get(i).tag());
        assertEquals(one.tags().get(i).weight(), other.tags().get(i).weight(), 1e-9);
      }
      assertEquals(
          log.jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "SELECT COALESCE(SUM(points), 0) FROM score_ledger"
                                  + " WHERE visitor_id IN (:laptop, :phone)")
                          .bind("laptop", laptop.visitor())
                          .bind("phone", phone.visitor())
                          .mapTo(BigDecimal.class)
                          .one()),
          one.scores().stream().map(Score::points).reduce(BigDecimal.ZERO, BigDecimal::add));
    }
  }

  /** The same pages at the same times, in another order and in batches of another size. */
  private static Profile played(List<String> paths, List<Track> browsers, Random random) {
    List<LoggedEvent> events = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      events.add(browsers.get(i % 2).page(i * DAY / 2, paths.get(i)));
    }
    Collections.shuffle(events, random);
    while (!events.isEmpty()) {
      List<LoggedEvent> batch = events.subList(0, 1 + random.nextInt(events.size()));
      log.play(List.copyOf(batch));
      batch.clear();
    }
    log.clock().set(Track.minute(30 * DAY));
    return profiles.of(SITE, always(browsers.toArray(Track[]::new)));
  }

  private static Profile of(Track track) {
    return profiles.of(SITE, always(track));
  }

  private static List<VisitorSpan> always(Track... browsers) {
    return Stream.of(browsers)
        .map(browser -> new VisitorSpan(browser.visitor(), Instant.EPOCH, Track.minute(1e6)))
        .toList();
  }

  private static void assertWeights(Track track, String... expected) {
    List<String> found =
        of(track).tags().stream()
            .map(tag -> tag.tag() + " " + Math.round(tag.weight() * 1e6) / 1e6)
            .toList();
    assertEquals(List.of(expected), found);
  }
}
