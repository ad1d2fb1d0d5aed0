package io.piste.console.view;

import java.util.List;
import java.util.Map;

/**
 * The form of a site.
 *
 * @param publicId empty for a new one
 * @param mistakes by the name of the field, in the reader's language
 */
public record SiteFormView(
    String publicId, Map<String, String> values, Map<String, String> mistakes, List<String> zones) {
  public SiteFormView {
    values = Map.copyOf(values);
    mistakes = Map.copyOf(mistakes);
    zones = List.copyOf(zones);
  }

  /** What the field holds. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }
}
