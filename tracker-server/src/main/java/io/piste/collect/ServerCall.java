package io.piste.collect;

import io.piste.protocol.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call of the plugin API stands for in the event log.
 *
 * @param visitor as the call named it: the value of the visitor cookie, or a visitor token
 * @param events what it tells of the visitor; for one purpose, so that all or none are taken
 * @param person who the visitor is, said beside it; taken only when the events were
 */
public record ServerCall(
    @Nullable String visitor, List<Event> events, Event.@Nullable Identified person) {
  public ServerCall {
    events = List.copyOf(events);
  }
}
