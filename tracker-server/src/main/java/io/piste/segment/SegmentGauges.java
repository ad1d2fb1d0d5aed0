package io.piste.segment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.db.AskedNumbers;
import org.jdbi.v3.core.Jdbi;

/** How many segments wait to be filled, as the database says when somebody asks. */
public final class SegmentGauges {
  private static final String WAITING =
      "SELECT COUNT(*) FROM segment WHERE rule_json IS NOT NULL AND filled < version";

  private SegmentGauges() {}

  /** Lets a registry ask through the given pool. */
  public static void register(Jdbi jdbi, MeterRegistry meters) {
    AskedNumbers numbers = new AskedNumbers(jdbi);
    Gauge.builder("piste.segments.unfilled", () -> numbers.of(WAITING))
        .description("Segments whose members are not all worked out for their present rule")
        .register(meters);
  }
}
