package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Which visitors are the same person, for the visitors of a batch of events. */
public final class People {
  private static final String OF_VISITORS =
      LinkRows.SELECT + "WHERE site_id = :site AND visitor_id IN (<visitors>)";

  private static final String OF_CONTACTS =
      LinkRows.SELECT + "WHERE site_id = :site AND contact_id IN (<contacts>)";

  /** Nobody is known. */
  public static final People NONE = new People(List.of());

  private final Map<VisitorId, List<IdentityLink>> links;
  private final Map<ContactId, Set<VisitorId>> browsers = new HashMap<>();

  private People(Collection<IdentityLink> all) {
    links = all.stream().collect(Collectors.groupingBy(IdentityLink::visitor));
    for (IdentityLink link : all) {
      if (link.undoneAt() == null) {
        browsers.computeIfAbsent(link.contact(), contact -> new HashSet<>()).add(link.visitor());
      }
    }
  }

  /** Looks at all links of some visitors of a site, and at those of their contacts. */
  public static People of(Handle handle, SiteId site, Collection<VisitorId> visitors) {
    List<IdentityLink> ofVisitors =
        handle
            .createQuery(OF_VISITORS)
            .bind("site", site)
            .bindList("visitors", visitors)
            .map(LinkRows.ROW)
            .list();
    if (ofVisitors.isEmpty()) {
      return NONE;
    }
    List<IdentityLink> ofContacts =
        handle
            .createQuery(OF_CONTACTS)
            .bind("site", site)
            .bindList("contacts", ofVisitors.stream().map(IdentityLink::contact).toList())
            .map(LinkRows.ROW)
            .list();
    Set<IdentityLink> all = new HashSet<>(ofVisitors);
    all.addAll(ofContacts);
    return new People(all);
  }

  /**
   * The visitor, and the browsers that belong to who used it at the time: on a shared browser that
   * need not be who uses it now.
   */
  public Set<VisitorId> sameAs(VisitorId visitor, Instant at) {
    Set<VisitorId> same = new HashSet<>();
    same.add(visitor);
    for (IdentityLink link : links.getOrDefault(visitor, List.of())) {
      if (link.covers(at)) {
        same.addAll(browsers.getOrDefault(link.contact(), Set.of()));
      }
    }
    return same;
  }

  /** All browsers of their contacts. */
  public Set<VisitorId> browsers() {
    Set<VisitorId> all = new HashSet<>();
    browsers.values().forEach(all::addAll);
    return all;
  }
}
