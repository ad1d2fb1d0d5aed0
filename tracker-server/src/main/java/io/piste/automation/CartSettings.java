package io.piste.automation;

import io.piste.config.ConfigReader;
import java.time.Duration;
import java.util.List;

/**
 * The times of cart recovery.
 *
 * @param abandonedAfter without a sign of life for so long, a cart counts as left
 * @param mailsAfter when the mails go out, counted from the moment the cart counted as left;
 *     growing, one entry per mail, at least one
 * @param sequencePause a person gets at most one sequence in this time
 */
public record CartSettings(
    Duration abandonedAfter, List<Duration> mailsAfter, Duration sequencePause) {
  public CartSettings {
    mailsAfter = List.copyOf(mailsAfter);
  }

  /** Reads {@code cart.*}. */
  public static CartSettings read(ConfigReader config) {
    return new CartSettings(
        config.duration(
            "cart.abandoned.after",
            Duration.ofMinutes(30),
            Duration.ofSeconds(1),
            Duration.ofDays(30),
            "A cart counts as left when nothing was heard of its visitor for so long."),
        config.durations(
            "cart.mails.after",
            List.of(Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(72)),
            "When the mails about a left cart go out, counted from the moment it was left; one mail"
                + " for each time."),
        config.duration(
            "cart.sequence.pause",
            Duration.ofDays(7),
            Duration.ZERO,
            Duration.ofDays(365),
            "A person gets mails about one left cart at most in this time, whatever the site."));
  }
}
