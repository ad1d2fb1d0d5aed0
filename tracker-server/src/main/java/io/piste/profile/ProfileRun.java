package io.piste.profile;

import io.piste.base.SiteId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Working out everybody's profile anew.
 *
 * @param total contacts when it began; null while it waits
 * @param seen contacts so far
 * @param written rows that were not what they should be, so far
 */
public record ProfileRun(
    long id,
    SiteId site,
    State state,
    Reason reason,
    Instant askedAt,
    @Nullable Instant begunAt,
    @Nullable Instant endedAt,
    @Nullable Long total,
    long seen,
    long written) {
  /** How far it is. The words are stored. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    /** A newer one does its work. */
    REPLACED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why it was asked for. The words are stored. */
  public enum Reason {
    /** Rules changed. */
    RULES,
    /** Somebody pressed a button. */
    HAND;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether there is work left. */
  public boolean isUnfinished() {
    return state == State.WAITING || state == State.RUNNING;
  }

  /** From 0 to 100. */
  public int percent() {
    if (state == State.DONE) {
      return 100;
    }
    Long all = total;
    return all == null || all == 0 ? 0 : (int) Math.min(99, seen * 100 / all);
  }
}
