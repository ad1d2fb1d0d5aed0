package io.piste.console.view;

import io.piste.console.view.GoalFormView.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tag: who has it, how much of it, and why.
 *
 * @param encoded the name as a part of an address
 * @param carriers how many contacts have it now, in words
 * @param category number of its category, 0 for none
 * @param chart null when nobody has it
 */
public record TagView(
    RunView run,
    String name,
    String encoded,
    String carriers,
    String fades,
    String category,
    List<Choice> categories,
    List<RuleLine> rules,
    @Nullable Chart chart,
    List<CarrierRow> highest,
    Map<String, String> mistakes) {
  public TagView {
    categories = List.copyOf(categories);
    rules = List.copyOf(rules);
    highest = List.copyOf(highest);
    mistakes = Map.copyOf(mistakes);
  }
}
