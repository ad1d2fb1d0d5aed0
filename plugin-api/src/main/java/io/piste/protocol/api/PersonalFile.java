package io.piste.protocol.api;

import java.util.List;
import java.util.Map;

/** The answer to {@code GET /privacy}: all that the site keeps about a person, by kind. */
public record PersonalFile(String email, Map<String, List<Map<String, Object>>> data) {
  public PersonalFile {
    data = Map.copyOf(data);
  }
}
