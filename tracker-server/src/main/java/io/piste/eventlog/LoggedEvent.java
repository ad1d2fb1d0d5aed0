package io.piste.eventlog;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.protocol.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An event as the log holds it.
 *
 * @param purposes what the visitor had granted when it arrived
 * @param happenedAt the sender's time, corrected; projections are handed times that are at most 7
 *     days before {@code receivedAt} and never after it
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

  /** Why it will be set aside when it is projected: its time is not believed. Empty as a rule. */
  public Optional<DeathCause> untimely() {
    return verdict.counts()
        ? Untimely.cause(happenedAt.toEpochMilli(), receivedAt.toEpochMilli())
        : Optional.empty();
  }
}
