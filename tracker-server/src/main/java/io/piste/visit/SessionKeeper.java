package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import io.piste.protocol.Event;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions, page views, products seen and what else was done, of visitors who allow that, and
 * the roll-ups of it all. Every act of a visitor keeps a session going; pages alone are counted.
 */
public final class SessionKeeper implements Projection {
  private record Done(LoggedEvent logged, Act act, SessionDraft session) {}

  private final Sites sites;
  private final ChannelRules channels;
  private final DayValues values = new DayValues();

  /** Asks the sites for their clock and their hosts, and the rules for channels. */
  public SessionKeeper(Sites sites, ChannelRules channels) {
    this.sites = sites;
    this.channels = channels;
  }

  @Override
  public void project(Handle handle, List<LoggedEvent> events) {
    Map<SiteId, List<LoggedEvent>> bySite =
        events.stream()
            .filter(event -> event.purposes().contains(Purpose.VISITS))
            .filter(event -> !(event.event() instanceof Event.OrderChanged))
            .collect(
                Collectors.groupingBy(
                    LoggedEvent::site,
                    () -> new TreeMap<>(Comparator.comparingLong(SiteId::value)),
                    Collectors.toList()));
    bySite.forEach((site, ofSite) -> keep(handle, site, ofSite));
  }

  /**
   * Takes what the rows of some visitors add to the roll-ups away ({@code sign} -1), to be called
   * before the rows are changed by other means than events, or adds it (1), to be called after.
   *
   * @param now the time of the change; the site's clock must be known for it
   */
  void recount(Handle handle, SiteId site, Collection<VisitorId> visitors, int sign, Instant now) {
    TrafficRows traffic = new TrafficRows(handle, site);
    TrafficSums sums = new TrafficSums();
    SiteClock clock = traffic.clock(zone(sites.find(site).orElse(null)), now);
    new VisitorTraffic(handle, site, new Contributions(clock, sums)).add(visitors, sign);
    traffic.add(sums, values);
  }

  @Override
  public Rewound rewind(Handle handle, Scope scope) {
    VisitRewind rewind = new VisitRewind(handle, scope);
    recount(handle, scope, -1);
    rewind.takeBack();
    recount(handle, scope, 1);
    return rewind;
  }

  private void recount(Handle handle, Scope scope, int sign) {
    scope.bySite().forEach((site, visitors) -> recount(handle, site, visitors, sign, scope.now()));
  }

  @Override
  public void forget(Handle handle, Scope scope) {
    new VisitRewind(handle, scope).forget();
  }

  private void keep(Handle handle, SiteId id, List<LoggedEvent> events) {
    @Nullable Site site = sites.find(id).orElse(null);
    SessionRows sessions = new SessionRows(handle, id);
    SessionBook book = new SessionBook(load(sessions, events));
    List<Done> done = new ArrayList<>(events.size());
    for (LoggedEvent logged : events) {
      Act act = Act.of(logged);
      done.add(new Done(logged, act, book.add(logged.visitor(), act)));
    }
    List<SessionDraft> touched = book.touched();
    touched.forEach(
        draft ->
            draft.attribute(
                landing -> channels.channels().of(landing.url(), landing.referrer(), site)));
    TrafficRows traffic = new TrafficRows(handle, id);
    TrafficSums sums = new TrafficSums();
    Contributions contributions = new Contributions(clock(traffic, site, events), sums);
    new VisitorSums(contributions, sessions).add(touched);
    sessions.insert(book.begun());
    sessions.update(book.changed());
    sessions.removeMerged(book.merged());
    insert(new VisitRows(handle, id), done, contributions);
    traffic.add(sums, values);
  }

  private static void insert(VisitRows rows, List<Done> done, Contributions contributions) {
    List<PageView> pages = new ArrayList<>();
    List<VisitEvent> others = new ArrayList<>();
    for (Done each : done) {
      VisitorId visitor = each.logged().visitor();
      long session = each.session().survivor().id();
      if (each.logged().event() instanceof Event.Page page) {
        pages.add(rows.pageView(visitor, session, page, each.act()));
      } else {
        others.add(VisitEvent.of(visitor, session, each.act()));
      }
    }
    rows.insertPages(pages);
    rows.insertEvents(others);
    rows.insertProducts(done.stream().map(Done::logged).toList());
    pages.forEach(page -> contributions.page(page.viewedAt(), page.path(), 1));
    others.forEach(event -> contributions.event(event, 1));
  }

  private static SiteClock clock(
      TrafficRows traffic, @Nullable Site site, List<LoggedEvent> events) {
    Instant now =
        events.stream().map(LoggedEvent::receivedAt).max(Instant::compareTo).orElseThrow();
    return traffic.clock(zone(site), now);
  }

  private static ZoneId zone(@Nullable Site site) {
    return site == null ? ZoneOffset.UTC : site.timeZone();
  }

  private static List<StoredSession> load(SessionRows rows, List<LoggedEvent> events) {
    Set<VisitorId> visitors = events.stream().map(LoggedEvent::visitor).collect(Collectors.toSet());
    List<Instant> times =
        events.stream().map(LoggedEvent::happenedAt).sorted(Comparator.naturalOrder()).toList();
    return rows.near(visitors, times.getFirst(), times.getLast());
  }
}
