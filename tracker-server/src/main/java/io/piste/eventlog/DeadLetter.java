package io.piste.eventlog;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be projected.
 *
 * @param seq its place in the log
 * @param type of the event, by its name in the protocol
 * @param reason what went wrong, in the words of the program; may quote the event
 * @param tries how often it failed
 * @param settledBy who replayed or discarded it
 * @param body the event as JSON; null when it was not asked for, or is dropped by now
 */
public record DeadLetter(
    long seq,
    SiteId site,
    VisitorId visitor,
    String type,
    DeathCause cause,
    State state,
    String reason,
    Instant receivedAt,
    Instant diedAt,
    int tries,
    @Nullable Instant settledAt,
    @Nullable String settledBy,
    @Nullable String body) {

  /** What became of it. */
  public enum State {
    /** It waits for somebody to decide. */
    DEAD,
    /** It was projected after all. */
    REPLAYED,
    /** It stays without effects, unless somebody replays it after all. */
    DISCARDED;

    /** The word stored and used in addresses and texts. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads back {@link #word}. */
    public static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
