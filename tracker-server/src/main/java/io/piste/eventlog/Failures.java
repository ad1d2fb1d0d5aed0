package io.piste.eventlog;

import io.piste.base.DatabaseTrouble;
import java.util.Set;

/** Tells what an event is to blame for from what the database is. */
final class Failures {
  /** Dead-lock, lock wait, row changed since read: the same again will do. */
  private static final Set<Integer> LOST_RACES = Set.of(1213, 1205, 1020);

  private Failures() {}

  /** Whether it is worth trying the same again at once. */
  static boolean isLostRace(Throwable failure) {
    return DatabaseTrouble.sql(failure)
        .filter(e -> LOST_RACES.contains(e.getErrorCode()))
        .isPresent();
  }

  /**
   * Whether the database is in trouble, whatever the event: waiting helps. Only values that do not
   * fit are an event's own fault; in doubt the projector waits, so that a full disk or a missing
   * right does not turn the whole log into dead letters.
   */
  static boolean isOfDatabase(Throwable failure) {
    return DatabaseTrouble.caused(failure);
  }
}
