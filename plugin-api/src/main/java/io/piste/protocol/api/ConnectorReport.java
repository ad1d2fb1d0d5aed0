package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code PUT /connector}: what a connector says of itself. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectorReport(Queue queue, List<Failure> errors) {
  /**
   * Calls that wait on its side.
   *
   * @param oldest since when the oldest waits, in milliseconds since 1970; null when none does
   */
  public record Queue(int length, @Nullable Long oldest) {}

  /**
   * What it could not do.
   *
   * @param at the last time, in milliseconds since 1970
   * @param count how many times
   */
  public record Failure(String code, String detail, long at, int count) {}

  public ConnectorReport {
    errors = List.copyOf(errors);
  }
}
