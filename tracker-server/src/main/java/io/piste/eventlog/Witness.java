package io.piste.eventlog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Sees the events that do not count, each once, when the projector first reads it, inside the
 * transaction that moves the checkpoint. Never asked again by a rebuild: what it writes tells how
 * things arrived.
 */
@FunctionalInterface
public interface Witness {
  /** Writes through the handle and nowhere else. */
  void saw(Handle handle, List<Arrived> arrivals);
}
