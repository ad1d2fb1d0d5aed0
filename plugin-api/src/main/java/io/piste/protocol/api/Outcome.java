package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of what was told.
 *
 * @param status stored; apart: kept without effects; dropped and ignored: gone, and sending it
 *     again does not help
 * @param code why it is not stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(
    @Nullable String id, String status, @Nullable String code, @Nullable String detail) {
  /** Whether it has its effects. */
  @JsonIgnore
  public boolean isStored() {
    return status.equals("stored");
  }
}
