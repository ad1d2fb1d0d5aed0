package io.piste.automation;

import java.time.Duration;
import java.util.List;

/**
 * The times of cart recovery.
 *
 * @param abandonedAfter without a sign of life for so long, a cart counts as left
 * @param mailsAfter when the mails go out, counted from the moment the cart counted as left;
 *     growing, one entry per mail
 * @param sequencePause a person gets at most one sequence in this time
 * @param pause between two looks for carts and due steps
 */
public record CartSettings(
    Duration abandonedAfter, List<Duration> mailsAfter, Duration sequencePause, Duration pause) {
  public CartSettings {
    mailsAfter = List.copyOf(mailsAfter);
  }
}
