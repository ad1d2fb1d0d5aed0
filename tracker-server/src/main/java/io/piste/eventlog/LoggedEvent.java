package io.piste.eventlog;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.protocol.Event;
import java.time.Instant;
import java.util.Set;

/**
 * An event as the log holds it.
 *
 * @param purposes what the visitor had granted when it arrived
 * @param happenedAt the browser's time, corrected and never after {@code receivedAt}
 */
public record LoggedEvent(
    SiteId site,
    VisitorId visitor,
    Set<Purpose> purposes,
    Instant happenedAt,
    Instant receivedAt,
    Event event) {
  public LoggedEvent {
    purposes = Set.copyOf(purposes);
  }
}
