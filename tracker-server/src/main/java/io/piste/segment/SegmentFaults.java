package io.piste.segment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.FailureWords;
import io.piste.db.LockConflicts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segments whose rule could not be asked: they stay as they are, are tried again after a while, and
 * hold up no other one. Thread-safe.
 */
final class SegmentFaults {
  /** When one that failed is tried again. */
  static final Duration AGAIN = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(SegmentFaults.class);

  private final InstantSource clock;
  private final Counter failed;
  private final Map<Long, Instant> resting = new ConcurrentHashMap<>();

  SegmentFaults(InstantSource clock, MeterRegistry meters) {
    this.clock = clock;
    this.failed =
        Counter.builder("piste.segment.failed")
            .description("Times that the rule of a segment could not be asked")
            .register(meters);
  }

  /** Whether one failed a short while ago. */
  boolean isResting(long segment) {
    Instant until = resting.get(segment);
    return until != null && until.isAfter(clock.instant());
  }

  /** Notes that one failed, and says so once in a while; throws when the database is away. */
  void note(long segment, RuntimeException problem) {
    if (LockConflicts.passes(problem)) {
      throw problem;
    }
    failed.increment();
    if (isResting(segment)) {
      return;
    }
    resting.put(segment, clock.instant().plus(AGAIN));
    LOG.warn(
        "The rule of segment {} could not be asked; its members stay as they are: {}",
        segment,
        FailureWords.kind(problem));
  }
}
