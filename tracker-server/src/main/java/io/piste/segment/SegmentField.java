package io.piste.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field that rules can ask for.
 *
 * @param name as rules write it: {@code country}, {@code custom.shoe_size}
 * @param label what people read, of fields that the operator added; null of ours: the console has
 *     texts for them
 * @param choices the texts of a choice, in order; empty for other types
 * @param number of a field that the operator added; 0 of ours
 */
public record SegmentField(
    String name, FieldType type, @Nullable String label, List<String> choices, long number) {
  /** Names of added fields begin so in rules. */
  public static final String CUSTOM = "custom.";

  public SegmentField {
    choices = List.copyOf(choices);
  }
}
