package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A choice on record.
 *
 * @param granted ids of purposes, ours and the site's
 * @param visitor nobody when none of our purposes was granted
 * @param since when the visitor was made: now for a newcomer; null when it cannot be known, because
 *     the database is away
 */
record Decision(
    ConsentId id,
    List<String> granted,
    @Nullable VisitorId visitor,
    @Nullable Instant since,
    Instant decidedAt) {
  /** How long a visitor can be the same one, from its first setting (rule C16). */
  static final Duration VISITOR_LIFE = Duration.ofDays(395);

  Decision {
    granted = List.copyOf(granted);
  }

  /**
   * When the browser forgets the visitor: with the consent that it was made for or goes on under,
   * and never later than 13 months after its first setting (rules C7, C16). Null when that cannot
   * be known; then nothing is prolonged.
   */
  @Nullable Instant visitorEnds(ConsentText text) {
    if (visitor == null || since == null) {
      return null;
    }
    Instant consentEnds = decidedAt.plusSeconds(text.seconds());
    Instant oldest = since.plus(VISITOR_LIFE);
    return oldest.isBefore(consentEnds) ? oldest : consentEnds;
  }
}
