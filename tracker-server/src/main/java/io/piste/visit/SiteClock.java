package io.piste.visit;

import io.piste.base.SiteId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Tells on which hour and day of a site's clock a moment falls. When a site's time zone is changed,
 * moments before go on being counted by the old one. Immutable.
 */
public final class SiteClock {
  private static final String STRETCHES =
      "SELECT since_at, time_zone FROM traffic_clock WHERE site_id = :site";

  private static final long HOUR = 3_600_000L;
  private static final long DAY = 24 * HOUR;

  /** From when on a zone holds. */
  record Stretch(Instant since, ZoneId zone) {}

  private record Rules(long since, ZoneRules rules) {}

  private final List<Stretch> stretches;
  private final List<Rules> newestFirst;

  /** At least one stretch; the first holds for all that came before, too. */
  SiteClock(List<Stretch> stretches) {
    this.stretches = List.copyOf(stretches);
    this.newestFirst =
        stretches.stream()
            .sorted((a, b) -> b.since().compareTo(a.since()))
            .map(stretch -> new Rules(stretch.since().toEpochMilli(), stretch.zone().getRules()))
            .toList();
  }

  /** The clock that a site's roll-ups are counted by; empty while nothing was counted. */
  public static Optional<SiteClock> of(Handle handle, SiteId site) {
    List<Stretch> stretches = stretches(handle, site);
    return stretches.isEmpty() ? Optional.empty() : Optional.of(new SiteClock(stretches));
  }

  static List<Stretch> stretches(Handle handle, SiteId site) {
    return handle
        .createQuery(STRETCHES)
        .bind("site", site)
        .map(
            (row, context) ->
                new Stretch(
                    Instant.ofEpochMilli(row.getLong("since_at")),
                    ZoneId.of(row.getString("time_zone"))))
        .list();
  }

  /** Days since 1970-01-01. */
  public int dayOf(Instant at) {
    return (int) Math.floorDiv(at.toEpochMilli() + offset(at), DAY);
  }

  /** No moment of the day is before this one; where a zone was changed some are of another day. */
  public Instant earliestOf(int day) {
    return stretches.stream()
        .map(stretch -> LocalDate.ofEpochDay(day).atStartOfDay(stretch.zone()).toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** All moments of the day are before this one. */
  public Instant endOf(int day) {
    return stretches.stream()
        .map(stretch -> LocalDate.ofEpochDay(day + 1L).atStartOfDay(stretch.zone()).toInstant())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** When its hour began, in milliseconds since 1970. */
  long hourOf(Instant at) {
    long offset = offset(at);
    return Math.floorDiv(at.toEpochMilli() + offset, HOUR) * HOUR - offset;
  }

  private long offset(Instant at) {
    ZoneRules rules = newestFirst.getLast().rules();
    for (Rules stretch : newestFirst) {
      if (at.toEpochMilli() >= stretch.since()) {
        rules = stretch.rules();
        break;
      }
    }
    return rules.getOffset(at).getTotalSeconds() * 1000L;
  }
}
