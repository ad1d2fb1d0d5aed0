package io.piste.collect;

import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.Event;
import io.piste.sender.Sender;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way through the {@link Intake}: what came, and what is known of it so far.
 *
 * @param events those that are still on their way, never none
 */
record Arrival(
    HttpServletRequest request,
    Batch batch,
    Instant receivedAt,
    @Nullable Site knownSite,
    @Nullable Admitted knownVisitor,
    Sender sender,
    List<Event> events) {

  Arrival {
    events = List.copyOf(events);
  }

  static Arrival of(HttpServletRequest request, Batch batch, Instant receivedAt) {
    return new Arrival(request, batch, receivedAt, null, null, Sender.UNKNOWN, batch.events());
  }

  Arrival at(Site site) {
    return new Arrival(request, batch, receivedAt, site, knownVisitor, sender, events);
  }

  Arrival of(Admitted visitor) {
    return new Arrival(request, batch, receivedAt, knownSite, visitor, sender, events);
  }

  Arrival with(List<Event> others) {
    return new Arrival(request, batch, receivedAt, knownSite, knownVisitor, sender, others);
  }

  Arrival from(Sender known) {
    return new Arrival(request, batch, receivedAt, knownSite, knownVisitor, known, events);
  }

  /** The site; only steps behind the one that requires it may ask. */
  Site site() {
    if (knownSite == null) {
      throw new IllegalStateException("the site is not known yet");
    }
    return knownSite;
  }

  /** Whose it is; only steps behind the gate may ask. */
  Admitted visitor() {
    if (knownVisitor == null) {
      throw new IllegalStateException("the visitor is not known yet");
    }
    return knownVisitor;
  }

  /** Whether somebody signed out. */
  boolean isLogout() {
    for (Event event : events) {
      if (event instanceof Event.LoggedOut) {
        return true;
      }
    }
    return false;
  }

  /** As the log takes them; only when all steps are done. */
  List<LoggedEvent> logged() {
    return events.stream().map(this::logged).toList();
  }

  private LoggedEvent logged(Event event) {
    return new LoggedEvent(
        site().id(),
        visitor().visitor(),
        visitor().purposes(),
        SenderClock.happenedAt(batch, event, receivedAt),
        receivedAt,
        sender.verdict(),
        sender.client(),
        event);
  }
}
