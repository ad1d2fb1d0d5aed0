package io.piste.goal;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.visit.SiteClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Counts whole days of goals from what is projected: page views, events, sessions. Nothing else has
 * a say, so the same rows always give the same figures. Keeps the events of those days that take
 * steps in memory, about 100 bytes each.
 */
final class Count {
  private final Handle handle;
  private final SiteId site;
  private final SiteClock clock;
  private final HitReader reader;

  Count(Handle handle, SiteId site, SiteClock clock) {
    this.handle = handle;
    this.site = site;
    this.clock = clock;
    this.reader = new HitReader(handle, site);
  }

  /** The sums of a day for goals that are reached within one visit: of visits that began on it. */
  Map<Goal, DaySums> visits(List<Goal> goals, int day) {
    Instant from = clock.earliestOf(day);
    Instant until = reader.lastOfSessions(from, clock.endOf(day)).plusMillis(1);
    Map<Goal, List<Hit>> hits = reader.hits(goals, from, until);
    Map<Long, Visit> visits = visitsOf(hits.values().stream().flatMap(List::stream).toList());
    Map<Goal, DaySums> sums = new HashMap<>();
    hits.forEach(
        (goal, ofGoal) -> {
          DaySums ofDay = new DaySums();
          Map<Long, List<Hit>> bySession = grouped(ofGoal, Hit::session);
          visits.values().stream()
              .filter(visit -> clock.dayOf(visit.startedAt()) == day)
              .sorted(Comparator.comparingLong(Visit::id))
              .forEach(
                  visit ->
                      ofDay.add(
                          visit,
                          Hit.reached(Hit.inOrder(bySession.getOrDefault(visit.id(), List.of())))));
          sums.put(goal, ofDay);
        });
    return sums;
  }

  /**
   * The sums of some days for a funnel that a visitor goes through within days: of those who took
   * the first step on the day, once for each day.
   */
  Map<Integer, DaySums> days(Goal goal, Set<Integer> days) {
    int first = days.stream().min(Comparator.naturalOrder()).orElseThrow();
    int last = days.stream().max(Comparator.naturalOrder()).orElseThrow();
    Instant end = clock.endOf(last);
    List<Hit> hits =
        new ArrayList<>(
            reader.hits(List.of(goal), clock.earliestOf(first), end).getOrDefault(goal, List.of()));
    hits.addAll(reader.laterHits(goal, end, end.plus(goal.window()).plusMillis(1)));
    Map<Long, Visit> visits = visitsOf(hits.stream().filter(hit -> hit.takes(0)).toList());
    Map<Integer, DaySums> sums = new TreeMap<>();
    days.forEach(day -> sums.put(day, new DaySums()));
    grouped(hits, Hit::visitor).entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(VisitorId::value)))
        .forEach(entry -> follow(goal, Hit.inOrder(entry.getValue()), visits, sums));
    return sums;
  }

  /** One visitor: from the first step of each day on. */
  private void follow(
      Goal goal, List<Hit> inOrder, Map<Long, Visit> visits, Map<Integer, DaySums> sums) {
    int lastDay = Integer.MIN_VALUE;
    for (int i = 0; i < inOrder.size(); i++) {
      Hit hit = inOrder.get(i);
      Visit visit = hit.takes(0) ? visits.get(hit.session()) : null;
      int day = clock.dayOf(Instant.ofEpochMilli(hit.at()));
      if (visit != null && day != lastDay) {
        lastDay = day;
        long end = hit.at() + goal.window().toMillis();
        List<Hit> way =
            inOrder.subList(i, inOrder.size()).stream().filter(next -> next.at() <= end).toList();
        DaySums ofDay = sums.get(day);
        if (ofDay != null) {
          ofDay.add(visit, Hit.reached(way));
        }
      }
    }
  }

  private Map<Long, Visit> visitsOf(List<Hit> hits) {
    return Visit.of(handle, site, hits.stream().map(Hit::session).collect(Collectors.toSet()));
  }

  private static <K> Map<K, List<Hit>> grouped(List<Hit> hits, Function<Hit, K> by) {
    return hits.stream().collect(Collectors.groupingBy(by));
  }
}
