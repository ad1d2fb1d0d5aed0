package io.piste.console.view;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a segment.
 *
 * @param path where it is sent
 * @param id of the segment; empty when nothing is stored yet
 * @param tried whether it was sent with mistakes: they are shown from then on
 * @param rule null for a list by hand
 * @param addresses typed for a list by hand
 * @param most so many addresses may be pasted
 * @param mistake that belongs to no field; null for none
 */
public record SegmentFormView(
    String path,
    String id,
    String name,
    String description,
    boolean tried,
    @Nullable RuleView rule,
    @Nullable FoundView found,
    String addresses,
    int most,
    @Nullable String mistake,
    Map<String, String> mistakes) {
  public SegmentFormView {
    mistakes = Map.copyOf(mistakes);
  }
}
