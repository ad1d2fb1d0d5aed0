package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import io.piste.protocol.Event;
import io.piste.protocol.Identity;
import io.piste.protocol.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * Makes contacts of visitors who say, or are proved, to be somebody, and notes their answer to the
 * box "send me offers". A claimed identity fills in what is not known of a contact, but never
 * changes it, never lifts a suppression, and reveals nothing.
 */
public final class IdentityLinker implements Projection {
  /** Nothing is taken to have happened more than 7 days before it arrives; a day to spare. */
  private static final Duration LATEST = Duration.ofDays(8);

  /**
   * Those of the same contact, of the one that theirs was merged into, and of those that were
   * merged. Refused statements count here: undoing a refusal concerns the same people.
   */
  private static final String SAME_CONTACTS =
      """
      SELECT b.site_id AS site, b.visitor_id AS id
      FROM identity_statement a JOIN identity_statement b ON b.contact_id = a.contact_id
      WHERE a.site_id = :site AND a.visitor_id IN (<visitors>)
      UNION
      SELECT b.site_id, b.visitor_id
      FROM identity_statement a JOIN contact c ON c.id = a.contact_id
      JOIN identity_statement b ON b.contact_id = c.merged_into
      WHERE a.site_id = :site AND a.visitor_id IN (<visitors>)
      UNION
      SELECT b.site_id, b.visitor_id
      FROM identity_statement a JOIN contact c ON c.id = a.contact_id
      JOIN contact m ON m.merged_into = COALESCE(c.merged_into, c.id)
      JOIN identity_statement b ON b.contact_id = m.id
      WHERE a.site_id = :site AND a.visitor_id IN (<visitors>)
      """;

  private static final RowMapper<Scope.Visitor> SAME = ConstructorMapper.of(Scope.Visitor.class);

  private final Contacts contacts;
  private final MarketingPermissions permissions;

  /** Writes to the given stores. */
  public IdentityLinker(Contacts contacts, MarketingPermissions permissions) {
    this.contacts = contacts;
    this.permissions = permissions;
  }

  @Override
  public void project(Handle handle, List<LoggedEvent> events) {
    Acts acts = new Acts(handle, events);
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
    contacts.noteEvents(handle, acts.latest());
  }

  @Override
  public Rewound rewind(Handle handle, Scope scope) {
    ContactRewind rewind = new ContactRewind(handle, scope);
    rewind.takeBack();
    return rewind;
  }

  @Override
  public void forget(Handle handle, Scope scope) {
    new ContactRewind(handle, scope).forget();
  }

  @Override
  public Set<Scope.Visitor> kin(Handle handle, Scope scope) {
    return new HashSet<>(scope.query(handle, SAME_CONTACTS, SAME));
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
}
