package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.protocol.Proof;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** The identity linker's statements about links, inside the projector's transaction. */
final class LinkRows {
  static final RowMapper<IdentityLink> ROW = ConstructorMapper.of(IdentityLink.class);

  static final String SELECT =
      """
      SELECT id, site_id AS site, visitor_id AS visitor, contact_id AS contact, proof, source,
             linked_at, since_at, undone_at
      FROM identity_link
      """;

  private static final String OF_VISITOR =
      SELECT + "WHERE site_id = :site AND visitor_id = :visitor ORDER BY id FOR UPDATE";

  private static final String CONTACTS_OF =
      """
      SELECT visitor_id AS visitor, contact_id AS contact FROM identity_link
      WHERE site_id = :site AND visitor_id IN (<visitors>) AND undone_at IS NULL
      """;

  private static final String INSERT =
      """
      INSERT INTO identity_link (site_id, visitor_id, contact_id, proof, source, linked_at,
                                 since_at, undone_at)
      VALUES (:site, :visitor, :contact, :proof, :source, :linkedAt, :sinceAt, :undoneAt)
      """;

  private static final String PROVE =
      """
      UPDATE identity_link SET proof = 'verified', source = :source, linked_at = :at
      WHERE id = :id AND proof = 'claimed'
      """;

  private static final String END =
      "UPDATE identity_link SET since_at = :since, undone_at = :at WHERE id = :id";

  private record Linked(VisitorId visitor, ContactId contact) {}

  private final Handle handle;

  LinkRows(Handle handle) {
    this.handle = handle;
  }

  Handle handle() {
    return handle;
  }

  /** The contacts of those visitors that have one now. */
  Map<VisitorId, ContactId> contactsOf(SiteId site, Collection<VisitorId> visitors) {
    Map<VisitorId, ContactId> contacts = new HashMap<>();
    handle
        .createQuery(CONTACTS_OF)
        .bind("site", site)
        .bindList("visitors", visitors)
        .map(ConstructorMapper.of(Linked.class))
        .forEach(linked -> contacts.put(linked.visitor(), linked.contact()));
    return contacts;
  }

  /** Works in that the visitor was said to be the contact, by {@link LinkRule}. */
  void apply(SiteId site, VisitorId visitor, ContactId contact, NewContact said) {
    List<IdentityLink> links =
        handle.createQuery(OF_VISITOR).bind("site", site).bind("visitor", visitor).map(ROW).list();
    Optional<IdentityLink> current =
        links.stream().filter(link -> link.undoneAt() == null).findFirst();
    Link link = new Link(site, visitor, contact, said.proof(), said.at());
    switch (LinkRule.verdict(current, contact, said.proof(), said.at())) {
      case LINK -> insert(link, firstFreeMoment(links), null);
      case CONFIRM -> confirm(current.orElseThrow(), link);
      case SUCCEED -> {
        end(current.orElseThrow(), current.orElseThrow().sinceAt(), said.at());
        insert(link, said.at(), null);
      }
      case TAKE_OVER -> {
        end(current.orElseThrow(), said.at(), said.at());
        insert(link, current.orElseThrow().sinceAt(), null);
      }
      case NOTE -> note(links, link);
    }
  }

  private record Link(SiteId site, VisitorId visitor, ContactId contact, Proof proof, Instant at) {}

  /** When the visitor's time is nobody's: from the beginning, or after the last proved person. */
  private static Instant firstFreeMoment(List<IdentityLink> links) {
    Instant free = Instant.EPOCH;
    for (IdentityLink link : links) {
      Instant end = link.undoneAt();
      if (end != null && end.isAfter(link.sinceAt()) && end.isAfter(free)) {
        free = end;
      }
    }
    return free;
  }

  private void confirm(IdentityLink current, Link link) {
    if (link.proof() == Proof.VERIFIED) {
      handle
          .createUpdate(PROVE)
          .bind("source", source(link.proof()))
          .bind("at", link.at())
          .bind("id", current.id())
          .execute();
    }
  }

  private void end(IdentityLink current, Instant since, Instant at) {
    handle.createUpdate(END).bind("since", since).bind("at", at).bind("id", current.id()).execute();
  }

  private void note(List<IdentityLink> links, Link link) {
    if (links.stream().noneMatch(known -> known.contact().equals(link.contact()))) {
      insert(link, link.at(), link.at());
    }
  }

  private void insert(Link link, Instant since, @Nullable Instant undone) {
    handle
        .createUpdate(INSERT)
        .bind("site", link.site())
        .bind("visitor", link.visitor())
        .bind("contact", link.contact())
        .bind("proof", Proofs.word(link.proof()))
        .bind("source", source(link.proof()))
        .bind("linkedAt", link.at())
        .bind("sinceAt", since)
        .bind("undoneAt", undone)
        .execute();
  }

  private static String source(Proof proof) {
    return proof == Proof.VERIFIED ? "token" : "form";
  }
}
