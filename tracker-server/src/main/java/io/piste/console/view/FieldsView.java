package io.piste.console.view;

import java.util.List;
import java.util.Map;

/**
 * The fields of contacts.
 *
 * @param own those that were added
 * @param standard those that every installation has
 * @param full whether no more can be added
 */
public record FieldsView(
    List<Own> own, List<Standard> standard, boolean full, int most, boolean saved) {
  /** An added field. */
  public record Own(
      long id,
      String label,
      String name,
      String type,
      String choices,
      String values,
      boolean counts) {}

  /** A field that is always there. */
  public record Standard(String key, String label, boolean counts) {}

  /**
   * The form of a field.
   *
   * @param id 0 for a new one
   * @param values how many contacts have a value
   * @param lost what the choices that were left out would remove; empty: nothing
   */
  public record Form(
      long id,
      Map<String, String> typed,
      List<ContactFormView.Choice> types,
      String values,
      List<String> lost,
      Map<String, String> mistakes) {
    public Form {
      typed = Map.copyOf(typed);
      types = List.copyOf(types);
      lost = List.copyOf(lost);
      mistakes = Map.copyOf(mistakes);
    }

    /** What was typed, empty when nothing. */
    public String value(String name) {
      return typed.getOrDefault(name, "");
    }
  }

  /** The question before a field goes. */
  public record Removal(long id, String label, String name, long values, String text) {}

  public FieldsView {
    own = List.copyOf(own);
    standard = List.copyOf(standard);
  }
}
