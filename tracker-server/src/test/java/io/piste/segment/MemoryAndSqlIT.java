package io.piste.segment;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.profile.Person;
import io.piste.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a rule says of contacts in memory is what the database says of them. */
final class MemoryAndSqlIT {
  private static final long SEED = 20261130;
  private static final int PEOPLE = 300;
  private static final int RULES = 1_500;

  private static TestDatabase database;
  private static List<Person> people;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    people = RandomPeople.write(database.jdbi(), new Random(SEED), PEOPLE);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void say_the_same_of_random_people_at_any_time() {
    Random random = new Random(SEED);
    RandomRules rules = new RandomRules(random, List.of(1L));
    int[] held = new int[2];
    database
        .jdbi()
        .useHandle(
            handle -> {
              for (int i = 0; i < RULES; i++) {
                Rule rule = RuleReader.stored(RuleWriter.write(rules.rule()));
                ContactSet found = compare(handle, rule, later(random));
                held[0] += found.size();
                held[1] += found.isEmpty() || found.size() == people.size() ? 0 : 1;
              }
            });
    assertTrue(held[1] > RULES / 2, held[1] + " rules tell people apart");
    assertTrue(held[0] > 0, "somebody fits");
  }

  @Test
  void each_condition_alone_says_the_same() {
    Random random = new Random(SEED + 1);
    RandomRules rules = new RandomRules(random, List.of(1L));
    database
        .jdbi()
        .useHandle(
            handle -> {
              for (int i = 0; i < RULES; i++) {
                compare(handle, rules.condition(), later(random));
              }
            });
  }

  @Test
  void half_of_them_asked_through_a_second_connection_say_the_same() {
    Random random = new Random(SEED + 2);
    RandomRules rules = new RandomRules(random, List.of(1L));
    RuleSets.Second second = new RuleSets.Second(database.jdbi(), 2);
    database
        .jdbi()
        .useHandle(
            handle -> {
              for (int i = 0; i < RULES / 5; i++) {
                Rule rule = rules.rule();
                Instant now = later(random);
                ContactSet one = sets(handle, now, null).among(rule, ids(people));
                ContactSet both = sets(handle, now, second).among(rule, ids(people));
                assertEquals(one, both, () -> text(rule, now));
              }
            });
  }

  private static RuleSets sets(Handle handle, Instant now, RuleSets.@Nullable Second second) {
    List<Segment> segments = SegmentRows.of(handle, RandomPeople.SITE);
    RuleWorld world = RuleWorld.of(handle, RandomPeople.SITE, segments);
    return new RuleSets(handle, world, new Moment(now, world.zone()), 0, second);
  }

  private static Instant later(Random random) {
    Instant day = RandomPeople.NOW.plus(Duration.ofDays(random.nextInt(40)));
    return random.nextBoolean() ? day : day.plusMillis(random.nextInt(86_400_000));
  }

  private static ContactSet compare(Handle handle, Rule rule, Instant now) {
    List<Segment> segments = SegmentRows.of(handle, RandomPeople.SITE);
    RuleWorld world = RuleWorld.of(handle, RandomPeople.SITE, segments);
    Moment moment = new Moment(now, world.zone());
    RuleSets sets = new RuleSets(handle, world, moment, 0);
    ContactSet all = sets.all(rule);
    ContactSet some = ids(people);
    assertEquals(inMemory(handle, rule, world, moment), all, () -> text(rule, now));
    assertEquals(all, sets.among(rule, some), () -> "among: " + text(rule, now));
    return all;
  }

  private static ContactSet inMemory(Handle handle, Rule rule, RuleWorld world, Moment moment) {
    Segment segment =
        new Segment(99, RandomPeople.SITE, "", "", false, rule, 1, 0, Instant.EPOCH, Instant.EPOCH);
    Needs needs = Needs.of(List.of(segment), world);
    Map<Long, Facts> facts = FactRows.of(handle, world, needs, people);
    RuleTest test = new RuleTest(world, moment);
    return ids(
        people.stream()
            .filter(person -> test.holds(rule, requireNonNull(facts.get(person.contact().value()))))
            .toList());
  }

  private static ContactSet ids(List<Person> some) {
    return MemberRows.of(some.stream().map(Person::contact).toList());
  }

  private static String text(Rule rule, Instant now) {
    return RuleWriter.write(rule) + " at " + now;
  }
}
