package io.piste.segment;

import static io.piste.db.LockConflicts.retried;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.SiteId;
import io.piste.db.Faults;
import io.piste.eventlog.NamedLock;
import io.piste.segment.MemberRows.Cause;
import io.piste.segment.MemberRows.Move;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Works out the members of segments whose rule is new, portion by portion in the order of contacts'
 * numbers, and writes what is different. A kill loses the portion that was under way. Nobody is
 * told about those who enter and leave by it: nothing happened to them. What happens meanwhile is
 * {@link SegmentWatch}'s; the lock on the segments lets the two see each other's rows. Not
 * thread-safe: one loop turns it.
 */
public final class SegmentFiller {
  private static final String LOCK = "segments";

  /** Some hundred milliseconds: so long changes of the site's people wait at most. */
  private static final int PORTION = 10_000;

  private static final int GONE_PORTION = 20_000;

  private static final String SITES =
      "SELECT DISTINCT site_id FROM segment WHERE rule_json IS NOT NULL AND filled < version";

  private static final String BEGIN =
      """
      INSERT INTO segment_fill (segment_id, version, total, begun_at)
      SELECT :id, :version, COUNT(*), :now FROM profile WHERE site_id = :site
      ON DUPLICATE KEY UPDATE version = VALUE(version), cursor_id = 0, done = 0,
        total = VALUE(total), begun_at = VALUE(begun_at)
      """;

  private static final String CURSOR =
      "SELECT cursor_id FROM segment_fill WHERE segment_id = :id AND version = :version";

  private static final String NEXT =
      """
      SELECT contact_id FROM profile WHERE site_id = :site AND contact_id > :after
      ORDER BY contact_id LIMIT :limit
      """;

  private static final String MEMBERS =
      """
      SELECT contact_id FROM segment_member
      WHERE segment_id = :id AND contact_id > :after AND contact_id <= :last
      """;

  private static final String MOVE_ON =
      """
      UPDATE segment_fill SET cursor_id = :last, done = done + :done WHERE segment_id = :id
      """;

  private static final String FILLED = "UPDATE segment SET filled = :version WHERE id = :id";
  private static final String END = "DELETE FROM segment_fill WHERE segment_id = :id";

  private static final String GONE = "SELECT segment_id FROM segment_gone LIMIT 1";

  private static final List<String> CLEAR =
      List.of(
          "DELETE FROM segment_member WHERE segment_id = :id LIMIT " + GONE_PORTION,
          "DELETE FROM segment_change WHERE segment_id = :id LIMIT " + GONE_PORTION);

  private static final String FORGET = "DELETE FROM segment_gone WHERE segment_id = :id";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Faults faults;

