package io.piste.config;

import java.io.Console;
import java.util.Optional;

/** How much the program logs and in which form; on the standard error stream. */
public record LogSettings(Level level, Form form) {
  /** From little to much. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** How a line looks. */
  public enum Form {
    /** Plain on a terminal, else JSON. */
    AUTO,
    PLAIN,
    JSON
  }

  /** Reads {@code log.*}. */
  public static LogSettings read(ConfigReader config) {
    return new LogSettings(
        config.choice("log.level", Level.INFO, "How much Piste logs."),
        config.choice(
            "log.form", Form.AUTO, "auto: plain on a terminal, else a JSON object per line."));
  }

  /** Tells the logging library; must run before anything logs. */
  public void apply() {
    System.setProperty("piste.log.level", Choices.word(level));
    System.setProperty("piste.log.form", Choices.word(shown()));
  }

  private Form shown() {
    if (form != Form.AUTO) {
      return form;
    }
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? Form.PLAIN
        : Form.JSON;
  }
}
