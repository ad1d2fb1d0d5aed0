package io.piste.profile;

import io.piste.base.SiteId;
import java.time.InstantSource;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes rules of a site. Rules count for everything that is kept, so each change asks, in the
 * same transaction, for a run that works everybody out anew. Thread-safe.
 */
final class RuleChanges {
  private final Jdbi jdbi;
  private final InstantSource clock;

  RuleChanges(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Makes a change, and answers how many rows it says that it changed. */
  int make(SiteId site, ToIntFunction<Handle> change) {
    return jdbi.inTransaction(
        handle -> {
          int changed = change.applyAsInt(handle);
          ProfileRuns.ask(handle, site, ProfileRun.Reason.RULES, clock.instant());
          return changed;
        });
  }
}
