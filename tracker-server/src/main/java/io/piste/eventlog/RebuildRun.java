package io.piste.eventlog;

import io.piste.base.SiteId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild is.
 *
 * @param beatAt the last step forward
 * @param untilAt the end of the part of the log that is being closed; null when all is rebuilt
 * @param onlySite the site whose visitors are made anew; null for all
 * @param throughSeq up to where the log was looked through
 * @param targetSeq up to where there was something to look through at the start
 * @param events how many events there are to project again, as far as found
 */
public record RebuildRun(
    String job,
    State state,
    Instant startedAt,
    Instant beatAt,
    @Nullable Instant endedAt,
    @Nullable Instant untilAt,
    @Nullable SiteId onlySite,
    long throughSeq,
    long targetSeq,
    Scope.Visitor cursor,
    long events,
    long eventsDone,
    long visitorsDone) {

  /** What is being done. */
  public enum State {
    /** The log is looked through. */
    GATHERING,
    /** Visitor after visitor is made anew. */
    PROJECTING,
    /** The events are dropped, and raw rows of their time go. */
    SWEEPING,
    /** All is done. */
    DONE
  }

  /** Without a step forward for so long nobody works at it any more. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  /** Whether there is something left to do. */
  public boolean isUnfinished() {
    return state != State.DONE;
  }

  /** Whether it was left, by a kill for one: it goes on where it was when it is started again. */
  public boolean isLeft(Instant now) {
    return isUnfinished() && beatAt.plus(SILENCE).isBefore(now);
  }

  /** From 0 to 1; looking through the log is the first tenth. */
  public double share() {
    return switch (state) {
      case GATHERING -> 0.1 * part(throughSeq, targetSeq);
      case PROJECTING -> 0.1 + 0.9 * part(eventsDone, events);
      case SWEEPING, DONE -> 1;
    };
  }

  private static double part(long done, long all) {
    return all <= 0 ? 1 : Math.min(1, (double) done / all);
  }
}
