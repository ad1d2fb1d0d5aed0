package io.piste.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads settings and keeps every mistake until {@link #finish}, so that all are told at once. A bad
 * value is replaced by the default while reading goes on. Not thread-safe: read once at start.
 */
public final class ConfigReader {
  private final Map<String, String> values;
  private final Map<String, Setting> known = new LinkedHashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  /** Reads from the values by key, such as {@code http.port} to {@code 8080}. */
  public ConfigReader(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** A text; the default when it is not set. */
  public String text(String key, String defaultValue, String doc) {
    return value(key, "text", defaultValue, doc, Optional::of).orElse(defaultValue);
  }

  /** A text that may be missing. */
  public Optional<String> optional(String key, String doc) {
    return value(key, "text", "", doc, Optional::of);
  }

  /** A text that may be missing and is never shown, in no error either. */
  public Optional<String> secret(String key, String doc) {
    return value(key, "secret", "", doc, Optional::of);
  }

  /** A whole number between min and max, both included. */
  public int number(String key, int defaultValue, int min, int max, String doc) {
    String kind = "whole number from " + min + " to " + max;
    return value(
            key, kind, Integer.toString(defaultValue), doc, text -> wholeNumber(text, min, max))
        .orElse(defaultValue);
  }

  /** A span of time between min and max, both included, written in ISO 8601: PT30M, P7D. */
  public Duration duration(
      String key, Duration defaultValue, Duration min, Duration max, String doc) {
    String kind = "time from " + written(min) + " to " + written(max);
    return value(key, kind, written(defaultValue), doc, text -> Durations.parse(text, min, max))
        .orElse(defaultValue);
  }

  /** Spans of time with commas between them, each longer than the one before. */
  public List<Duration> durations(String key, List<Duration> defaultValue, String doc) {
    return value(key, "rising times", written(defaultValue), doc, Durations::parseRising)
        .orElse(defaultValue);
  }

  /** Whole months between min and max, both included, written in ISO 8601: P13M, P2Y. */
  public Period months(String key, Period defaultValue, Period min, Period max, String doc) {
    String kind = "whole months from " + min + " to " + max;
    return value(
            key, kind, defaultValue.toString(), doc, text -> Durations.parseMonths(text, min, max))
        .orElse(defaultValue);
  }

  /** true or false. */
  public boolean flag(String key, boolean defaultValue, String doc) {
    return value(
            key, "true or false", Boolean.toString(defaultValue), doc, ConfigReader::trueOrFalse)
        .orElse(defaultValue);
  }

  /** A file or folder. */
  public Path path(String key, Path defaultValue, String doc) {
    return value(key, "path", defaultValue.toString(), doc, ConfigReader::folderOrFile)
        .orElse(defaultValue);
  }

  /** A file or folder that may be missing from the settings. */
  public Optional<Path> optionalPath(String key, String doc) {
    return value(key, "path", "", doc, ConfigReader::folderOrFile);
  }

  /** One of the words, in lower case; the constants' own names with {@code -} for {@code _}. */
  public <E extends Enum<E>> E choice(String key, E defaultValue, String doc) {
    Class<E> type = defaultValue.getDeclaringClass();
    return value(
            key,
            Choices.words(type),
            Choices.word(defaultValue),
            doc,
            text -> Choices.parse(type, text))
        .orElse(defaultValue);
  }

  /** Texts with commas between them. */
  public List<String> texts(String key, List<String> defaultValue, String doc) {
    return value(key, "texts with commas", String.join(",", defaultValue), doc, ConfigReader::parts)
        .orElse(defaultValue);
  }

  /** Adds a mistake that only a look at several settings shows. */
  public void mistake(String key, String message) {
    mistakes.add(key + ": " + message);
  }

  /** Throws one {@link ConfigProblem} with all mistakes, unknown keys among them. */
  public void finish() {
    List<String> all = new ArrayList<>(mistakes);
    for (String key : new TreeSet<>(values.keySet())) {
      if (!known.containsKey(key)) {
        all.add(key + ": there is no such setting" + Choices.nearest(key, known.keySet()));
      }
    }
    if (!all.isEmpty()) {
      throw new ConfigProblem(all);
    }
  }

  /** Every setting that was asked for, in that order. */
  public List<Setting> settings() {
    return List.copyOf(known.values());
  }

  private <T> Optional<T> value(
      String key,
      String kind,
      String defaultText,
      String doc,
      Function<String, Optional<T>> parse) {
    if (known.put(key, new Setting(key, kind, defaultText, doc)) != null) {
      throw new IllegalStateException("setting read twice: " + key);
    }
    String text = values.getOrDefault(key, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> parsed = parse.apply(text);
    if (parsed.isEmpty()) {
      mistakes.add(key + ": \"" + text + "\" is not a " + kind);
    }
    return parsed;
  }

  private static Optional<Integer> wholeNumber(String text, int min, int max) {
    try {
      return Optional.of(Integer.parseInt(text)).filter(n -> n >= min && n <= max);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> folderOrFile(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> trueOrFalse(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<List<String>> parts(String text) {
    return Optional.of(
        java.util.Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .toList());
  }

  private static String written(Duration duration) {
    return Durations.text(duration);
  }

  private static String written(List<Duration> durations) {
    return String.join(",", durations.stream().map(Durations::text).toList());
  }
}
