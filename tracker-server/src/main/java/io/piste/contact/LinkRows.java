package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.db.JsonRows;
import io.piste.protocol.Proof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the links of one site's visitors as they follow from what was said, inside the projector's
 * transaction.
 */
final class LinkRows {
  private static final RowMapper<Row> ROW = ConstructorMapper.of(Row.class);

  private static final String OF_VISITORS =
      """
      SELECT id, visitor_id AS visitor, contact_id AS contact, proof, source, linked_at, since_at,
             undone_at
      FROM identity_link
      WHERE site_id = :site AND visitor_id IN (<visitors>) ORDER BY id FOR UPDATE
      """;

  private static final String CONTACTS_OF =
      """
      SELECT STRAIGHT_JOIN l.visitor_id AS visitor, l.contact_id AS contact
      FROM JSON_TABLE(:visitors, '$[*]'
        COLUMNS (visitor CHAR(32) CHARACTER SET ascii PATH '$[0]')) v
      JOIN identity_link l FORCE INDEX (identity_link_visitor)
        ON l.site_id = :site AND l.visitor_id = UNHEX(v.visitor) AND l.undone_at IS NULL
      """;

  private static final String INSERT =
      """
      INSERT INTO identity_link (site_id, visitor_id, contact_id, proof, source, linked_at,
                                 since_at, undone_at)
      VALUES (:site, :visitor, :contact, :proof, :source, :linkedAt, :sinceAt, :undoneAt)
      """;

  private static final String DELETE = "DELETE FROM identity_link WHERE id IN (<ids>)";

  private record Linked(VisitorId visitor, ContactId contact) {}

  private record Row(
      long id,
      VisitorId visitor,
      ContactId contact,
      Proof proof,
      String source,
      Instant linkedAt,
      Instant sinceAt,
      @Nullable Instant undoneAt) {
    Link link() {
      return new Link(visitor, new Stretch(contact, proof, source, linkedAt, sinceAt, undoneAt));
    }
  }

  private record Link(VisitorId visitor, Stretch stretch) {}

  private final Handle handle;
  private final SiteId site;

  LinkRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  /** The contacts of those visitors that have one now. */
  Map<VisitorId, ContactId> contactsOf(Collection<VisitorId> visitors) {
    Map<VisitorId, ContactId> contacts = new HashMap<>();
    handle
        .createQuery(CONTACTS_OF)
        .bind("site", site)
        .bind("visitors", JsonRows.of(visitors).toString())
        .map(ConstructorMapper.of(Linked.class))
        .forEach(linked -> contacts.put(linked.visitor(), linked.contact()));
    return contacts;
  }

  /** Writes what follows; rows that stay the same are not touched. */
  void become(Map<VisitorId, VisitorHistory> histories) {
    become(histories.keySet(), histories);
  }

  /** The same for visitors of some of whom nothing is said any more. */
  void become(Collection<VisitorId> visitors, Map<VisitorId, VisitorHistory> histories) {
    Set<Link> links = new HashSet<>();
    histories.forEach(
        (visitor, history) ->
            history.stretches().forEach(stretch -> links.add(new Link(visitor, stretch))));
    List<Long> gone = new ArrayList<>();
    Set<ContactId> changed = new HashSet<>();
    for (Row row : rows(visitors)) {
      if (!links.remove(row.link())) {
        gone.add(row.id());
        changed.add(row.contact());
      }
    }
    if (!gone.isEmpty()) {
      handle.createUpdate(DELETE).bindList("ids", gone).execute();
    }
    insert(links);
    links.forEach(link -> changed.add(link.stretch().contact()));
    ContactChanges.note(handle, site, changed);
  }

  private List<Row> rows(Collection<VisitorId> visitors) {
    return handle
        .createQuery(OF_VISITORS)
        .bind("site", site)
        .bindList("visitors", Jdbis.padded(visitors))
        .map(ROW)
        .list();
  }

  private void insert(Collection<Link> links) {
    if (links.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(INSERT);
    // Numbered in the order of linking, whatever the set's order is.
    List<Link> inOrder = new ArrayList<>(links);
    inOrder.sort(Comparator.comparing(link -> link.stretch().linkedAt()));
    for (Link link : inOrder) {
      Stretch stretch = link.stretch();
      batch
          .bind("site", site)
          .bind("visitor", link.visitor())
          .bind("contact", stretch.contact())
          .bind("proof", Proofs.word(stretch.proof()))
          .bind("source", stretch.source())
          .bind("linkedAt", stretch.linkedAt())
          .bind("sinceAt", stretch.since())
          .bind("undoneAt", stretch.until())
          .add();
    }
    batch.execute();
  }
}
