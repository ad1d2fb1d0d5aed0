package io.piste.automation;

import static io.piste.db.LockConflicts.retried;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Moves sequences on: stops those that events have overtaken (an order, a withdrawn consent) and
 * puts the mails that are due into the outbox. A step and its mail are one transaction. Several
 * processes may run it at once.
 */
public final class EnrolmentRunner {
  private static final int BATCH = 50;

  private final Jdbi jdbi;
  private final Enrolments enrolments;
  private final CartSequences sequences;
  private final InstantSource clock;

  /** Moves nothing yet. */
  public EnrolmentRunner(
      Jdbi jdbi, Enrolments enrolments, CartSequences sequences, InstantSource clock) {
    this.jdbi = jdbi;
    this.enrolments = enrolments;
    this.sequences = sequences;
    this.clock = clock;
  }

  /** Looks once; true when there may be more. */
  public boolean runOnce() {
    int stopped = inTransaction(this::stopOvertaken);
    int stepped = inTransaction(this::stepDue);
    return stopped == BATCH || stepped == BATCH;
  }

  private int stopOvertaken(Handle handle) {
    int stopped = 0;
    for (Enrolment enrolment : enrolments.overtaken(handle, BATCH)) {
      boolean ended =
          sequences
              .against(handle, enrolment)
              .map(reason -> sequences.stop(handle, enrolment, reason))
              .orElse(false);
      stopped += ended ? 1 : 0;
    }
    return stopped;
  }

  private int stepDue(Handle handle) {
    List<Enrolment> due = enrolments.due(handle, clock.instant(), BATCH);
    due.forEach(enrolment -> sequences.step(handle, enrolment, clock.instant()));
    return due.size();
  }

  private interface Work {
    int run(Handle handle);
  }

  private int inTransaction(Work work) {
    return retried(() -> jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::run));
  }
}
