package io.piste.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Counts the days of a period in SQL, by the site's clock. MariaDB knows time zones only when their
 * tables were loaded, so the offsets that hold within the period are written into the expression;
 * it is made of numbers alone.
 */
final class LocalDays {
  private static final long DAY = 86_400_000L;

  private LocalDays() {}

  /** An SQL expression: the number of the day, from 0, on which a column of milliseconds falls. */
  static String numberOf(String column, Period period) {
    ZoneRules rules = period.zone().getRules();
    Instant from = period.from();
    StringBuilder offset = new StringBuilder("CASE");
    ZoneOffset last = rules.getOffset(from);
    ZoneOffsetTransition next = rules.nextTransition(from);
    while (next != null && next.getInstant().isBefore(period.until())) {
      offset.append(" WHEN %s < %d".formatted(column, next.getInstant().toEpochMilli()));
      offset.append(" THEN %d".formatted(millis(last)));
      last = next.getOffsetAfter();
      next = rules.nextTransition(next.getInstant());
    }
    String shift =
        offset.length() == 4
            ? Long.toString(millis(last))
            : offset + " ELSE " + millis(last) + " END";
    return "(%s + %s) DIV %d - %d".formatted(column, shift, DAY, period.first().toEpochDay());
  }

  private static long millis(ZoneOffset offset) {
    return offset.getTotalSeconds() * 1000L;
  }
}
