package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * All that the stored rows of some visitors contribute to the roll-ups: for a rebuild or an
 * erasure, which takes it away before it changes the rows, and adds what is left afterwards.
 */
final class VisitorTraffic {
  private static final String PAGES =
      """
      SELECT viewed_at, path FROM page_view
      WHERE site_id = :site AND visitor_id IN (<visitors>)
      """;
  private static final String EVENTS =
      """
      SELECT visitor_id, session_id, happened_at, kind, name, path, amount FROM visit_event
      WHERE site_id = :site AND visitor_id IN (<visitors>)
      """;

  private final Handle handle;
  private final SiteId site;
  private final Contributions contributions;

  VisitorTraffic(Handle handle, SiteId site, Contributions contributions) {
    this.handle = handle;
    this.site = site;
    this.contributions = contributions;
  }

  /** Adds ({@code sign} 1) or takes away (-1) what is stored of them now. */
  void add(Collection<VisitorId> visitors, int sign) {
    if (visitors.isEmpty()) {
      return;
    }
    sessions(visitors, sign);
    handle
        .createQuery(PAGES)
        .bind("site", site)
        .bindList("visitors", visitors)
        .map(
            (row, context) ->
                Map.entry(Instant.ofEpochMilli(row.getLong("viewed_at")), row.getString("path")))
        .forEach(page -> contributions.page(page.getKey(), page.getValue(), sign));
    handle
        .createQuery(EVENTS)
        .bind("site", site)
        .bindList("visitors", visitors)
        .map((row, context) -> event(row))
        .forEach(event -> contributions.event(event, sign));
  }

  private static VisitEvent event(ResultSet row) throws SQLException {
    return new VisitEvent(
        new VisitorId(Jdbis.uuidOf(row.getBytes("visitor_id"))),
        row.getLong("session_id"),
        Instant.ofEpochMilli(row.getLong("happened_at")),
        Act.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("name"),
        row.getString("path"),
        row.getLong("amount"));
  }

  private void sessions(Collection<VisitorId> visitors, int sign) {
    SessionRows rows = new SessionRows(handle, site);
    Map<VisitorId, List<StoredSession>> byVisitor = new HashMap<>();
    for (StoredSession session : rows.allOf(visitors)) {
      byVisitor.computeIfAbsent(session.visitor(), any -> new ArrayList<>()).add(session);
      contributions.session(sign < 0 ? session : null, sign < 0 ? null : session);
      contributions.visits(session, rows.pathsOf(session), sign);
    }
    byVisitor
        .values()
        .forEach(
            sessions ->
                contributions.visitor(
                    sign < 0 ? sessions : List.of(), sign < 0 ? List.of() : sessions));
  }
}
