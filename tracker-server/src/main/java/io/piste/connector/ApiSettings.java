package io.piste.connector;

import io.piste.config.ConfigReader;
import java.util.Map;

/**
 * Limits of the plugin API.
 *
 * @param keyMinute calls in a minute with one key
 */
public record ApiSettings(int keyMinute) {
  /** Reads {@code api.*}. */
  public static ApiSettings read(ConfigReader config) {
    return new ApiSettings(
        config.number(
            "api.key.minute",
            3_000,
            1,
            16_000_000,
            "Calls of the plugin API in a minute with one key; more are answered 429."));
  }

  /** What is used when nothing is set. */
  public static ApiSettings defaults() {
    return read(new ConfigReader(Map.of()));
  }
}
