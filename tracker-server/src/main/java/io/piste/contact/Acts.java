package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Scope;
import io.piste.protocol.Event;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * When the people of a batch of events acted last (rule D1 counts from there): whatever a visitor
 * does is an act of the contact that it is at that point of the log, which is another one behind an
 * event that says so.
 */
final class Acts {
  private final Handle handle;
  private final List<LoggedEvent> events;
  private final Map<Scope.Visitor, ContactId> before;

  /** Looks up who the visitors are before the batch. */
  Acts(Handle handle, List<LoggedEvent> events) {
    this.handle = handle;
    this.events = events;
    this.before = contacts(all(events));
  }

  /** To be asked when the links are as they are after the batch. */
  Map<ContactId, Instant> latest() {
    Set<Scope.Visitor> identified = new HashSet<>();
    for (LoggedEvent logged : events) {
      if (logged.event() instanceof Event.Identified) {
        identified.add(visitor(logged));
      }
    }
    Map<Scope.Visitor, ContactId> after = identified.isEmpty() ? Map.of() : contacts(identified);
    Map<Scope.Visitor, ContactId> now = new HashMap<>(before);
    Map<ContactId, Instant> latest = new HashMap<>();
    for (LoggedEvent logged : events) {
      Scope.Visitor visitor = visitor(logged);
      ContactId becomes = after.get(visitor);
      if (logged.event() instanceof Event.Identified && becomes != null) {
        now.put(visitor, becomes);
      }
      ContactId contact = now.get(visitor);
      if (contact != null && !(logged.event() instanceof Event.OrderChanged)) {
        latest.merge(contact, logged.happenedAt(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    return latest;
  }

  private Map<Scope.Visitor, ContactId> contacts(Set<Scope.Visitor> visitors) {
    Map<Scope.Visitor, ContactId> contacts = new HashMap<>();
    new Scope(visitors, Instant.EPOCH)
        .bySite()
        .forEach(
            (site, ofSite) ->
                new LinkRows(handle, site)
                    .contactsOf(ofSite)
                    .forEach(
                        (visitor, contact) ->
                            contacts.put(new Scope.Visitor(site, visitor), contact)));
    return contacts;
  }

  private static Set<Scope.Visitor> all(List<LoggedEvent> events) {
    Set<Scope.Visitor> all = new HashSet<>();
    events.forEach(logged -> all.add(visitor(logged)));
    return all;
  }

  private static Scope.Visitor visitor(LoggedEvent logged) {
    return new Scope.Visitor(logged.site(), logged.visitor());
  }
}
