package io.piste.profile;

import io.piste.consent.LostConsents;
import io.piste.consent.LostConsents.Lost;
import io.piste.contact.ContactChanges;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Removes the acts of those who took their consent to a profile back, and what is kept of older
 * ones; what followed from them goes when their contacts are settled, right after: at once, and
 * once more a few minutes later, when what was being projected meanwhile is done. What a person
 * entered by hand stays. Can be killed at any time (docs/adr/0068-what-a-withdrawal-removes.md).
 */
public final class ProfileEraser {
  private static final Duration AGAIN = Duration.ofMinutes(5);
  private static final int PASSES = 2;

  private static final List<String> DELETES =
      List.of(
          "DELETE FROM profile_act WHERE site_id = :site AND visitor_id = :visitor",
          "DELETE FROM visitor_tag WHERE site_id = :site AND visitor_id = :visitor"
              + " AND source = 'opening'",
          "DELETE FROM score_ledger WHERE site_id = :site AND visitor_id = :visitor"
              + " AND source = 'opening'");

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Removes nothing yet. */
  public ProfileEraser(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Does some of it; true while there may be more. */
  public boolean runOnce() {
    Instant now = clock.instant();
    boolean more = false;
    for (int passes = 0; passes < PASSES; passes++) {
      int times = passes;
      Instant until = now.minus(AGAIN.multipliedBy(passes));
      List<Lost> due = jdbi.withHandle(handle -> LostConsents.due(handle, times, until));
      due.forEach(lost -> jdbi.useTransaction(handle -> erase(handle, lost, times)));
      more |= !due.isEmpty();
    }
    return more;
  }

  private static void erase(Handle handle, Lost lost, int passes) {
    DELETES.forEach(
        sql ->
            handle
                .createUpdate(sql)
                .bind("site", lost.site())
                .bind("visitor", lost.visitor())
                .execute());
    ContactChanges.noteVisitors(handle, lost.site(), List.of(lost.visitor()));
    LostConsents.passed(handle, lost, passes);
  }
}
