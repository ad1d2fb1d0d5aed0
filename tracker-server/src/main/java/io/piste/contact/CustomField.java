package io.piste.contact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field that the operator added.
 *
 * @param name small letters, digits and _, beginning with a letter; it never changes
 * @param label what people read
 * @param choices the texts of a choice in their order; empty for other types
 * @param counts whether it counts for completeness
 */
public record CustomField(
    long id, String name, String label, FieldType type, List<String> choices, boolean counts)
    implements Field {
  /** The most characters of a text. */
  public static final int MOST_TEXT = 500;

  @Override
  public String key() {
    return CUSTOM + name;
  }

  @Override
  public int mostCharacters() {
    return MOST_TEXT;
  }

  @Override
  public Reading read(String typed, @Nullable String country) {
    return switch (type) {
      case TEXT -> Readings.line(typed, MOST_TEXT);
      case NUMBER -> Readings.number(typed);
      case DATE -> Readings.date(typed);
      case CHOICE -> Readings.choice(typed, choices);
      case YES_NO -> Readings.yesNo(typed);
    };
  }
}
