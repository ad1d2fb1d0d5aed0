package io.piste.visit;

import io.piste.visit.TrafficSums.Day;
import io.piste.visit.TrafficSums.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
    When when = touched(at);
    sums.add(Dimension.SITE, when, "", Measure.HITS, sign);
    sums.add(Dimension.PAGE, when, path, Measure.HITS, sign);
  }

  /** Another event that came or went. */
  void event(VisitEvent event, int sign) {
    When when = touched(event.at());
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
    When when = touched(session.startedAt());
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

  /** Pages that a session saw, each a visit of the page where the session began. */
  void visits(StoredSession session, Collection<String> paths, int sign) {
    When when = when(session.startedAt());
    paths.forEach(path -> sums.add(Dimension.PAGE, when, path, Measure.SESSIONS, sign));
  }

  /**
   * A visitor whose sessions were these, and are those. Who has several sessions on a day counts
   * once, so what one session adds depends on the others. The last page counts no visitors: it
   * changes with every page.
   */
  void visitor(Collection<StoredSession> before, Collection<StoredSession> now) {
    visitors(before, -1);
    visitors(now, 1);
    returns(before, -1);
    returns(now, 1);
  }

  // In the hour of the day's first session, so that hours add up to the day.
  private void visitors(Collection<StoredSession> sessions, int sign) {
    Set<Day> seen = new HashSet<>();
    sessions.stream()
        .filter(StoredSession::counts)
        .sorted(Comparator.comparing(StoredSession::startedAt))
        .forEach(
            session -> {
              When when = when(session.startedAt());
              for (Value value : values(session)) {
                if (value.dimension() != Dimension.EXIT
                    && seen.add(new Day(value.dimension(), when.day(), value.text()))) {
                  sums.add(value.dimension(), when, value.text(), Measure.VISITORS, sign);
                }
              }
            });
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

  /** Where something came or went, by which the day has changed. */
  private When touched(Instant at) {
    When when = when(at);
    sums.touch(when.day());
    return when;
  }

  private When when(Instant at) {
    return new When(clock.dayOf(at), clock.hourOf(at));
  }
}
