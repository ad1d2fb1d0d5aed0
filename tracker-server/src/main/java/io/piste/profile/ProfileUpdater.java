package io.piste.profile;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.LostConsents;
import io.piste.consent.Purpose;
import io.piste.db.JsonRows;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import io.piste.protocol.Event;
import io.piste.visit.PagePath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Derives interests and scores from the pages of those who allow it. A rule counts for pages that
 * arrive while it is in force; those that came before are not looked at again.
 */
public final class ProfileUpdater implements Projection {
  private static final int MAX_REASON = 300;

  /** A row for each moment: people who shared a browser can be told apart by it. */
  private static final String ADD_WEIGHT =
      """
      INSERT INTO visitor_tag (site_id, visitor_id, tag, weight, weighed_at, source)
      SELECT :site, UNHEX(v.visitor), v.tag, v.weight, v.weighed_at, 'event'
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        visitor CHAR(32) CHARACTER SET ascii PATH '$[0]', tag VARCHAR(60) PATH '$[1]',
        weight DOUBLE PATH '$[2]', weighed_at BIGINT PATH '$[3]')) v
      ON DUPLICATE KEY UPDATE visitor_tag.weight = visitor_tag.weight + VALUES(weight)
      """;

  private static final String ADD_POINTS =
      """
      INSERT INTO score_ledger (site_id, visitor_id, score, points, reason, scored_at)
      VALUES (:site, :visitor, :score, :points, :reason, :at)
      """;

  private record Page(VisitorId visitor, String path, Instant at, Instant arrived) {}

  private record Scored(Page page, ScoreRule rule) {}

  @Override
  public void project(Handle handle, List<LoggedEvent> events) {
    Map<SiteId, List<Page>> pages =
        events.stream()
            .filter(logged -> logged.purposes().contains(Purpose.PROFILE))
            .filter(logged -> logged.event() instanceof Event.Page)
            .collect(
                Collectors.groupingBy(
                    LoggedEvent::site,
                    Collectors.mapping(ProfileUpdater::page, Collectors.toList())));
    pages.forEach(
        (site, all) -> {
          List<Page> ofSite = stillAllowed(handle, site, all);
          weigh(handle, site, ofSite);
          score(handle, site, ofSite);
        });
  }

  /**
   * Without those whose visitor took the consent back since they arrived: also when they waited in
   * the log, and when they are projected again (docs/adr/0068-what-a-withdrawal-removes.md).
   */
  private static List<Page> stillAllowed(Handle handle, SiteId site, List<Page> pages) {
    Set<VisitorId> visitors = pages.stream().map(Page::visitor).collect(Collectors.toSet());
    Map<VisitorId, Instant> lost = LostConsents.last(handle, site, visitors, Purpose.PROFILE);
    return lost.isEmpty()
        ? pages
        : pages.stream()
            .filter(page -> page.arrived().isAfter(lost.getOrDefault(page.visitor(), Instant.MIN)))
            .toList();
  }

  @Override
  public Rewound rewind(Handle handle, Scope scope) {
    ProfileRewind rewind = new ProfileRewind(handle, scope);
    rewind.takeBack();
    return rewind;
  }

  @Override
  public void forget(Handle handle, Scope scope) {
    new ProfileRewind(handle, scope).forget();
  }

  private static Page page(LoggedEvent logged) {
    return new Page(
        logged.visitor(),
        PagePath.of(logged.event().u()),
        logged.happenedAt(),
        logged.receivedAt());
  }

  private static void weigh(Handle handle, SiteId site, List<Page> pages) {
    JsonRows rows = new JsonRows();
    for (TagRule rule : ProfileRules.tagRules(handle, site, true)) {
      for (Page page : pages) {
        if (rule.counts(page.path(), page.arrived())) {
          rows.row(page.visitor(), rule.tag(), rule.weight().doubleValue(), page.at());
        }
      }
    }
    if (!rows.isEmpty()) {
      handle.createUpdate(ADD_WEIGHT).bind("site", site).bind("rows", rows.toString()).execute();
    }
  }

  private static void score(Handle handle, SiteId site, List<Page> pages) {
    List<Scored> scored = new ArrayList<>();
    for (ScoreRule rule : ProfileRules.scoreRules(handle, site, true)) {
      pages.stream()
          .filter(page -> rule.counts(page.path(), page.arrived()))
          .forEach(page -> scored.add(new Scored(page, rule)));
    }
    PreparedBatch batch = handle.prepareBatch(ADD_POINTS);
    for (Scored entry : scored) {
      BigDecimal points = entry.rule().points();
      batch
          .bind("site", site)
          .bind("visitor", entry.page().visitor())
          .bind("score", entry.rule().score())
          .bind("points", points)
          .bind("reason", reason(entry))
          .bind("at", entry.page().at())
          .add();
    }
    batch.execute();
  }

  private static String reason(Scored entry) {
    String reason = entry.rule().pattern() + ": " + entry.page().path();
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
  }
}
