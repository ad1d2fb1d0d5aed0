package io.piste.visit;

import io.piste.visit.TrafficSums.Day;
import io.piste.visit.TrafficSums.Hour;
import io.piste.visit.TrafficSums.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What rows add to the roll-ups, and by the same code what they take away when they change or go.
 * It depends on nothing but the rows and the site's clock, so the roll-ups are always the sum of
 * what is stored.
 */
final class Contributions {
  private final SiteClock clock;
  private final TrafficSums sums;

  Contributions(SiteClock clock, TrafficSums sums) {
    this.clock = clock;
    this.sums = sums;
  }

  /** A page view that came ({@code sign} 1) or went (-1). */
  void page(Instant at, String path, int sign) {
    When when = when(at);
    sums.add(Dimension.SITE, when, "", Measure.HITS, sign);
    sums.add(Dimension.PAGE, when, path, Measure.HITS, sign);
  }

  /** Another event that came or went. */
  void event(VisitEvent event, int sign) {
    When when = when(event.at());
    switch (event.kind()) {
      case ENGAGE ->
          sums.add(Dimension.PAGE, when, event.path(), Measure.VISIBLE_MS, sign * event.amount());
      case SEARCH -> sums.add(Dimension.SEARCH, when, event.name(), Measure.HITS, sign);
      case NOTFOUND -> sums.add(Dimension.NOT_FOUND, when, event.path(), Measure.HITS, sign);
      case OUTBOUND -> sums.add(Dimension.OUTBOUND, when, event.name(), Measure.HITS, sign);
      case DOWNLOAD -> sums.add(Dimension.DOWNLOAD, when, event.name(), Measure.HITS, sign);
      case CUSTOM -> sums.add(Dimension.CUSTOM, when, event.name(), Measure.HITS, sign);
      default -> {}
    }
  }

  /** A session that was so before, and is so now; null where there was or is none. */
  void session(@Nullable StoredSession before, @Nullable StoredSession now) {
    if (before != null) {
      session(before, -1);
    }
    if (now != null) {
      session(now, 1);
    }
  }

  private void session(StoredSession session, int sign) {
    if (!session.counts()) {
      return;
    }
    When when = when(session.startedAt());
    for (Value value : values(session)) {
      sums.add(value.dimension(), when, value.text(), Measure.SESSIONS, sign);
      if (value.dimension() != Dimension.EXIT) {
        long bounce = session.isBounce() ? sign : 0;
        sums.add(value.dimension(), when, value.text(), Measure.BOUNCES, bounce);
        sums.add(
            value.dimension(), when, value.text(), Measure.VISIBLE_MS, sign * session.visible());
        if (value.dimension() != Dimension.SITE) {
          long pages = (long) sign * session.pages();
          sums.add(value.dimension(), when, value.text(), Measure.HITS, pages);
        }
      }
    }
  }

  /**
   * A visitor whose sessions were these, and are those. Who has several sessions on a day counts
   * once, so what one session adds depends on the others. The last page counts no visitors: it
   * changes with every page.
   */
  void visitor(Collection<StoredSession> before, Collection<StoredSession> now) {
    differ(daysOf(before), daysOf(now), (day, sign) -> sums.addToDay(day, Measure.VISITORS, sign));
    differ(
        hoursOf(before),
        hoursOf(now),
        (hour, sign) -> sums.addToHour(hour, Measure.VISITORS, sign));
    returns(before, -1);
    returns(now, 1);
  }

  private void returns(Collection<StoredSession> sessions, int sign) {
    Set<Integer> days = new TreeSet<>();
    sessions.stream()
        .filter(StoredSession::counts)
        .forEach(session -> days.add(clock.dayOf(session.startedAt())));
    Integer last = null;
    for (int day : days) {
      sums.addReturn(day, last == null ? 0 : day - last, sign);
      last = day;
    }
  }

  private Set<Day> daysOf(Collection<StoredSession> sessions) {
    Set<Day> days = new HashSet<>();
    for (StoredSession session : sessions) {
      if (session.counts()) {
        int day = clock.dayOf(session.startedAt());
        values(session).stream()
            .filter(value -> value.dimension() != Dimension.EXIT)
            .forEach(value -> days.add(new Day(value.dimension(), day, value.text())));
      }
    }
    return days;
  }

  private Set<Hour> hoursOf(Collection<StoredSession> sessions) {
    Set<Hour> hours = new HashSet<>();
    for (StoredSession session : sessions) {
      if (session.counts()) {
        When when = when(session.startedAt());
        for (Value v : values(session)) {
          if (v.dimension().isHourly()) {
            hours.add(new Hour(new Day(v.dimension(), when.day(), v.text()), when.hourAt()));
          }
        }
      }
    }
    return hours;
  }

  @FunctionalInterface
  private interface Change<K> {
    void of(K key, int sign);
  }

  private static <K> void differ(Set<K> before, Set<K> now, Change<K> change) {
    before.stream().filter(key -> !now.contains(key)).forEach(key -> change.of(key, -1));
    now.stream().filter(key -> !before.contains(key)).forEach(key -> change.of(key, 1));
  }

  private record Value(Dimension dimension, String text) {}

  private static List<Value> values(StoredSession session) {
    Attribution from = session.attribution();
    Landing.Device device = session.landing().device();
    List<Value> values = new ArrayList<>(10);
    values.add(new Value(Dimension.SITE, ""));
    if (session.pages() > 0) {
      values.add(new Value(Dimension.ENTRY, session.entryPath()));
      values.add(new Value(Dimension.EXIT, session.exitPath()));
    }
    values.add(new Value(Dimension.CHANNEL, from.channel().word()));
    values.add(new Value(Dimension.SOURCE, from.source()));
    if (!from.campaign().isEmpty()) {
      values.add(
          new Value(
              Dimension.CAMPAIGN, from.campaign() + "\t" + from.source() + "\t" + from.medium()));
    }
    values.add(new Value(Dimension.DEVICE, device.device()));
    values.add(new Value(Dimension.BROWSER, device.browser()));
    values.add(new Value(Dimension.SYSTEM, device.system()));
    values.add(new Value(Dimension.COUNTRY, device.country()));
    return values;
  }

  private When when(Instant at) {
    return new When(clock.dayOf(at), clock.hourOf(at));
  }
}
