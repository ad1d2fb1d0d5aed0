package io.piste.segment;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What a field is compared with. Immutable. */
public sealed interface Value {
  /**
   * A text; a day too, where the field is a date.
   *
   * @param text of 1 to 500 characters
   */
  record Text(String text) implements Value {}

  /** A number. */
  @SuppressWarnings("AvoidCommonTypeNames") // Always read as Value.Number.
  record Number(BigDecimal number) implements Value {}

  /** Yes or no. */
  record Flag(boolean yes) implements Value {}

  /** A day on the site's clock. */
  record Day(LocalDate day) implements Value {}

  /**
   * A moment as long ago as so many times 24 hours.
   *
   * @param days below 0: ahead
   */
  record DaysAgo(int days) implements Value {}
}
