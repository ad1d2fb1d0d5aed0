package io.piste.outbox;

import io.piste.config.ConfigReader;
import java.time.Duration;

/**
 * How the outbox works.
 *
 * @param lease how long a claimed mail belongs to one worker
 */
public record OutboxSettings(Duration lease) {
  /** Reads {@code outbox.*}. */
  public static OutboxSettings read(ConfigReader config) {
    return new OutboxSettings(
        config.duration(
            "outbox.lease",
            Duration.ofMinutes(2),
            Duration.ofSeconds(2),
            Duration.ofHours(1),
            "How long a mail belongs to the worker that took it. After a crash the mails it had"
                + " taken wait so long; longer than mail.timeout is good."));
  }
}
