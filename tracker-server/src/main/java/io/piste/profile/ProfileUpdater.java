package io.piste.profile;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.LostConsents;
import io.piste.consent.Purpose;
import io.piste.contact.ContactChanges;
import io.piste.db.JsonRows;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the acts of those who allow a profile, and notes whose profiles may have changed. It asks
 * no rules: what acts are worth is worked out person by person, soon after, by {@link
 * ProfileRunner}.
 */
public final class ProfileUpdater implements Projection {
  private static final String ADD =
      """
      INSERT IGNORE INTO profile_act
        (site_id, visitor_id, happened_at, event_id, kind, name, amount)
      SELECT :site, UNHEX(v.visitor), v.happened_at, UNHEX(v.event), v.kind, v.name, v.amount
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        visitor CHAR(32) CHARACTER SET ascii PATH '$[0]', happened_at BIGINT PATH '$[1]',
        event CHAR(32) CHARACTER SET ascii PATH '$[2]',
        kind VARCHAR(16) CHARACTER SET ascii PATH '$[3]', name VARCHAR(300) PATH '$[4]',
        amount DECIMAL(14,4) PATH '$[5]')) v
      """;

  @Override
  public void project(Handle handle, List<LoggedEvent> events) {
    Map<SiteId, Set<VisitorId>> acting = new HashMap<>();
    Map<SiteId, Set<VisitorId>> allowing = new HashMap<>();
    for (LoggedEvent logged : events) {
      add(acting, logged);
      if (logged.purposes().contains(Purpose.PROFILE)) {
        add(allowing, logged);
      }
    }
    allowing.forEach((site, visitors) -> keep(handle, site, visitors, events));
    acting.forEach((site, visitors) -> ContactChanges.noteVisitors(handle, site, visitors));
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

  private static void add(Map<SiteId, Set<VisitorId>> visitors, LoggedEvent logged) {
    visitors.computeIfAbsent(logged.site(), site -> new HashSet<>()).add(logged.visitor());
  }

  /**
   * Without those whose visitor took the consent back since they arrived: also when they waited in
   * the log, and when they are projected again (docs/adr/0068-what-a-withdrawal-removes.md).
   */
  private static void keep(
      Handle handle, SiteId site, Set<VisitorId> visitors, List<LoggedEvent> events) {
    Map<VisitorId, Instant> lost = LostConsents.last(handle, site, visitors, Purpose.PROFILE);
    JsonRows rows = new JsonRows();
    for (LoggedEvent logged : events) {
      if (logged.site().equals(site)
          && logged.purposes().contains(Purpose.PROFILE)
          && logged.receivedAt().isAfter(lost.getOrDefault(logged.visitor(), Instant.MIN))) {
        ActRow.of(logged).ifPresent(act -> add(rows, logged, act));
      }
    }
    if (!rows.isEmpty()) {
      handle.createUpdate(ADD).bind("site", site).bind("rows", rows.toString()).execute();
    }
  }

  private static void add(JsonRows rows, LoggedEvent logged, ActRow act) {
    BigDecimal amount = act.amount();
    rows.row(
        logged.visitor(),
        logged.happenedAt(),
        logged.event().id(),
        act.kind().word(),
        act.name(),
        amount == null ? null : amount.toPlainString());
  }
}
