package io.piste.profile;

import io.piste.contact.ContactChanges;
import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes the acts of events back; what was given by hand, and opening balances, stay. Whoever's
 * visitors these are is settled anew.
 */
final class ProfileRewind implements Rewound {
  private static final String OF_THESE = " WHERE site_id = :site AND visitor_id IN (<visitors>)";
  private static final String DELETE_ACTS = "DELETE FROM profile_act" + OF_THESE;
  private static final List<String> DELETE_OPENINGS =
      List.of(
          "DELETE FROM visitor_tag" + OF_THESE + " AND source = 'opening'",
          "DELETE FROM score_ledger" + OF_THESE + " AND source = 'opening'");

  private final Handle handle;
  private final Scope scope;

  ProfileRewind(Handle handle, Scope scope) {
    this.handle = handle;
    this.scope = scope;
  }

  void takeBack() {
    scope.update(handle, DELETE_ACTS);
    note();
  }

  @Override
  public void keep(Instant until) {
    scope.bySite().forEach((site, ids) -> OpeningBalance.keep(handle, site, ids));
    scope.update(handle, DELETE_ACTS);
    note();
  }

  @Override
  public void settle() {
    note();
  }

  void forget() {
    DELETE_OPENINGS.forEach(sql -> scope.update(handle, sql));
    note();
  }

  private void note() {
    scope.bySite().forEach((site, ids) -> ContactChanges.noteVisitors(handle, site, ids));
  }
}
