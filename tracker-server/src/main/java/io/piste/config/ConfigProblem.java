package io.piste.config;

import java.util.List;

/** Everything that is wrong with the settings, at once. Thrown at start only. */
public final class ConfigProblem extends RuntimeException {
  private final transient List<String> mistakes;

  ConfigProblem(List<String> mistakes) {
    super("The settings are wrong:\n  " + String.join("\n  ", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** One line each, starting with the key. */
  public List<String> mistakes() {
    return mistakes;
  }
}
