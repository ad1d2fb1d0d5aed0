package io.piste.consent;

import java.time.Duration;
import java.time.Instant;

/**
 * What a site asks now.
 *
 * @param revision counts publications; 0 before the first
 * @param version counts those after which everybody was asked again, from 1
 * @param at when it was published
 */
public record Published(int revision, int version, Instant at, ConsentSetup setup) {
  /** How long pages may still show the version before: browsers keep it for five minutes. */
  private static final Duration LINGERS = Duration.ofMinutes(10);

  /** What holds before anything was published. */
  public static Published usual(int days) {
    return new Published(0, 1, Instant.EPOCH, ConsentSetup.usual(days));
  }

  /** Whether something can be agreed to by a text now: not by one that is no longer shown. */
  boolean stillAsks(ConsentText text, Instant now) {
    int behind = ConsentTexts.version(this) - text.version();
    return behind <= 0 || (behind == 1 && now.isBefore(at.plus(LINGERS)));
  }
}
