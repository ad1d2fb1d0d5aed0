package io.piste.eventlog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What follows from events. Called in the order of the log, each event once, inside the transaction
 * that moves the checkpoint: so its effects happen exactly once, whatever is killed when.
 */
@FunctionalInterface
public interface Projection {
  /** Writes the effects of a batch through the handle and nowhere else. */
  void project(Handle handle, List<LoggedEvent> events);
}
