package io.piste.connector;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connector said of itself last.
 *
 * @param name such as wordpress
 * @param platform versions around it, as sent: {@code wp=7.1.1; wc=10.9.1}; perhaps empty
 * @param seenAt its last call, to the minute
 * @param report null when it never sent one
 */
public record Connector(
    String name, String version, String platform, Instant seenAt, @Nullable Report report) {

  /**
   * How it is doing on its side.
   *
   * @param queueLength how many calls wait to be sent again
   * @param oldestAt since when the oldest waits; null when none does
   */
  public record Report(
      Instant at, int queueLength, @Nullable Instant oldestAt, List<Failure> errors) {
    public Report {
      errors = List.copyOf(errors);
    }
  }

  /**
   * What it could not do.
   *
   * @param at the last time, in milliseconds since 1970
   * @param count how many times
   */
  public record Failure(String code, String detail, long at, int count) {}
}
