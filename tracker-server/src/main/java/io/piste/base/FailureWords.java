package io.piste.base;

import java.util.stream.Stream;

/** Says what failed: for the log without anything of whom it was about, else with the message. */
public final class FailureWords {
  private FailureWords() {}

  /**
   * The type of a failure and where it happened. For the log, because a message may repeat what is
   * known of a contact or what an event holds.
   */
  public static String kind(Throwable failure) {
    String type = cause(failure).getClass().getSimpleName();
    return Stream.of(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("io.piste."))
        .findFirst()
        .map(frame -> type + " at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse(type);
  }

  /** The same with the message: for what is kept beside the data that it may repeat. */
  public static String reason(Throwable failure) {
    return kind(failure) + ": " + cause(failure).getMessage();
  }

  private static Throwable cause(Throwable failure) {
    return DatabaseTrouble.sql(failure).<Throwable>map(e -> e).orElse(failure);
  }
}