  /** Reads nothing yet; the registry is told of rules that cannot be asked. */
  public SegmentFiller(Jdbi jdbi, InstantSource clock, MeterRegistry meters) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.faults = SegmentFaults.none(clock, meters);
  }

  /** Works in a portion of one segment of each site; true when there is more. */
  public boolean runOnce() {
    List<SiteId> sites =
        jdbi.withHandle(handle -> handle.createQuery(SITES).mapTo(SiteId.class).list());
    Optional<Long> gone = jdbi.withHandle(SegmentFiller::gone);
    if (sites.isEmpty() && gone.isEmpty()) {
      return false;
    }
    Optional<NamedLock> lock = NamedLock.tryTake(jdbi, LOCK);
    if (lock.isEmpty()) {
      return false;
    }
    try (NamedLock held = lock.get()) {
      boolean worked = gone.isPresent();
      for (SiteId site : sites) {
        worked |= fill(site);
        held.keep();
      }
      gone.ifPresent(id -> inTransaction(handle -> clear(handle, id)));
      return worked;
    }
  }

  private interface Work {
    boolean in(Handle handle);
  }

  private boolean inTransaction(Work work) {
    return retried(() -> jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::in));
  }

  private static Optional<Long> gone(Handle handle) {
    return handle.createQuery(GONE).mapTo(Long.class).findOne();
  }

  /** A portion of the site's next segment; one that fails is passed over for a while. */
  private boolean fill(SiteId site) {
    AtomicLong filling = new AtomicLong();
    try {
      return inTransaction(handle -> fill(handle, site, filling));
    } catch (RuntimeException e) {
      if (filling.get() == 0) {
        throw e;
      }
      faults.note(filling.get(), e);
      return true;
    }
  }

  private boolean fill(Handle handle, SiteId site, AtomicLong filling) {
    List<Segment> segments = SegmentRows.locked(handle, site);
    Set<Long> waiting =
        segments.stream()
            .filter(each -> !each.isFilled())
            .map(Segment::id)
            .collect(Collectors.toSet());
    // The lowest number first, once all that its rule names are filled.
    for (Segment segment : References.inOrder(segments)) {
      if (waiting.contains(segment.id())
          && !faults.isResting(segment.id())
          && References.of(segment).stream().noneMatch(waiting::contains)) {
        filling.set(segment.id());
        fill(handle, segment, RuleWorld.of(handle, site, segments));
        return true;
      }
    }
    return false;
  }

  private void fill(Handle handle, Segment segment, RuleWorld world) {
    Instant now = clock.instant();
    long after = begun(handle, segment, world, now);
    List<Long> next =
        handle
            .createQuery(NEXT)
            .bind("site", segment.site())
            .bind("after", after)
            .bind("limit", PORTION)
            .mapTo(Long.class)
            .list();
    boolean last = next.size() < PORTION;
    long until = last ? Long.MAX_VALUE : next.getLast();
    RuleSets sets = new RuleSets(handle, world, new Moment(now, world.zone()), 0);
    ContactSet scope = MemberRows.set(next).without(sets.barred());
    Rule rule = java.util.Objects.requireNonNull(segment.rule());
    ContactSet fitting = sets.among(rule, scope);
    ContactSet there = members(handle, segment, after, until);
    List<Move> moves = new ArrayList<>();
    for (long contact : fitting.without(there).toArray()) {
      moves.add(new Move(segment.id(), contact, true));
    }
    for (long contact : there.without(fitting).toArray()) {
      moves.add(new Move(segment.id(), contact, false));
    }
    new MemberRows(handle, segment.site()).move(moves, Cause.RULE, now);
    if (last) {
      handle
          .createUpdate(FILLED)
          .bind("version", segment.version())
          .bind("id", segment.id())
          .execute();
      handle.createUpdate(END).bind("id", segment.id()).execute();
    } else {
      handle
          .createUpdate(MOVE_ON)
          .bind("last", until)
          .bind("done", next.size())
          .bind("id", segment.id())
          .execute();
    }
  }

  /** Behind which contact to go on. */
  private static long begun(Handle handle, Segment segment, RuleWorld world, Instant now) {
    Optional<Long> cursor =
        handle
            .createQuery(CURSOR)
            .bind("id", segment.id())
            .bind("version", segment.version())
            .mapTo(Long.class)
            .findOne();
    if (cursor.isPresent()) {
      return cursor.get();
    }
    SegmentRows.standOn(handle, segment, world.standsOn(segment));
    handle
        .createUpdate(BEGIN)
        .bind("id", segment.id())
        .bind("version", segment.version())
        .bind("site", segment.site())
        .bind("now", now)
        .execute();
    return 0;
  }

  private static ContactSet members(Handle handle, Segment segment, long after, long until) {
    return MemberRows.set(
        handle
            .createQuery(MEMBERS)
            .bind("id", segment.id())
            .bind("after", after)
            .bind("last", until)
            .mapTo(Long.class)
            .list());
  }

  private static boolean clear(Handle handle, long id) {
    int cleared = 0;
    for (String sql : CLEAR) {
      cleared += handle.createUpdate(sql).bind("id", id).execute();
    }
    if (cleared == 0) {
      handle.createUpdate(FORGET).bind("id", id).execute();
    }
    return true;
  }
}
