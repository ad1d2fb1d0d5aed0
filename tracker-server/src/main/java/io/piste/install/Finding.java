package io.piste.install;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one point.
 *
 * @param reason names the text: {@code install.<point>.<reason>}
 * @param values for its places {0}, {1}, …; from strangers, cut to 300 characters
 * @param paste what to paste somewhere as it is; null when there is nothing
 */
public record Finding(
    Point point, Mark mark, String reason, List<String> values, @Nullable String paste) {
  private static final int LONGEST = 300;

  public Finding {
    values = values.stream().map(Finding::cut).toList();
  }

  static Finding good(Point point, String reason, String... values) {
    return new Finding(point, Mark.GOOD, reason, List.of(values), null);
  }

  static Finding bad(Point point, String reason, String... values) {
    return new Finding(point, Mark.BAD, reason, List.of(values), null);
  }

  static Finding unsure(Point point, String reason, String... values) {
    return new Finding(point, Mark.UNSURE, reason, List.of(values), null);
  }

  static Finding skipped(Point point) {
    return new Finding(point, Mark.SKIPPED, "skipped", List.of(), null);
  }

  /** The same with something to paste. */
  Finding paste(String text) {
    return new Finding(point, mark, reason, values, text);
  }

  private static String cut(String value) {
    return value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
  }
}
