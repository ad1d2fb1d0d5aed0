package io.piste.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.ContactId;
import io.piste.contact.ContactChanges;
import io.piste.profile.ProfileRunner;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the names in rules stand for changes under them, or a rule cannot be asked. */
final class SegmentChangesIT {
  private static final int PEOPLE = 40;

  private final TestClock clock = new TestClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
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
    RandomPeople.write(database.jdbi(), new Random(5), PEOPLE);
    // None of these has anything to do with the rules below.
    run("UPDATE contact SET restricted_at = NULL, merged_into = NULL, city = 'Lyon'");
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void run(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  private long number(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private long made(String name, String rule) {
    SavedSegment saved =
        segments.make(RandomPeople.SITE, new SegmentDraft(name, "", RuleReader.stored(rule)));
    assertEquals(List.of(), saved.mistakes());
    return saved.id();
  }

  private void settle() {
    while (time.runOnce()) {}
    while (runner.runOnce()) {}
    int portions = 0;
    while (filler.runOnce()) {
      assertTrue(++portions < 100, "the filler does not come to an end");
    }
  }

  private void pass() {
    clock.advance(Duration.ofSeconds(2));
    settle();
  }

  private long members(long segment) {
    return number("SELECT COUNT(*) FROM segment_member WHERE segment_id = " + segment);
  }

  private long known(String condition) {
    return number(
        "SELECT COUNT(*) FROM profile p JOIN contact c ON c.id = p.contact_id WHERE p.site_id = 1"
            + condition);
  }

  @Test
  void another_time_zone_fills_anew_what_has_days_in_it() {
    // 23:30 in London is the day before yet, and half past midnight in Paris.
    run("UPDATE contact SET created_at = 1772321400000");
    long since = made("since March", "{\"field\":\"created\",\"after\":\"2026-02-28\"}");
    long others = made("the others", "{\"not\":{\"segment\":" + since + "}}");
    long city = made("Lyon", "{\"field\":\"city\",\"is\":\"lyon\"}");
    settle();
    pass();
    assertEquals(known(""), members(since));
    assertEquals(0, members(others));
    assertEquals(1, find(city).version());

    run("UPDATE site SET time_zone = 'Europe/London'");
    pass();

    assertEquals(0, members(since));
    assertEquals(known(""), members(others));
    assertEquals(known(" AND c.city = 'Lyon'"), members(city));
    assertEquals(1, find(city).version(), "no day in it");
  }

  private Segment find(long id) {
    return segments.find(RandomPeople.SITE, id).orElseThrow();
  }

  @Test
  void a_custom_field_that_is_removed_leaves_nobody_who_had_a_value() {
    run("DELETE FROM contact_value");
    run("INSERT INTO contact_value VALUES (1, 2, NULL, 38.5, NULL), (2, 2, NULL, 40, NULL)");
    run(
        "INSERT IGNORE INTO profile (site_id, contact_id, stage_at, made_at) VALUES (1,1,0,0),(1,2,0,0)");
    long small = made("small", "{\"field\":\"custom.size\",\"at_most\":39}");
    long none = made("no size", "{\"field\":\"custom.size\",\"unknown\":true}");
    settle();
    assertEquals(1, members(small));
    assertEquals(known("") - 2, members(none));

    run("DELETE FROM contact_value WHERE field_id = 2");
    run("DELETE FROM contact_field WHERE id = 2");
    pass();

    assertEquals(0, members(small));
    assertEquals(known(""), members(none));
    int version = find(none).version();
    pass();
    assertEquals(version, find(none).version(), "once");
  }

  @Test
  void a_rule_that_cannot_be_read_holds_up_no_other_segment_and_keeps_its_members() {
    long broken = made("broken", "{\"field\":\"city\",\"is\":\"lyon\"}");
    settle();
    long before = members(broken);
    assertTrue(before > 0);
    run(
        "UPDATE segment SET rule_json = '{\"moon\":1}', version = version + 1 WHERE id = "
            + broken);
    long sound = made("sound", "{\"field\":\"city\",\"is\":\"nice\"}");
    long contact = number("SELECT MIN(contact_id) FROM profile WHERE site_id = 1");
    moveToNice(contact);
    settle();
    pass();

    assertTrue(find(sound).isFilled());
    assertEquals(1, members(sound));
    assertEquals(before, members(broken));
    assertEquals(0, number("SELECT COUNT(*) FROM contact_change"));
    assertEquals(0, meters.counter("piste.profile.failed").count());
    assertNull(find(broken).rule());
  }

  private void moveToNice(long contact) {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute("UPDATE contact SET city = 'Nice' WHERE id = ?", contact);
              ContactChanges.note(handle, null, new ContactId(contact));
            });
  }

