package io.piste.eventlog;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What follows from events. Called in the order of the log, each event once, inside the transaction
 * that moves the checkpoint: so its effects happen exactly once, whatever is killed when.
 *
 * <p>A projection must not depend on how the log is cut into batches, nor on the time at which it
 * runs: a rebuild projects the same events again, in other batches, and must give the same rows.
 */
@FunctionalInterface
public interface Projection {
  /** Writes the effects of a batch through the handle and nowhere else. */
  void project(Handle handle, List<LoggedEvent> events);

  /**
   * Takes the rows of some visitors back to their opening balances, as if none of the events that
   * are still kept had happened; those events are projected again after that, in the same
   * transaction. What did not come from events stays, and ids that other rows name stay the same.
   */
  default Rewound rewind(Handle handle, Scope scope) {
    return Rewound.DONE;
  }

  /** Drops the opening balances of visitors who are erased. */
  default void forget(Handle handle, Scope scope) {}

  /**
   * Visitors whose rows may depend on what these did, so that they must be made anew together;
   * these themselves may be among them.
   */
  default Set<Scope.Visitor> kin(Handle handle, Scope scope) {
    return Set.of();
  }
}
