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
 * @param verdict whether a person is behind it; projections are handed those of people alone
 * @param client what is known of the device and the place
 */
public record LoggedEvent(
    SiteId site,
    VisitorId visitor,
    Set<Purpose> purposes,
    Instant happenedAt,
    Instant receivedAt,
    Verdict verdict,
    Client client,
    Event event) {
  public LoggedEvent {
    purposes = Set.copyOf(purposes);
  }
}
