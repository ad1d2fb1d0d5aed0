package io.piste.eventlog;

import java.time.Duration;

/**
 * Limits of the log.
 *
 * @param queue how many events may wait to be written before senders are told to come back
 * @param batch how many events are written, or projected, in one transaction at most
 * @param patience how long a sender waits for the commit
 */
public record EventLogSettings(int queue, int batch, Duration patience) {
  /** What is used when nothing is set. */
  public static final EventLogSettings DEFAULT =
      new EventLogSettings(20_000, 2_000, Duration.ofSeconds(10));
}
