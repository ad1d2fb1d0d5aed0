package io.piste.collect;

import io.piste.consent.ConsentState;
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
    @Nullable ConsentState knownConsent,
    Sender sender,
    List<Event> events) {

  Arrival {
    events = List.copyOf(events);
  }

  static Arrival of(HttpServletRequest request, Batch batch, Instant receivedAt) {
    return new Arrival(request, batch, receivedAt, null, null, Sender.UNKNOWN, batch.events());
  }

  Arrival at(Site site) {
    return new Arrival(request, batch, receivedAt, site, knownConsent, sender, events);
  }

  Arrival under(ConsentState consent) {
    return new Arrival(request, batch, receivedAt, knownSite, consent, sender, events);
  }

  Arrival with(List<Event> others) {
    return new Arrival(request, batch, receivedAt, knownSite, knownConsent, sender, others);
  }

  Arrival from(Sender known) {
    return new Arrival(request, batch, receivedAt, knownSite, knownConsent, known, events);
  }

  /** The site; only steps behind the one that finds it may ask. */
  Site site() {
    if (knownSite == null) {
      throw new IllegalStateException("the site is not known yet");
    }
    return knownSite;
  }

  /** The consent; only steps behind the gate may ask. */
  ConsentState consent() {
    if (knownConsent == null) {
      throw new IllegalStateException("the consent is not known yet");
    }
    return knownConsent;
  }
}
