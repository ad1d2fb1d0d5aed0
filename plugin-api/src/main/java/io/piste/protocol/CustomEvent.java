package io.piste.protocol;

import java.util.Map;

/**
 * An event that the site itself named.
 *
 * @param name at most 100 characters
 * @param properties at most 30; values are texts of at most 300 characters, numbers or yes/no
 */
public record CustomEvent(String name, Map<String, Object> properties) {
  public CustomEvent {
    properties = Map.copyOf(properties);
  }
}
