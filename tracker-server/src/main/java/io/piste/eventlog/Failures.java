package io.piste.eventlog;

import io.piste.base.DatabaseTrouble;

/** Tells what an event is to blame for from what the database is. */
final class Failures {
  private Failures() {}

  /**
   * Whether the database is in trouble, whatever the event: waiting helps. Only values that do not
   * fit are an event's own fault; in doubt the projector waits, so that a full disk or a missing
   * right does not turn the whole log into dead letters.
   */
  static boolean isOfDatabase(Throwable failure) {
    return DatabaseTrouble.caused(failure);
  }
}
