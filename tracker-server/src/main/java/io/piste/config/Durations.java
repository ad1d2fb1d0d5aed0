package io.piste.config;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Spans of time as ISO 8601 writes them. */
final class Durations {
  private Durations() {}

  static Optional<Duration> parse(String text, Duration min, Duration max) {
    try {
      return Optional.of(Duration.parse(text))
          .filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static Optional<Period> parseMonths(String text, Period min, Period max) {
    try {
      return Optional.of(Period.parse(text))
          .filter(p -> p.equals(Period.of(p.getYears(), p.getMonths(), 0)))
          .filter(p -> p.toTotalMonths() >= min.toTotalMonths())
          .filter(p -> p.toTotalMonths() <= max.toTotalMonths());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static Optional<List<Duration>> parseRising(String text) {
    List<Duration> all = new ArrayList<>();
    Duration last = Duration.ofNanos(-1);
    for (String part : text.split(",", -1)) {
      Optional<Duration> next = parse(part.strip(), last.plusNanos(1), Duration.ofDays(3650));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      last = next.get();
      all.add(last);
    }
    return Optional.of(List.copyOf(all));
  }

  /** Whole days as P7D, which {@link Duration#toString} would write as PT168H. */
  static String text(Duration duration) {
    long days = duration.toDays();
    boolean whole = days > 1 && duration.equals(Duration.ofDays(days));
    return whole ? "P" + days + "D" : duration.toString();
  }
}
