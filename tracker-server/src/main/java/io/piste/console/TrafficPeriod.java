package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.PeriodBar;
import io.piste.console.view.Texts;
import io.piste.report.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stretch of time that a traffic page is about, as its address says, and the one before that it
 * is compared with.
 *
 * @param key today, yesterday, 7, 30, 90, year or custom
 * @param now when the page is asked for
 */
record TrafficPeriod(String key, Period period, Instant now) {
  private static final List<String> KEYS = List.of("today", "yesterday", "7", "30", "90", "year");
  private static final String USUAL = "30";
  private static final int YEAR = 365;

  /** The most that a custom period may take in: what is kept the longest, and a bit. */
  private static final int MOST_DAYS = 800;

  /** What the address asks for; 30 days when it asks for nothing that can be had. */
  static TrafficPeriod of(PageRequest asked) {
    ZoneId zone = asked.zone();
    Instant now = asked.now();
    return switch (asked.field("p")) {
      case "today" -> new TrafficPeriod("today", Period.last(1, now, zone), now);
      case "yesterday" -> new TrafficPeriod("yesterday", Period.last(1, now, zone).before(), now);
      case "7" -> new TrafficPeriod("7", Period.last(7, now, zone), now);
      case "90" -> new TrafficPeriod("90", Period.last(90, now, zone), now);
      case "year" -> new TrafficPeriod("year", Period.last(YEAR, now, zone), now);
      case "custom" ->
          custom(asked.field("from"), asked.field("to"), zone, now)
              .map(period -> new TrafficPeriod("custom", period, now))
              .orElseGet(() -> usual(now, zone));
      default -> usual(now, zone);
    };
  }

  private static TrafficPeriod usual(Instant now, ZoneId zone) {
    return new TrafficPeriod(USUAL, Period.last(30, now, zone), now);
  }

  private static Optional<Period> custom(String from, String to, ZoneId zone, Instant now) {
    try {
      LocalDate today = LocalDate.ofInstant(now, zone);
      LocalDate first = LocalDate.parse(from);
      LocalDate last = LocalDate.parse(to);
      LocalDate end = last.isAfter(today) ? today : last;
      long days = first.until(end, ChronoUnit.DAYS) + 1;
      return days < 1 || days > MOST_DAYS
          ? Optional.empty()
          : Optional.of(new Period(first, (int) days, zone));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** As many days, just before. */
  Period before() {
    return period.before();
  }

  /** Whether to draw hours: one or two days. */
  boolean hourly() {
    return period.days() <= 2;
  }

  /** Whether it is the running day alone: then the day before is compared up to the same hour. */
  boolean isToday() {
    return period.days() == 1 && isRunning();
  }

  /** Hours of the running day that have begun. */
  int hoursBegun() {
    return (int) Duration.between(period.from(), now).toHours() + 1;
  }

  /** How many of its hours have begun. */
  int begun(int hours) {
    return isRunning() ? Math.min(hours, hoursBegun()) : hours;
  }

  private boolean isRunning() {
    return now.isBefore(period.until());
  }

  /** For the query of an address. */
  String query() {
    return key.equals("custom")
        ? "p=custom&from=%s&to=%s".formatted(period.first(), last())
        : "p=" + key;
  }

  /** For the name of a file. */
  String fileName() {
    return period.first() + "_" + last();
  }

  private LocalDate last() {
    return period.first().plusDays(period.days() - 1L);
  }

  /** The choice of periods on a page of that address, whose query ends in the period. */
  PeriodBar bar(String path, Texts texts, Formats formats) {
    List<PeriodBar.Choice> choices = new ArrayList<>();
    String join = path.contains("?") ? "&" : "?";
    for (String each : KEYS) {
      choices.add(
          new PeriodBar.Choice(
              texts.of("period." + each), path + join + "p=" + each, each.equals(key)));
    }
    String compared =
        isToday()
            ? texts.of("period.compared.today")
            : texts.of("period.compared", span(before(), formats));
    return new PeriodBar(
        choices,
        path,
        key,
        key.equals("custom"),
        period.first().toString(),
        last().toString(),
        span(period, formats),
        compared);
  }

  private static String span(Period period, Formats formats) {
    LocalDate last = period.first().plusDays(period.days() - 1L);
    if (period.days() == 1) {
      return formats.date(last);
    }
    boolean oneYear = period.first().getYear() == last.getYear();
    String first = oneYear ? formats.shortDate(period.first()) : formats.date(period.first());
    return first + " – " + formats.date(last);
  }
}
