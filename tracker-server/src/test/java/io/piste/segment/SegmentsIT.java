package io.piste.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.ContactId;
import io.piste.segment.RuleMistake.Kind;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments are made, changed, filled, removed, and filled by hand. */
final class SegmentsIT {
  private static final Rule PARIS = RuleReader.stored("{\"field\":\"city\",\"is\":\"paris\"}");

  private final TestClock clock = new TestClock();
  private final List<SegmentNews.Change> told = new ArrayList<>();
  private TestDatabase database;
  private Segments segments;
  private SegmentMembers members;
  private SegmentFiller filler;

  @BeforeEach
  void start() {
    clock.set(RandomPeople.NOW);
    database = TestDatabase.fresh();
    segments = new Segments(database.jdbi(), clock);
    members =
        new SegmentMembers(
            database.jdbi(), clock, (handle, site, changes, at) -> told.addAll(changes));
    filler = new SegmentFiller(database.jdbi(), clock, new SimpleMeterRegistry());
    RandomPeople.write(database.jdbi(), new Random(7), 60);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private long made(String name, @Nullable Rule rule) {
    SavedSegment saved = segments.make(RandomPeople.SITE, new SegmentDraft(name, "", rule));
    assertEquals(List.of(), saved.mistakes());
    return saved.id();
  }

  private Segment find(long id) {
    return segments.find(RandomPeople.SITE, id).orElseThrow();
  }

  private void fill() {
    while (filler.runOnce()) {}
  }

  @Test
  void a_rule_is_filled_and_filled_anew_when_it_is_another() {
    long id = made("Paris", PARIS);
    assertFalse(find(id).isFilled());
    fill();
    assertTrue(find(id).isFilled());
    long parisians = members.count(RandomPeople.SITE, id);
    assertEquals(
        new SegmentCount(database.jdbi(), clock).count(RandomPeople.SITE, PARIS, 5).contacts(),
        parisians);
    assertTrue(parisians > 0, "somebody lives in Paris");

    segments.change(
        RandomPeople.SITE, id, new SegmentDraft("Others", "Not Paris", new Rule.Not(PARIS)));
    assertFalse(find(id).isFilled());
    fill();
    long others = members.count(RandomPeople.SITE, id);
    assertEquals(
        new SegmentCount(database.jdbi(), clock)
            .count(RandomPeople.SITE, new Rule.Not(PARIS), 0)
            .contacts(),
        others);
    SegmentDay today = members.days(RandomPeople.SITE, id, 7, RandomPeople.ZONE).getLast();
    assertEquals(0, today.left(), "nobody left by what they did: the rule is another");
    assertEquals(0, today.entered());
  }

  @Test
  void another_name_fills_nothing_anew() {
    long id = made("Paris", PARIS);
    fill();
    segments.change(RandomPeople.SITE, id, new SegmentDraft("Parisians", "", PARIS));
    assertTrue(find(id).isFilled());
    assertEquals("Parisians", find(id).name());
  }

  @Test
  void a_page_goes_on_behind_the_last_one() {
    long id = made("all", new Rule.Any(List.of(PARIS, new Rule.Not(PARIS))));
    fill();
    List<SegmentMember> first = members.page(RandomPeople.SITE, id, null, 10);
    List<SegmentMember> second = members.page(RandomPeople.SITE, id, first.getLast(), 100);
    assertEquals(10, first.size());
    assertEquals(members.count(RandomPeople.SITE, id), first.size() + second.size());
    assertTrue(first.getLast().contact().value() > second.getFirst().contact().value());
    assertTrue(members.of(RandomPeople.SITE, first.getFirst().contact()).containsKey(id));
  }

  @Test
  void a_circle_is_refused_and_so_is_removing_what_others_name() {
    long one = made("one", PARIS);
    long two = made("two", new Condition.Member(one));
    SavedSegment circle =
        segments.change(
            RandomPeople.SITE, one, new SegmentDraft("one", "", new Condition.Member(two)));
    assertEquals(List.of(SegmentMistake.WRONG_RULE), circle.mistakes());
    assertEquals(Kind.CIRCLE, circle.ruleMistakes().getFirst().kind());
    assertEquals(Optional.of(SegmentMistake.IN_USE), segments.remove(RandomPeople.SITE, one));
    assertEquals(Optional.empty(), segments.remove(RandomPeople.SITE, two));
    assertEquals(Optional.empty(), segments.remove(RandomPeople.SITE, one));
    fill();
    assertEquals(Map.of(1L, 1L).keySet(), members.counts(RandomPeople.SITE).keySet());
  }

  @Test
  void mistakes_of_a_rule_name_the_place() {
    Rule wrong =
        RuleReader.stored(
            "{\"all\":[{\"field\":\"custom.size\",\"contains\":\"x\"},{\"field\":\"hair\",\"known\":true},"
                + "{\"not\":{\"score\":\"luck\",\"at_least\":1}},{\"segment\":77},"
                + "{\"field\":\"custom.colour\",\"is\":\"green\"}]}");
    assertEquals(
        List.of(
            "all[0].contains WRONG_COMPARISON",
            "all[1].field UNKNOWN_FIELD",
            "all[2].not.score UNKNOWN_SCORE",
            "all[3].segment UNKNOWN_SEGMENT",
            "all[4].is WRONG_VALUE"),
        segments.mistakes(RandomPeople.SITE, wrong).stream()
            .map(mistake -> mistake.place() + " " + mistake.kind())
            .toList());
  }

  @Test
  void a_static_segment_takes_whom_the_site_knows() {
    long id = made("friends", null);
    ContactId known = known();
    assertEquals(
        1, members.add(RandomPeople.SITE, id, List.of(known, new ContactId(999_999), known)));
    assertEquals(0, members.add(RandomPeople.SITE, id, List.of(known)));
    assertEquals(1, told.size());
    assertTrue(told.getFirst().entered());
    assertEquals(1, members.count(RandomPeople.SITE, id));

    database
        .jdbi()
        .useHandle(
            h -> h.execute("UPDATE contact SET restricted_at = 1 WHERE id = ?", known.value()));
    assertEquals(0, members.count(RandomPeople.SITE, id));
    assertEquals(List.of(), members.page(RandomPeople.SITE, id, null, 10));

    assertEquals(1, members.remove(RandomPeople.SITE, id, List.of(known)));
    assertEquals(2, told.size());
    long rule = made("Paris", PARIS);
    assertEquals(0, members.add(RandomPeople.SITE, rule, List.of(known)));
  }

  private ContactId known() {
    return new ContactId(
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT MIN(p.contact_id) FROM profile p JOIN contact c"
                                + " ON c.id = p.contact_id AND c.restricted_at IS NULL"
                                + " AND c.merged_into IS NULL")
                        .mapTo(Long.class)
                        .one()));
  }

  @Test
  void one_whose_rule_cannot_be_read_is_there_and_gets_a_new_rule_or_goes() {
    long id = made("Paris", PARIS);
    long user = made("elsewhere", new Rule.Not(new Condition.Member(id)));
    fill();
    Map<Long, Long> before = members.counts(RandomPeople.SITE);
    spoil(id);

    assertNull(find(id).rule());
    assertFalse(find(id).isStatic());
    assertEquals(0, members.add(RandomPeople.SITE, id, List.of(known())), "it is no list");
    assertFalse(segments.fillAnew(RandomPeople.SITE, id));
    assertEquals(
        List.of(SegmentMistake.NAME_TAKEN),
        segments.make(RandomPeople.SITE, new SegmentDraft("Paris", "", PARIS)).mistakes());
    segments.fillAnew(RandomPeople.SITE, user);
    fill();
    assertEquals(before, members.counts(RandomPeople.SITE), "for others too its members stay");

    SavedSegment changed =
        segments.change(
            RandomPeople.SITE, id, new SegmentDraft("Not Paris", "", new Rule.Not(PARIS)));
    assertEquals(List.of(), changed.mistakes());
    fill();
    assertEquals(before.get(user), members.counts(RandomPeople.SITE).get(id));

    spoil(id);
    assertEquals(Optional.of(SegmentMistake.IN_USE), segments.remove(RandomPeople.SITE, id));
    assertEquals(Optional.empty(), segments.remove(RandomPeople.SITE, user));
    assertEquals(Optional.empty(), segments.remove(RandomPeople.SITE, id));
  }

  private void spoil(long id) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("UPDATE segment SET rule_json = '{\"moon\":1}' WHERE id = ?", id));
  }

  @Test
  void names_are_taken_once_and_limits_are_told() {
    made("Paris", PARIS);
    assertEquals(
        List.of(SegmentMistake.NAME_TAKEN, SegmentMistake.DESCRIPTION_TOO_LONG),
        segments
            .make(RandomPeople.SITE, new SegmentDraft(" paris ", "x".repeat(501), PARIS))
            .mistakes()
            .reversed());
    assertEquals(
        List.of(SegmentMistake.GONE),
        segments.change(RandomPeople.SITE, 4711, new SegmentDraft("x", "", PARIS)).mistakes());
    assertEquals(
        List.of(SegmentMistake.OTHER_KIND),
        segments.change(RandomPeople.SITE, 1, new SegmentDraft("x", "", PARIS)).mistakes());
    clock.advance(Duration.ofDays(1));
    assertEquals(2, segments.all(RandomPeople.SITE).size());
    assertEquals(0, segments.all(RandomPeople.OTHER).size());
  }
}
