package io.piste.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class PeriodTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @Test
  void days_are_those_of_the_sites_clock() {
    Period period = Period.last(7, Instant.parse("2026-03-01T23:30:00Z"), PARIS);
    assertEquals(LocalDate.of(2026, 2, 24), period.first());
    assertEquals(Instant.parse("2026-02-23T23:00:00Z"), period.from());
    assertEquals(Instant.parse("2026-03-02T23:00:00Z"), period.until());
    assertEquals(period.from(), period.before().until());
  }

  @Test
  void a_day_may_have_23_hours() {
    Period period = new Period(LocalDate.of(2026, 3, 29), 1, PARIS);
    assertEquals(Duration.ofHours(23), Duration.between(period.from(), period.until()));
  }

  @Test
  void the_sql_is_made_of_numbers_alone() {
    Period quiet = new Period(LocalDate.of(2026, 1, 1), 7, PARIS);
    assertFalse(LocalDays.numberOf("at", quiet).contains("CASE"));
    Period change = new Period(LocalDate.of(2026, 3, 28), 3, PARIS);
    assertEquals(
        "(at + CASE WHEN at < 1774746000000 THEN 3600000 ELSE 7200000 END) DIV 86400000 - 20540",
        LocalDays.numberOf("at", change));
  }
}
