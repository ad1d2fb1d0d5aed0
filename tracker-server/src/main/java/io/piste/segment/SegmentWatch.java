package io.piste.segment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.db.Faults;
import io.piste.profile.ActKind;
import io.piste.profile.Person;
import io.piste.profile.PersonWatch;
import io.piste.segment.MemberRows.Cause;
import io.piste.segment.MemberRows.Move;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the members of segments as things happen: whoever changed is held against the rules of the
 * site in memory, and what is different is written. What time alone changes is found by {@link
 * SegmentClock}. Thread-safe.
 */
public final class SegmentWatch implements PersonWatch {
  private static final String RULES_OF_CONTACTS =
      """
      SELECT m.segment_id, m.contact_id
      FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) v
      STRAIGHT_JOIN segment_member m ON m.contact_id = v.id
      STRAIGHT_JOIN segment s
        ON s.id = m.segment_id AND s.site_id = :site AND s.rule_json IS NOT NULL
      """;

  private final SegmentNews news;
  private final InstantSource clock;
  private final Faults faults;
  private final Counter entered;
  private final Counter left;

  /** Tells who entered and left, and counts them. */
  public SegmentWatch(SegmentNews news, InstantSource clock, MeterRegistry meters) {
    this.news = news;
    this.clock = clock;
    this.faults = SegmentFaults.none(clock, meters);
    this.entered = counter(meters, "entered");
    this.left = counter(meters, "left");
  }

  private static Counter counter(MeterRegistry meters, String what) {
    return Counter.builder("piste.segment.changes")
        .description("Contacts that entered and left segments as things happened")
        .tag("change", what)
        .register(meters);
  }

  @Override
  public Set<ActKind> acts(Handle handle, SiteId site) {
    return Needs.acts(SegmentRows.of(handle, site));
  }

  @Override
  public Map<ContactId, Instant> see(Handle handle, SiteId site, List<Person> people, Instant now) {
    List<Segment> segments = SegmentRows.kept(handle, site);
    if (segments.stream().allMatch(segment -> segment.rule() == null) || people.isEmpty()) {
      return Map.of();
    }
    RuleWorld world = RuleWorld.of(handle, site, segments);
    RuleTest test = new RuleTest(world, new Moment(now, world.zone()));
    Map<Long, Facts> facts = FactRows.of(handle, world, Needs.of(segments, world), people);
    List<Move> moves = new ArrayList<>();
    for (Segment segment : world.inOrder()) {
      Rule rule = segment.rule();
      if (rule != null) {
        facts.forEach(
            (contact, known) -> {
              boolean in = holds(test, segment.id(), rule, known);
              if (in != known.isIn(segment.id())) {
                known.put(segment.id(), in);
                moves.add(new Move(segment.id(), contact, in));
              }
            });
      }
    }
    write(handle, site, segments, moves, now);
    return Map.of();
  }

  private boolean holds(RuleTest test, long segment, Rule rule, Facts known) {
    try {
      return test.holds(rule, known);
    } catch (RuntimeException e) {
      faults.note(segment, e);
      return known.isIn(segment);
    }
  }

  @Override
  public void left(Handle handle, SiteId site, Collection<ContactId> contacts) {
    // They may come back into static segments when the restriction is lifted.
    List<Move> moves =
        handle
            .createQuery(RULES_OF_CONTACTS)
            .bind("ids", MemberRows.of(contacts).json())
            .bind("site", site)
            .map(
                (row, context) ->
                    new Move(row.getLong("segment_id"), row.getLong("contact_id"), false))
            .list();
    if (!moves.isEmpty()) {
      new MemberRows(handle, site).move(moves, Cause.EVENT, clock.instant());
    }
  }

  private void write(
      Handle handle, SiteId site, List<Segment> segments, List<Move> moves, Instant now) {
    if (moves.isEmpty()) {
      return;
    }
    new MemberRows(handle, site).move(moves, Cause.EVENT, now);
    Map<Long, Segment> byId = new HashMap<>();
    segments.forEach(segment -> byId.put(segment.id(), segment));
    List<SegmentNews.Change> told = new ArrayList<>();
    for (Move move : moves) {
      (move.entered() ? entered : left).increment();
      Segment segment = byId.get(move.segment());
      if (segment != null && segment.isFilled()) {
        told.add(new SegmentNews.Change(segment, new ContactId(move.contact()), move.entered()));
      }
    }
    if (!told.isEmpty()) {
      news.changed(handle, site, told, now);
    }
  }
}
