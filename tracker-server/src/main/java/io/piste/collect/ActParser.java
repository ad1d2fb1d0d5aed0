package io.piste.collect;

import io.piste.base.Decimals;
import io.piste.base.JsonStream;
import io.piste.protocol.Click;
import io.piste.protocol.CustomEvent;
import io.piste.protocol.Engagement;
import io.piste.protocol.Form;
import io.piste.protocol.Search;
import io.piste.site.WebAddress;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what people did on a page beside looking at it and shopping, for {@link EventType}. */
final class ActParser {
  private static final long A_DAY = Duration.ofDays(1).toMillis();
  private static final int MOST_NAME = 100;
  private static final int MOST_FIELDS = 50;
  private static final int MOST_TERM = 2_000;
  private static final int KEPT_TERM = 200;
  private static final int MOST_RESULTS = 999_999_999;
  private static final int MOST_URL = 2_000;
  private static final int KEPT_URL = 1_000;
  private static final int MOST_PROPERTIES = 30;
  private static final int MOST_VALUE = 300;
  private static final int DECIMALS = 6;
  private static final BigDecimal MOST_NUMBER = new BigDecimal("1000000000000000");
  private static final String A_KIND = "outbound or download";

  private ActParser() {}

  static Engagement engage(JsonStream in) {
    long visible = -1;
    long depth = -1;
    while (in.nextField()) {
      switch (in.name()) {
        case "visible" -> visible = in.wholeNumber(0, A_DAY);
        case "depth" -> depth = in.wholeNumber(0, 100);
        default -> in.skip();
      }
    }
    return new Engagement(
        in.neededNumber(visible, "visible", 0, A_DAY),
        (int) in.neededNumber(depth, "depth", 0, 100));
  }

  static Click click(JsonStream in) {
    String kind = null;
    String to = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "kind" -> kind = kind(in);
        case "to" -> to = target(in);
        default -> in.skip();
      }
    }
    return new Click(in.needed(kind, "kind", A_KIND), in.neededText(to, "to", MOST_URL));
  }

  private static String kind(JsonStream in) {
    String kind = in.text(MOST_NAME);
    if (!kind.equals("outbound") && !kind.equals("download")) {
      throw in.wrong(A_KIND);
    }
    return kind;
  }

  /** What stands behind the path may name a person, wherever it leads (rule D9). */
  private static String target(JsonStream in) {
    return WebAddress.parse(in.text(MOST_URL))
        .map(address -> address.origin() + address.path())
        .filter(address -> address.length() <= KEPT_URL)
        .orElseThrow(
            () -> in.wrong("an http or https address of at most " + KEPT_URL + " characters"));
  }

  /** A field is read as a name and nothing else, so that what was typed cannot come along. */
  static Form form(JsonStream in) {
    String id = null;
    List<String> fields = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "id" -> id = in.optionalText(MOST_NAME);
        case "fields" ->
            fields = in.list(MOST_FIELDS, "names of fields", field -> field.text(MOST_NAME));
        default -> in.skip();
      }
    }
    return new Form(id, in.needed(fields, "fields", "a list of names of fields"));
  }

  static Search search(JsonStream in) {
    String term = null;
    Integer results = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "term" -> term = term(in);
        case "results" -> results = in.isNull() ? null : (int) in.wholeNumber(0, MOST_RESULTS);
        default -> in.skip();
      }
    }
    return new Search(in.neededText(term, "term", MOST_TERM), results);
  }

  /** Somebody pasted a whole page: that there was a search is worth keeping all the same. */
  private static String term(JsonStream in) {
    return plain(in, PlainText.cut(in.line(MOST_TERM), KEPT_TERM));
  }

  private static String plain(JsonStream in, String text) {
    String plain = PlainText.of(text);
    if (plain.isEmpty()) {
      throw in.wrong("something in plain text");
    }
    return plain;
  }

  static CustomEvent custom(JsonStream in) {
    String name = null;
    Map<String, Object> properties = Map.of();
    while (in.nextField()) {
      switch (in.name()) {
        case "name" -> name = plain(in, in.line(MOST_NAME));
        case "properties" -> properties = in.isNull() ? Map.of() : properties(in);
        default -> in.skip();
      }
    }
    return new CustomEvent(in.neededText(name, "name", MOST_NAME), properties);
  }

  private static Map<String, Object> properties(JsonStream in) {
    Map<String, @Nullable Object> properties = new HashMap<>();
    in.object();
    while (in.nextField()) {
      properties.put(in.checkedName(MOST_NAME), property(in));
    }
    if (properties.size() > MOST_PROPERTIES) {
      throw in.wrong("at most " + MOST_PROPERTIES + " properties, it has " + properties.size());
    }
    properties.values().removeIf(Objects::isNull);
    return Map.copyOf(properties);
  }

  private static @Nullable Object property(JsonStream in) {
    if (in.isNull()) {
      return null;
    }
    if (in.isText()) {
      String line = in.optionalLine(MOST_VALUE);
      return line == null ? "" : PlainText.of(line);
    }
    if (in.isNumber()) {
      return number(in);
    }
    if (in.isFlag()) {
      return in.optionalFlag();
    }
    throw in.wrong("a text, a number, true or false");
  }

  /** Rounded, since 0.1 + 0.2 makes 0.30000000000000004 in a page. */
  private static Number number(JsonStream in) {
    BigDecimal number = in.number();
    if (number.abs().compareTo(MOST_NUMBER) > 0) {
      throw in.wrong("a number from -" + MOST_NUMBER + " to " + MOST_NUMBER);
    }
    return Decimals.number(Decimals.rounded(number, DECIMALS));
  }
}
