package io.piste.collect;

import io.piste.protocol.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request says, read but not believed.
 *
 * @param site public id
 * @param consent id of the consent under which the page sends
 * @param token a visitor token, where our cookies do not reach the page
 * @param sent the browser's time when it sent, in milliseconds since 1970
 * @param events 1 to 50
 */
record Batch(
    String site, @Nullable String consent, @Nullable String token, long sent, List<Event> events) {
  Batch {
    events = List.copyOf(events);
  }
}
