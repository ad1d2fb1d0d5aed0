package io.piste.segment;

import io.piste.base.ContactId;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Counts whom a rule holds for, though no segment has it yet. Thread-safe. */
public final class SegmentCount {
  private static final int SECONDS_AT_MOST = 10;

  /** MariaDB: the statement ran longer than it may. */
  private static final int TOO_LONG = 1969;

  private static final String KNOWN = "SELECT COUNT(*) FROM profile WHERE site_id = :site";

  /** To count so many takes as long as a condition, and a minute more or less says nothing. */
  private static final long MANY = 100_000;

  private static final Duration GOOD_FOR = Duration.ofMinutes(1);

  /** A list of so many contacts takes longer to look up than a second connection to begin. */
  private static final int LONG_LIST = 1_000;

  private record Counted(long contacts, Instant until) {}

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Map<SiteId, Counted> many = new ConcurrentHashMap<>();

  /** One count at a time has two connections: many that waited for a second would hold all. */
  private final Semaphore second = new Semaphore(1);

  /** Reads through the given pool. */
  public SegmentCount(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Counts.
   *
   * @param rule without mistakes, see {@link Segments#mistakes}
   * @param sample how many contacts to name at most
   * @throws Problem BUSY when a statement takes longer than 10 seconds
   */
  public CountedSegment count(SiteId site, Rule rule, int sample) {
    boolean two = second.tryAcquire();
    try {
      return jdbi.withHandle(
          handle ->
              count(handle, site, rule, sample, two ? new RuleSets.Second(jdbi, LONG_LIST) : null));
    } catch (JdbiException e) {
      if (e.getCause() instanceof SQLException sql && sql.getErrorCode() == TOO_LONG) {
        throw new Problem(
            ProblemCode.BUSY, "Counting takes too long just now. Try again, or ask for less.");
      }
      throw e;
    } finally {
      if (two) {
        second.release();
      }
    }
  }

  private CountedSegment count(
      Handle handle, SiteId site, Rule rule, int sample, RuleSets.@Nullable Second beside) {
    RuleWorld world = RuleWorld.of(handle, site, SegmentRows.of(handle, site));
    Moment moment = new Moment(clock.instant(), world.zone());
    ContactSet found = new RuleSets(handle, world, moment, SECONDS_AT_MOST, beside).all(rule);
    List<ContactId> some = new ArrayList<>();
    for (int i = found.size() - 1; i >= 0 && some.size() < sample; i--) {
      some.add(new ContactId(found.get(i)));
    }
    return new CountedSegment(found.size(), Math.max(found.size(), known(handle, site)), some);
  }

  private long known(Handle handle, SiteId site) {
    Counted before = many.get(site);
    if (before != null && before.until().isAfter(clock.instant())) {
      return before.contacts();
    }
    long known =
        handle.createQuery(KNOWN).bind("site", site).mapTo(Long.class).findOne().orElse(0L);
    if (known >= MANY) {
      many.put(site, new Counted(known, clock.instant().plus(GOOD_FOR)));
    }
    return known;
  }
}
