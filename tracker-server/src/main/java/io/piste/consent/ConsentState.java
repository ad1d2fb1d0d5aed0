package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.Set;

/**
 * What a visitor allows now.
 *
 * @param consent the visitor's newest consent id; older ones count for nothing
 * @param purposes at least one
 * @param expiresAt from then on it counts for nothing and the page asks again (rule C7)
 */
public record ConsentState(
    SiteId site, VisitorId visitor, ConsentId consent, Set<Purpose> purposes, Instant expiresAt) {
  public ConsentState {
    purposes = Set.copyOf(purposes);
  }

  boolean holdsAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
