package io.piste.db;

import io.micrometer.core.instrument.Counter;
import io.piste.base.FailureWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What failed, by its number: it rests, holds up nothing else, and is tried again after a while.
 * Kept in memory alone, so after a start everything is tried at once. Thread-safe.
 */
public final class Faults {
  /** When what failed is tried again. */
  public static final Duration AGAIN = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private final String said;
  private final InstantSource clock;
  private final Counter failed;
  private final Map<Long, Instant> resting = new ConcurrentHashMap<>();

  /**
   * Nothing failed yet.
   *
   * @param said for the log: what could not be done, with a place for the number and one for why
   * @param failed counts every failure
   */
  public Faults(String said, InstantSource clock, Counter failed) {
    this.said = said;
    this.clock = clock;
    this.failed = failed;
  }

  /** Whether one failed a short while ago. */
  public boolean isResting(long number) {
    Instant until = resting.get(number);
    return until != null && until.isAfter(clock.instant());
  }

  /** Notes that one failed, and says so once in a while; throws when the database is away. */
  public void note(long number, RuntimeException problem) {
    if (LockConflicts.passes(problem)) {
      throw problem;
    }
    failed.increment();
    if (isResting(number)) {
      return;
    }
    resting.put(number, clock.instant().plus(AGAIN));
    LOG.warn(said, number, FailureWords.kind(problem));
  }
}
