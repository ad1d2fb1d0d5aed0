package io.piste.segment;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.segment.RuleMistake.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One object of a rule in JSON, with the way to it. Every question about a key notes what is wrong
 * with it and goes on, so that all mistakes are told at once. Not thread-safe.
 */
final class RuleNode {
  private static final int LONGEST_NAME = 60;
  private static final int MOST_DECIMALS = 4;
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final JsonNode node;
  private final String place;
  private final List<RuleMistake> mistakes;

  RuleNode(JsonNode node, String place, List<RuleMistake> mistakes) {
    this.node = node;
    this.place = place;
    this.mistakes = mistakes;
  }

  String place() {
    return place;
  }

  boolean has(String key) {
    return node.has(key);
  }

  JsonNode get(String key) {
    return node.path(key);
  }

  /** The keys, in the order written. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Notes keys that are none of these. */
  void only(String... known) {
    Set<String> names = Set.of(known);
    for (String key : keys()) {
      if (!names.contains(key)) {
        note(Kind.UNKNOWN_KEY, shortened(key), "only " + String.join(", ", known));
      }
    }
  }

  private static String shortened(String name) {
    String line = name.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
  }

  /** Notes a mistake of a key; of the whole object when the key is empty. */
  void note(Kind kind, String key, String expected) {
    mistakes.add(new RuleMistake(at(key), kind, expected));
  }

  /** The way to a key. */
  String at(String key) {
    if (key.isEmpty()) {
      return place;
    }
    return place.isEmpty() ? key : place + "." + key;
  }

  /** The object in a key; empty, and noted, when it is none. */
  Optional<RuleNode> object(String key) {
    JsonNode value = node.path(key);
    if (!value.isObject()) {
      note(value.isMissingNode() ? Kind.MISSING : Kind.WRONG_VALUE, key, "an object");
      return Optional.empty();
    }
    return Optional.of(new RuleNode(value, at(key), mistakes));
  }

  /** A text of 1 to {@code most} characters without control characters. */
  Optional<String> text(String key, int most) {
    return noted(
        key,
        "a text of 1 to " + most + " characters",
        value -> {
          String text = value.isTextual() ? value.textValue() : "";
          boolean fits =
              !text.isEmpty()
                  && text.codePointCount(0, text.length()) <= most
                  && text.chars().noneMatch(Character::isISOControl);
          return fits ? text : null;
        });
  }

  /** A whole number; 2.0 is one. */
  Optional<Integer> whole(String key, int least, int most) {
    return noted(
        key,
        "a whole number from " + least + " to " + most,
        value -> {
          BigDecimal number = number(value, 0);
          if (number == null
              || number.compareTo(BigDecimal.valueOf(least)) < 0
              || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            return null;
          }
          return number.intValueExact();
        });
  }

  /** A number of at most 4 decimals. */
  Optional<BigDecimal> number(String key, BigDecimal least, BigDecimal most) {
    return noted(
        key,
        "a number from %s to %s with at most %d decimals"
            .formatted(least.toPlainString(), most.toPlainString(), MOST_DECIMALS),
        value -> {
          BigDecimal number = number(value, MOST_DECIMALS);
          return number != null && number.compareTo(least) >= 0 && number.compareTo(most) <= 0
              ? number
              : null;
        });
  }

  private static @Nullable BigDecimal number(JsonNode value, int decimals) {
    if (!value.isNumber()) {
      return null;
    }
    BigDecimal number = value.decimalValue();
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = number.stripTrailingZeros();
    // A number like 1e999999999 is not computed with.
    long digits = (long) stripped.precision() - stripped.scale();
    if (stripped.scale() > decimals || digits > 18) {
      return null;
    }
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** A day like 2026-03-01. */
  Optional<LocalDate> day(String key) {
    return noted(key, "a day like 2026-03-01", value -> dayOf(value.asText("")));
  }

  /** The day of a text; null when it is none. */
  static @Nullable LocalDate dayOf(String text) {
    try {
      return DAY.matcher(text).matches() ? LocalDate.parse(text) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The literal true. */
  Optional<Boolean> yes(String key) {
    return noted(key, "true", value -> (value.isBoolean() && value.booleanValue()) ? true : null);
  }

  /** What a word stands for. */
  <T> Optional<T> word(String key, Function<String, Optional<T>> of, List<String> words) {
    return noted(
        key,
        "one of " + String.join(", ", words),
        value -> value.isTextual() ? of.apply(value.textValue()).orElse(null) : null);
  }

  private <T> Optional<T> noted(String key, String expected, Function<JsonNode, @Nullable T> read) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      note(Kind.MISSING, key, expected);
      return Optional.empty();
    }
    T found = read.apply(value);
    if (found == null) {
      note(Kind.WRONG_VALUE, key, expected);
    }
    return Optional.ofNullable(found);
  }
}