  @Test
  void what_happened_while_a_rule_could_not_be_read_is_made_up_for_once_it_can() {
    String rule = "{\"field\":\"city\",\"is\":\"lyon\"}";
    long lyon = made("Lyon", rule);
    settle();
    long before = members(lyon);
    run("UPDATE segment SET rule_json = '{\"moon\":1}' WHERE id = " + lyon);
    pass();
    int version = find(lyon).version();
    long contact = number("SELECT MIN(contact_id) FROM segment_member WHERE segment_id = " + lyon);
    moveToNice(contact);
    settle();
    pass();
    assertEquals(before, members(lyon), "they stay");
    assertEquals(version, find(lyon).version(), "it is not filled anew again and again");

    run("UPDATE segment SET rule_json = '" + rule + "' WHERE id = " + lyon);
    pass();
    assertEquals(before - 1, members(lyon));
  }

  @Test
  void cancelled_and_refunded_orders_count_for_no_order_condition_in_memory_or_sql() {
    run("DELETE FROM purchase");
    run("DELETE FROM identity_link");
    run(
        "INSERT INTO identity_link (contact_id, site_id, visitor_id, since_at, linked_at,"
            + " source, proof) SELECT 1, 1, UNHEX(MD5('v')), 0, 0, 'x', 'claimed'");
    run("INSERT IGNORE INTO profile (site_id, contact_id, stage_at, made_at) VALUES (1,1,0,0)");
    String now = Long.toString(clock.instant().toEpochMilli() - 1_000);
    run(
        "INSERT INTO purchase (site_id, visitor_id, order_key, currency, total, lines_json,"
            + " recovered, ordered_at, status, status_at) VALUES"
            + " (1, UNHEX(MD5('v')), 'o1', 'EUR', 50, '[]', 0, "
            + now
            + ", 'paid', 0),"
            + " (1, UNHEX(MD5('v')), 'o2', 'EUR', 50, '[]', 0, "
            + now
            + ", 'placed', 0)");
    long two = made("two", "{\"orders\":{\"count\":{\"at_least\":2},\"within_days\":30}}");
    long hundred = made("100", "{\"orders\":{\"total\":{\"at_least\":100},\"within_days\":30}}");
    settle();
    assertEquals(List.of(1L, 1L), List.of(members(two), members(hundred)), "by SQL");
    for (String status : List.of("cancelled", "refunded", "failed")) {
      change(status);
      assertEquals(List.of(0L, 0L), List.of(members(two), members(hundred)), status);
      change("completed");
      assertEquals(List.of(1L, 1L), List.of(members(two), members(hundred)), "in memory");
    }
    run("UPDATE purchase SET status = 'refunded' WHERE order_key = 'o2'");
    segments.fillAnew(RandomPeople.SITE, two);
    segments.fillAnew(RandomPeople.SITE, hundred);
    while (filler.runOnce()) {}
    assertEquals(List.of(0L, 0L), List.of(members(two), members(hundred)), "by SQL again");
  }

  private void change(String status) {
    run("UPDATE purchase SET status = '" + status + "' WHERE order_key = 'o2'");
    database
        .jdbi()
        .useHandle(handle -> ContactChanges.note(handle, RandomPeople.SITE, new ContactId(1)));
    while (runner.runOnce()) {}
  }
}
