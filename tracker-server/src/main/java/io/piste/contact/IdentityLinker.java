package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.protocol.Event;
import io.piste.protocol.Identity;
import io.piste.protocol.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes contacts of visitors who say, or are proved, to be somebody, and notes their answer to the
 * box "send me offers". A claimed identity fills in what is not known of a contact, but never
 * changes it, never lifts a suppression, and reveals nothing.
 */
public final class IdentityLinker implements Projection {
  /** Nothing is taken to have happened more than 7 days before it arrives; a day to spare. */
  private static final Duration LATEST = Duration.ofDays(8);

  private final Contacts contacts;
  private final MarketingPermissions permissions;

  /** Writes to the given stores. */
  public IdentityLinker(Contacts contacts, MarketingPermissions permissions) {
    this.contacts = contacts;
    this.permissions = permissions;
  }

  @Override
  public void project(Handle handle, List<LoggedEvent> events) {
    Map<SiteId, List<Statement>> statements = new HashMap<>();
    Instant arrived = Instant.EPOCH;
    for (LoggedEvent logged : events) {
      if (logged.event() instanceof Event.Identified identified) {
        statements
            .computeIfAbsent(logged.site(), site -> new ArrayList<>())
            .add(identify(handle, logged, identified));
        arrived = arrived.isAfter(logged.receivedAt()) ? arrived : logged.receivedAt();
      }
    }
    Instant settledBefore = arrived.minus(LATEST);
    statements.forEach((site, said) -> link(handle, site, said, settledBefore));
    noteInteractions(handle, events);
  }

  private static void link(
      Handle handle, SiteId site, List<Statement> said, Instant settledBefore) {
    StatementRows rows = new StatementRows(handle, site);
    rows.add(said);
    Map<VisitorId, VisitorHistory> histories =
        rows.of(said.stream().map(Statement::visitor).distinct().toList());
    new LinkRows(handle, site).become(histories);
    histories.values().forEach(history -> rows.forget(history.needless(settledBefore)));
  }

  private Statement identify(Handle handle, LoggedEvent logged, Event.Identified event) {
    NewContact said = said(logged, event.identify());
    ContactId contact = contacts.findOrCreate(handle, said);
    Boolean box = event.identify().marketing();
    if (box != null) {
      permissions.note(
          handle,
          contact,
          logged.site(),
          new MarketingPermission(box, said.proof(), "form", event.u(), logged.happenedAt()));
    }
    String source = said.proof() == Proof.VERIFIED ? "token" : "form";
    return new Statement(
        logged.visitor(), contact, said.proof(), source, logged.happenedAt(), event.id());
  }

  private static NewContact said(LoggedEvent logged, Identity identity) {
    String email = identity.email();
    Proof proof = identity.proof();
    if (email == null || proof == null) {
      throw new IllegalArgumentException("an identify event without an address or its proof");
    }
    return new NewContact(
        EmailAddress.parse(email).orElseThrow(() -> new IllegalArgumentException("no address")),
        blankToNull(identity.firstName()),
        blankToNull(identity.lastName()),
        blankToNull(identity.language()),
        proof,
        "identify",
        logged.happenedAt());
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** Whatever a linked visitor does is an act of the person (rule D1 counts from the last one). */
  private void noteInteractions(Handle handle, List<LoggedEvent> events) {
    Map<SiteId, Map<VisitorId, Instant>> latest = new HashMap<>();
    for (LoggedEvent logged : events) {
      latest
          .computeIfAbsent(logged.site(), site -> new HashMap<>())
          .merge(logged.visitor(), logged.happenedAt(), (a, b) -> a.isAfter(b) ? a : b);
    }
    Map<ContactId, Instant> acts = new HashMap<>();
    latest.forEach(
        (site, visitors) ->
            new LinkRows(handle, site)
                .contactsOf(visitors.keySet())
                .forEach(
                    (visitor, contact) ->
                        acts.merge(
                            contact,
                            visitors.getOrDefault(visitor, Instant.EPOCH),
                            (a, b) -> a.isAfter(b) ? a : b)));
    contacts.touch(handle, acts);
  }
}
