package io.piste.eventlog;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Why an event was not projected, as far as people can do something about it. */
public enum DeathCause {
  /** What is stored is no event. */
  UNREADABLE,
  /** Something in it is longer than what it is kept in. */
  TOO_LONG,
  /** A text has characters, or a number has digits, that cannot be stored. */
  BAD_VALUE,
  /** It contradicts what is stored already. */
  CONFLICT,
  /** Our own mistake: an event that we took and cannot work with. */
  FAULT,
  /** It says that it happened more than 7 days before it arrived. */
  TOO_OLD,
  /** It says that it happened after it arrived. */
  IN_FUTURE;

  /** What asks for somebody: not those that strangers can make. */
  static final List<String> ALARMING =
      Stream.of(values())
          .filter(cause -> cause != TOO_OLD && cause != IN_FUTURE)
          .map(DeathCause::word)
          .toList();

  private static final int DATA_TOO_LONG = 1406;

  /** The word stored and used in texts. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads back {@link #word}; what is not known is our own mistake. */
  public static DeathCause of(String word) {
    for (DeathCause cause : values()) {
      if (cause.word().equals(word)) {
        return cause;
      }
    }
    return FAULT;
  }

  static DeathCause of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        return ofValue(e);
      }
      if (cause instanceof UnreadableEvent) {
        return UNREADABLE;
      }
    }
    return FAULT;
  }

  private static DeathCause ofValue(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (e.getErrorCode() == DATA_TOO_LONG) {
      return TOO_LONG;
    }
    return state.startsWith("23") ? CONFLICT : BAD_VALUE;
  }
}
