package io.piste.console;

import io.piste.config.ConfigReader;
import java.util.Optional;

/**
 * How people reach the console.
 *
 * @param url without a slash at the end; empty: the address that the server listens on
 */
public record ConsoleSettings(Optional<String> url) {
  /** Reads {@code console.url}. */
  public static ConsoleSettings read(ConfigReader config) {
    return new ConsoleSettings(
        config
            .optional(
                "console.url",
                "The address that people open the console at, without /console: for the links that"
                    + " are printed in the terminal. Not set: where the server listens.")
            .map(url -> url.replaceAll("/+$", "")));
  }
}
