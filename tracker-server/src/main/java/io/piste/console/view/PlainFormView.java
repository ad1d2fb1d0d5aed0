package io.piste.console.view;

import java.util.Map;

/**
 * A form of a few fields.
 *
 * @param path where it is sent
 * @param back where one comes from
 * @param isNew whether nothing is stored yet
 * @param name of what is changed, empty while it is new
 * @param values what was typed, by field
 */
public record PlainFormView(
    String path,
    String back,
    boolean isNew,
    String name,
    Map<String, String> values,
    Map<String, String> mistakes) {
  public PlainFormView {
    values = Map.copyOf(values);
    mistakes = Map.copyOf(mistakes);
  }

  /** What was typed into a field. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }
}
