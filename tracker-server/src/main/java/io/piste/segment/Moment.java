package io.piste.segment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The moment at which a rule is asked for, on its site's clock. Immutable. */
record Moment(Instant now, ZoneId zone) {
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** From when to when something has to have happened, at this moment. */
  Window window(Period period) {
    return switch (period) {
      case Period.Ever ever -> Window.EVER;
      case Period.Within within -> new Window(ago(within.days()), Long.MAX_VALUE);
      case Period.Between between ->
          new Window(
              between.from() == null ? Long.MIN_VALUE : startOf(between.from()),
              between.until() == null ? Long.MAX_VALUE : startOf(between.until().plusDays(1)));
    };
  }

  /** So many times 24 hours before, in milliseconds since 1970. */
  long ago(int days) {
    return now.toEpochMilli() - days * DAY;
  }

  /** The day on which that was. */
  LocalDate dayAgo(int days) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(ago(days)), zone);
  }

  /** When a day begins, in milliseconds since 1970. */
  long startOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** The same clock at another time. */
  Moment at(Instant other) {
    return new Moment(other, zone);
  }
}
