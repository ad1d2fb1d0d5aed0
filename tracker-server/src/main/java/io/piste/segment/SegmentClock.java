package io.piste.segment;

import static io.piste.db.LockConflicts.retried;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.contact.ContactChanges;
import io.piste.db.Faults;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Sees what time alone changes: finds contacts for whom a condition may have another answer than
 * when it looked last, holds them against the rules, and notes those whose membership is not right
 * any more; {@link SegmentWatch} writes it a moment later. How far it came is a row that is moved
 * in the same transaction, so nothing is missed while the server is stopped. Not thread-safe: one
 * loop turns it.
 */
public final class SegmentClock {
  /** A day without the server is caught up in some 150 steps. */
  private static final Duration STEP = Duration.ofMinutes(10);

  /** Unlike all that a rule that can be read stands on. */
  private static final String UNREADABLE = "unreadable";

  private static final String SITES =
      "SELECT DISTINCT site_id FROM segment WHERE rule_json IS NOT NULL";

  private static final String BEGIN =
      "INSERT IGNORE INTO segment_clock (site_id, seen_until) VALUES (:site, :now)";

  private static final String SEEN =
      "SELECT seen_until FROM segment_clock WHERE site_id = :site FOR UPDATE";

  private static final String MOVE =
      "UPDATE segment_clock SET seen_until = :until WHERE site_id = :site";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Faults faults;
  private final AtomicLong behind = new AtomicLong();

  /** Looks at nothing yet; the registry is told how far behind it is. */
  public SegmentClock(Jdbi jdbi, InstantSource clock, MeterRegistry meters) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.faults = SegmentFaults.none(clock, meters);
    Gauge.builder("piste.segment.clock.behind", behind, seconds -> seconds.get())
        .description("How long ago the time is up to which segments follow the passing of time")
        .baseUnit("seconds")
        .register(meters);
  }

  /** Goes on by ten minutes at most; true when there is more to catch up. */
  public boolean runOnce() {
    boolean more = false;
    long most = 0;
    for (SiteId site :
        jdbi.withHandle(handle -> handle.createQuery(SITES).mapTo(SiteId.class).list())) {
      Instant now = clock.instant();
      Instant until =
          retried(
              () ->
                  jdbi.inTransaction(
                      TransactionIsolationLevel.READ_COMMITTED,
                      handle -> follow(handle, site, now)));
      most = Math.max(most, Duration.between(until, now).toSeconds());
      more |= until.isBefore(now);
    }
    behind.set(most);
    return more;
  }

  private Instant follow(Handle handle, SiteId site, Instant now) {
    handle.createUpdate(BEGIN).bind("site", site).bind("now", now).execute();
    Instant seen = handle.createQuery(SEEN).bind("site", site).mapTo(Instant.class).one();
    Instant until = seen.plus(STEP).isBefore(now) ? seen.plus(STEP) : now;
    if (!until.isAfter(seen)) {
      return now;
    }
    List<Segment> segments = SegmentRows.of(handle, site);
    RuleWorld world = RuleWorld.of(handle, site, segments);
    Moment present = new Moment(now, world.zone());
    Passing passing =
        new Passing(
            new RuleSets(handle, world, present, 0),
            new MemberRows(handle, site),
            new Crossings(world, present.at(seen), present.at(until)));
    ContactSet changed = ContactSet.NONE;
    Set<Long> anew = otherwise(handle, world, segments);
    for (Segment segment : segments) {
      try {
        changed = changed.or(passing.changed(segment));
      } catch (RuntimeException e) {
        // What it missed is made up for by filling it, once that goes well.
        if (segment.isFilled() && !faults.isResting(segment.id())) {
          anew.add(segment.id());
        }
        faults.note(segment.id(), e);
      }
    }
    if (!anew.isEmpty()) {
      SegmentRows.refill(handle, anew);
    }
    List<ContactId> contacts = new ArrayList<>(changed.size());
    for (long contact : changed.toArray()) {
      contacts.add(new ContactId(contact));
    }
    ContactChanges.note(handle, site, contacts);
    handle.createUpdate(MOVE).bind("site", site).bind("until", until).execute();
    return until;
  }

  /** Those whose rules' names stand for something else than when they were filled. */
  private static Set<Long> otherwise(Handle handle, RuleWorld world, List<Segment> segments) {
    Map<Long, String> standing = SegmentRows.standing(handle, world.site());
    Set<Long> anew = new TreeSet<>();
    for (Segment segment : segments) {
      String before = standing.get(segment.id());
      if (segment.isUnreadable()) {
        missOut(handle, segment, before);
      } else if (before != null && segment.isFilled() && !before.equals(world.standsOn(segment))) {
        anew.add(segment.id());
        anew.addAll(References.followersOf(segment.id(), segments));
      }
    }
    return anew;
  }

  /** What happens while its rule cannot be read is made up for by filling it, once it can. */
  private static void missOut(Handle handle, Segment segment, @Nullable String before) {
    if (!UNREADABLE.equals(before)) {
      SegmentRows.standOn(handle, segment, UNREADABLE);
    }
  }

  /** What one look finds; the same question is asked once. */
  private static final class Passing {
    private final RuleSets sets;
    private final MemberRows members;
    private final Crossings crossings;
    private final Map<Leaf, ContactSet> asked = new HashMap<>();

    Passing(RuleSets sets, MemberRows members, Crossings crossings) {
      this.sets = sets;
      this.members = members;
      this.crossings = crossings;
    }

    /** Contacts that should be members and are not, or are and should not. */
    ContactSet changed(Segment segment) {
      Rule rule = segment.rule();
      if (rule == null) {
        return ContactSet.NONE;
      }
      ContactSet some = ContactSet.NONE;
      for (Condition condition : rule.conditions()) {
        for (Leaf leaf : crossings.of(condition)) {
          some = some.or(asked.computeIfAbsent(leaf, sets::ask));
        }
      }
      ContactSet known = members.known(some);
      ContactSet fitting = sets.among(rule, known);
      ContactSet there = members.members(segment.id(), known);
      return fitting.without(there).or(there.without(fitting));
    }
  }
}
