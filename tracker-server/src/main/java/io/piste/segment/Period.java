package io.piste.segment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** When something has to have happened. Immutable. */
public sealed interface Period {
  /**
   * In the last so many times 24 hours.
   *
   * @param days 1 to 3,650
   */
  record Within(int days) implements Period {}

  /**
   * From one day to another on the site's clock, both included; one of them may be missing.
   *
   * @param from the first day; null: from the beginning
   * @param until the last day; null: without end
   */
  record Between(@Nullable LocalDate from, @Nullable LocalDate until) implements Period {}

  /** At any time of which something is kept. */
  record Ever() implements Period {}

  /** At any time. */
  Period EVER = new Ever();
}
