package io.piste.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database is away, as far as those who wrote to it lately know. While it is, nobody
 * whom a visitor waits for asks it: the answer would take seconds to fail. Thread-safe.
 */
public final class Absence {
  private static final Logger LOG = LoggerFactory.getLogger(Absence.class);

  private final InstantSource clock;
  private volatile @Nullable Instant since;

  /** The database is thought to be there. */
  public Absence(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether it is away now. */
  public boolean isNow() {
    return since != null;
  }

  /** Since when; empty while the database is there. */
  public Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  /** Something could not be written. */
  public synchronized void begin(Throwable failure) {
    if (since == null) {
      since = clock.instant();
      LOG.warn(
          "The database is away ({}); what arrives goes to the local journal",
          failure.getMessage());
    }
  }

  /** It answered. */
  public synchronized void end() {
    if (since != null) {
      LOG.info("The database is back, it was away since {}", since);
      since = null;
    }
  }
}
