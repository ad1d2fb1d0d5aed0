package io.piste.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.ContactId;
import io.piste.contact.ContactChanges;
import io.piste.profile.ProfileRules;
import io.piste.profile.ProfileRunner;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members follow what happens and what time does, and are at any time whom the rule holds for. */
final class MembershipIT {
  private static final long SEED = 20261131;
  private static final int PEOPLE = 120;
  private static final int SEGMENTS = 30;

  private final TestClock clock = new TestClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Random random = new Random(SEED);
  private TestDatabase database;
  private Segments segments;
  private ProfileRunner runner;
  private SegmentFiller filler;
  private SegmentClock time;

  @BeforeEach
  void start() {
    clock.set(RandomPeople.NOW);
    database = TestDatabase.fresh();
    segments = new Segments(database.jdbi(), clock);
    runner =
        new ProfileRunner(
            database.jdbi(),
            List.of(new SegmentWatch(SegmentNews.UNHEARD, clock, meters)),
            clock,
            meters);
    filler = new SegmentFiller(database.jdbi(), clock, meters);
    time = new SegmentClock(database.jdbi(), clock, meters);
    RandomPeople.write(database.jdbi(), random, PEOPLE);
    ProfileRules rules = new ProfileRules(database.jdbi(), clock);
    rules.addTagRule(RandomPeople.SITE, "/teas/*", "tea", new BigDecimal("2"));
    rules.addScoreRule(RandomPeople.SITE, "/teas/*", "intent", new BigDecimal("5"));
    rules.addScoreRule(RandomPeople.SITE, "/about", "cold", new BigDecimal("-5"));
    note();
    settle();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void note() {
    List<ContactId> all = new ArrayList<>();
    for (int id = 1; id <= PEOPLE; id++) {
      all.add(new ContactId(id));
    }
    database.jdbi().useHandle(handle -> ContactChanges.note(handle, RandomPeople.SITE, all));
  }

  private void settle() {
    while (time.runOnce()) {}
    while (runner.runOnce()) {}
    while (filler.runOnce()) {}
  }

  private void makeSegments() {
    List<Long> known = new ArrayList<>(List.of(1L));
    for (int i = 0; i < SEGMENTS; i++) {
      Rule rule = new RandomRules(random, known).rule();
      SavedSegment saved =
          segments.make(RandomPeople.SITE, new SegmentDraft("segment " + i, "", rule));
      if (saved.isKept()) {
        known.add(saved.id());
      }
    }
    assertTrue(known.size() > SEGMENTS / 2, known + " were kept");
  }

  /** Each segment has those members that the database finds for its rule, and no others. */
  private int check(String when) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              List<Segment> all = SegmentRows.of(handle, RandomPeople.SITE);
              RuleWorld world = RuleWorld.of(handle, RandomPeople.SITE, all);
              RuleSets sets =
                  new RuleSets(handle, world, new Moment(clock.instant(), world.zone()), 0);
              int members = 0;
              for (Segment segment : all) {
                Rule rule = segment.rule();
                if (rule != null) {
                  assertTrue(segment.isFilled(), segment.name());
                  ContactSet stored =
                      MemberRows.set(
                          handle
                              .createQuery(
                                  "SELECT contact_id FROM segment_member WHERE segment_id = :id")
                              .bind("id", segment.id())
                              .mapTo(Long.class)
                              .list());
                  assertEquals(
                      sets.all(rule),
                      stored,
                      () -> when + ": " + RuleWriter.write(rule) + " at " + clock.instant());
                  members += stored.size();
                }
              }
              return members;
            });
  }

  @Test
  void are_right_after_filling_after_events_and_as_time_passes() {
    makeSegments();
    settle();
    assertTrue(check("filled") > PEOPLE, "segments have members");
    for (int round = 0; round < 12; round++) {
      happen();
      settle();
      check("round " + round);
      clock.advance(Duration.ofMillis(1 + random.nextInt(3 * 86_400_000)));
      settle();
      check("later, round " + round);
    }
    long changes =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT COUNT(*) FROM segment_change WHERE cause = 'event'")
                        .mapTo(Long.class)
                        .one());
    assertTrue(changes > 100, changes + " entered and left");
  }

  @Test
  void time_alone_is_enough() {
    makeSegments();
    settle();
    for (int day = 0; day < 20; day++) {
      clock.advance(Duration.ofHours(5 + random.nextInt(60)));
      settle();
      check("day " + day);
    }
  }

  @Test
  void a_filling_that_was_killed_goes_on() {
    makeSegments();
    filler.runOnce();
    new SegmentFiller(database.jdbi(), clock, meters).runOnce();
    happen();
    while (runner.runOnce()) {}
    settle();
    check("filled");
    assertEquals(List.of(), List.copyOf(segments.fills(RandomPeople.SITE).values()));
  }

  /** Some things that other parts write, with the word about the contact that they leave. */
  private void happen() {
    for (int i = 0; i < 15; i++) {
      int id = 1 + random.nextInt(PEOPLE);
      String sql =
          switch (random.nextInt(7)) {
            case 0 -> "UPDATE contact SET city = 'Paris' WHERE id = " + id;
            case 1 -> "UPDATE contact SET restricted_at = 1 WHERE id = " + id;
            case 2 ->
                "UPDATE contact SET restricted_at = NULL, merged_into = NULL WHERE id = " + id;
            case 3 ->
                "DELETE a FROM profile_act a JOIN identity_link l USING (site_id, visitor_id)"
                    + " WHERE l.contact_id = "
                    + id
                    + " AND a.kind = 'page'";
            case 4 ->
                "INSERT INTO profile_act SELECT l.site_id, l.visitor_id, "
                    + (clock.instant().toEpochMilli() - random.nextInt(3) * 86_400_000L)
                    + ", UNHEX(REPLACE(UUID(), '-', '')), 'page', '/teas/1', NULL FROM identity_link l"
                    + " WHERE l.contact_id = "
                    + id;
            case 5 ->
                "UPDATE identity_link SET undone_at = "
                    + clock.instant().toEpochMilli()
                    + " WHERE contact_id = "
                    + id;
            default -> "INSERT IGNORE INTO contact_value VALUES (" + id + ", 2, NULL, 38.5, NULL)";
          };
      database
          .jdbi()
          .useTransaction(
              handle -> {
                handle.execute(sql);
                ContactChanges.note(handle, null, new ContactId(id));
              });
    }
  }
}
