package io.piste.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Settings that are one of a few words. */
final class Choices {
  private static final int MAX_TYPOS = 3;

  private Choices() {}

  static <E extends Enum<E>> String word(E constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> String words(Class<E> type) {
    return "word out of "
        + Arrays.stream(type.getEnumConstants())
            .map(Choices::word)
            .collect(Collectors.joining(", "));
  }

  static <E extends Enum<E>> Optional<E> parse(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants()).filter(e -> word(e).equals(text)).findFirst();
  }

  /** "; did you mean x?" when a known key is a few typing mistakes away, else nothing. */
  static String nearest(String key, Collection<String> known) {
    return known.stream()
        .min(java.util.Comparator.comparingInt(other -> distance(key, other)))
        .filter(other -> distance(key, other) <= MAX_TYPOS)
        .map(other -> "; did you mean " + other + "?")
        .orElse("");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
