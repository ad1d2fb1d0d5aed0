package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.eventlog.Scope;
import io.piste.eventlog.VisitorRebuilds;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * What follows when somebody decided by hand who a visitor is: links at once, carts, orders and
 * sequences when the visitors are made anew, which takes a second or two.
 */
final class Relinking {
  private static final String VISITORS_OF =
      """
      SELECT site_id AS site, visitor_id AS id FROM identity_statement
      WHERE contact_id IN (<contacts>)
      UNION
      SELECT site_id, visitor_id FROM identity_link WHERE contact_id IN (<contacts>)
      """;

  private final VisitorRebuilds rebuilds;

  Relinking(VisitorRebuilds rebuilds) {
    this.rebuilds = rebuilds;
  }

  /** Every visitor that was ever said to be, or is, one of these contacts. */
  static Set<Scope.Visitor> visitorsOf(Handle handle, Collection<ContactId> contacts) {
    return new HashSet<>(
        handle
            .createQuery(VISITORS_OF)
            .bindList("contacts", Jdbis.padded(contacts))
            .map(ConstructorMapper.of(Scope.Visitor.class))
            .list());
  }

  /** Derives the links of these visitors from what was said and decided. */
  void again(Handle handle, Set<Scope.Visitor> visitors) {
    new Scope(visitors, Instant.EPOCH)
        .bySite()
        .forEach((site, ofSite) -> again(handle, site, List.copyOf(ofSite)));
  }

  private void again(Handle handle, SiteId site, List<VisitorId> visitors) {
    new LinkRows(handle, site).become(visitors, new StatementRows(handle, site).of(visitors));
    visitors.forEach(visitor -> rebuilds.ask(handle, site, visitor));
  }
}
