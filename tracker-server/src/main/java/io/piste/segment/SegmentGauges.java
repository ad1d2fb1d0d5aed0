package io.piste.segment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jdbi.v3.core.Jdbi;

/** How many segments wait to be filled, as the database says when somebody asks. */
public final class SegmentGauges {
  private static final String WAITING =
      "SELECT COUNT(*) FROM segment WHERE rule_json IS NOT NULL AND filled < version";

  private SegmentGauges() {}

  /** Lets a registry ask through the given pool. */
  public static void register(Jdbi jdbi, MeterRegistry meters) {
    Gauge.builder("piste.segments.unfilled", jdbi, SegmentGauges::waiting)
        .description("Segments whose members are not all worked out for their present rule")
        .register(meters);
  }

  private static double waiting(Jdbi jdbi) {
    return jdbi.withHandle(handle -> handle.createQuery(WAITING).mapTo(Double.class).one());
  }
}
