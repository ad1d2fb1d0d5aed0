package io.piste.segment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.db.Faults;
import java.time.InstantSource;

/** Segments whose rule could not be asked: they stay as they are and hold up no other one. */
final class SegmentFaults {
  private SegmentFaults() {}

  static Faults none(InstantSource clock, MeterRegistry meters) {
    return new Faults(
        "The rule of segment {} could not be asked; its members stay as they are: {}",
        clock,
        Counter.builder("piste.segment.failed")
            .description("Times that the rule of a segment could not be asked")
            .register(meters));
  }
}
