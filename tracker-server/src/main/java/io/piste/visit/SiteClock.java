package io.piste.visit;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Tells on which hour and day of a site's clock a moment falls. When a site's time zone is changed,
 * moments before go on being counted by the old one.
 */
final class SiteClock {
  private static final long HOUR = 3_600_000L;
  private static final long DAY = 24 * HOUR;

  /** From when on a zone holds. */
  record Stretch(Instant since, ZoneId zone) {}

  private record Rules(long since, ZoneRules rules) {}

  private final List<Rules> newestFirst;

  /** At least one stretch; the first holds for all that came before, too. */
  SiteClock(List<Stretch> stretches) {
    this.newestFirst =
        stretches.stream()
            .sorted((a, b) -> b.since().compareTo(a.since()))
            .map(stretch -> new Rules(stretch.since().toEpochMilli(), stretch.zone().getRules()))
            .toList();
  }

  /** Days since 1970-01-01. */
  int dayOf(Instant at) {
    return (int) Math.floorDiv(at.toEpochMilli() + offset(at), DAY);
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
