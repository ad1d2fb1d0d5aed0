package io.piste.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whole days as the site's clock counts them, so a day may have 23 or 25 hours.
 *
 * @param days 1 or more
 */
public record Period(LocalDate first, int days, ZoneId zone) {
  /** The days up to and with the one that {@code now} falls in. */
  public static Period last(int days, Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return new Period(today.minusDays(days - 1L), days, zone);
  }

  /** As many days, just before this period. */
  public Period before() {
    return new Period(first.minusDays(days), days, zone);
  }

  /** Its first moment. */
  public Instant from() {
    return first.atStartOfDay(zone).toInstant();
  }

  /** The first moment after it. */
  public Instant until() {
    return first.plusDays(days).atStartOfDay(zone).toInstant();
  }

  /** Its days in order. */
  public List<LocalDate> dates() {
    return IntStream.range(0, days).mapToObj(first::plusDays).toList();
  }
}
