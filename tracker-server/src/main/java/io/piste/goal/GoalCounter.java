package io.piste.goal;

import io.piste.base.SiteId;
import io.piste.eventlog.NamedLock;
import io.piste.goal.CountedDays.Stale;
import io.piste.visit.SiteClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Keeps the figures of goals and funnels: counts each day anew that has changed since it was
 * counted, and all days of a goal that was just made, the newest first. So a late event, a turned
 * verdict, a rebuild or an erasure need nothing of their own. One process at a time counts. Not
 * thread-safe: one loop turns it.
 */
public final class GoalCounter {
  private static final String LOCK = "goals";

  /** Days that were counted already wait this many times as long as counting took. */
  private static final int REST_TIMES = 10;

  private static final Duration LEAST_REST = Duration.ofSeconds(2);

  /** Days of a funnel over days share what is read of the days after; more would need memory. */
  private static final int TOGETHER = 3;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Map<SiteId, Instant> resting = new HashMap<>();

  /** Reads nothing yet. */
  public GoalCounter(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Counts a day, or a few, of each site; true when there is more to count. */
  public boolean runOnce() {
    Map<SiteId, List<Goal>> bySite = jdbi.withHandle(Goals::bySite);
    if (bySite.isEmpty()) {
      return false;
    }
    Optional<NamedLock> lock = NamedLock.tryTake(jdbi, LOCK);
    if (lock.isEmpty()) {
      return false;
    }
    try (NamedLock held = lock.get()) {
      boolean more = false;
      for (var entry : bySite.entrySet()) {
        more |= count(entry.getKey(), entry.getValue());
        held.keep();
      }
      return more;
    }
  }

  /** All that is read is of one moment, the mark of what it is up to among it. */
  private boolean count(SiteId site, List<Goal> goals) {
    Instant begun = clock.instant();
    boolean rested = !begun.isBefore(resting.getOrDefault(site, Instant.EPOCH));
    Map<Stale, DaySums> sums =
        jdbi.inTransaction(
            TransactionIsolationLevel.REPEATABLE_READ, handle -> sums(handle, site, goals, rested));
    if (sums.isEmpty()) {
      return false;
    }
    jdbi.useTransaction(
        handle -> {
          CountedDays days = new CountedDays(handle);
          sums.forEach((stale, ofDay) -> days.write(stale, ofDay, begun));
        });
    if (sums.keySet().stream().anyMatch(Stale::isAnew)) {
      rest(site, begun);
    }
    return true;
  }

  private void rest(SiteId site, Instant begun) {
    Instant now = clock.instant();
    Duration taken = Duration.between(begun, now).multipliedBy(REST_TIMES);
    resting.put(site, now.plus(taken.compareTo(LEAST_REST) < 0 ? LEAST_REST : taken));
  }

  private static Map<Stale, DaySums> sums(
      Handle handle, SiteId site, List<Goal> goals, boolean rested) {
    Optional<SiteClock> clock = SiteClock.of(handle, site);
    if (clock.isEmpty()) {
      return Map.of();
    }
    List<Stale> stale =
        new CountedDays(handle)
            .stale(site, goals, clock.get()).stream()
                .filter(each -> rested || !each.isAnew())
                .toList();
    if (stale.isEmpty()) {
      return Map.of();
    }
    Count count = new Count(handle, site, clock.get());
    return stale.getFirst().goal().days() == 0
        ? visits(count, stale)
        : days(count, stale, stale.getFirst());
  }

  private static Map<Stale, DaySums> visits(Count count, List<Stale> stale) {
    int day = stale.getFirst().day();
    Map<Goal, Stale> ofDay = new LinkedHashMap<>();
    stale.stream()
        .filter(each -> each.day() == day && each.goal().days() == 0)
        .forEach(each -> ofDay.put(each.goal(), each));
    Map<Stale, DaySums> sums = new LinkedHashMap<>();
    Map<Goal, DaySums> byGoal = count.visits(List.copyOf(ofDay.keySet()), day);
    ofDay.forEach((goal, each) -> sums.put(each, byGoal.getOrDefault(goal, new DaySums())));
    return sums;
  }

  private static Map<Stale, DaySums> days(Count count, List<Stale> stale, Stale newest) {
    int oldest = newest.day() - TOGETHER + 1;
    Map<Integer, Stale> byDay = new TreeMap<>();
    stale.stream()
        .filter(each -> each.goal().equals(newest.goal()))
        .filter(each -> each.day() >= oldest && each.day() <= newest.day())
        .forEach(each -> byDay.put(each.day(), each));
    Map<Stale, DaySums> sums = new LinkedHashMap<>();
    count
        .days(newest.goal(), byDay.keySet())
        .forEach((day, ofDay) -> sums.put(byDay.getOrDefault(day, newest), ofDay));
    return sums;
  }
}
