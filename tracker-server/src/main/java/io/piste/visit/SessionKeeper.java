package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.protocol.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Keeps sessions, page views and products seen, of visitors who allow that. Every kind of event
 * keeps a session going; pages alone are counted.
 */
public final class SessionKeeper implements Projection {
  private record Viewed(LoggedEvent logged, Event.Page page, SessionDraft session) {}

  @Override
  public void project(Handle handle, List<LoggedEvent> events) {
    Map<SiteId, List<LoggedEvent>> bySite =
        events.stream()
            .filter(event -> event.purposes().contains(Purpose.VISITS))
            .collect(Collectors.groupingBy(LoggedEvent::site));
    bySite.forEach((site, ofSite) -> keep(new VisitRows(handle, site), ofSite));
  }

  private static void keep(VisitRows rows, List<LoggedEvent> events) {
    SessionBook book = new SessionBook(load(rows, events));
    List<Viewed> pages = new ArrayList<>();
    List<LoggedEvent> products = new ArrayList<>();
    for (LoggedEvent logged : events) {
      SessionDraft session = book.add(logged.visitor(), act(logged));
      if (logged.event() instanceof Event.Page page) {
        session.countPage();
        pages.add(new Viewed(logged, page, session));
      } else if (logged.event() instanceof Event.ProductSeen) {
        products.add(logged);
      }
    }
    rows.insertSessions(book.begun());
    rows.updateSessions(book.changed());
    rows.removeMerged(book.merged());
    rows.insertPages(
        pages.stream()
            .map(
                viewed ->
                    rows.pageView(viewed.logged(), viewed.page(), viewed.session().survivor()))
            .toList());
    rows.insertProducts(products);
  }

  private static List<Session> load(VisitRows rows, List<LoggedEvent> events) {
    Set<VisitorId> visitors = events.stream().map(LoggedEvent::visitor).collect(Collectors.toSet());
    List<Instant> times =
        events.stream().map(LoggedEvent::happenedAt).sorted(Comparator.naturalOrder()).toList();
    return rows.sessionsNear(visitors, times.getFirst(), times.getLast());
  }

  private static SessionDraft.Act act(LoggedEvent logged) {
    String referrer =
        logged.event() instanceof Event.Page page ? VisitRows.cut(page.r(), 1000) : null;
    return new SessionDraft.Act(logged.happenedAt(), logged.event().u(), referrer);
  }
}
