package io.piste.protocol.api;

import java.util.Map;

/** The answer to {@code DELETE /privacy}: how much there was, by kind. */
public record Erased(Map<String, Integer> erased) {
  public Erased {
    erased = Map.copyOf(erased);
  }
}
