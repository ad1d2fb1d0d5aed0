package io.piste.console.view;

import java.util.List;
import java.util.Map;

/**
 * The form of a goal or funnel.
 *
 * @param path where it is sent
 * @param isNew whether nothing is stored yet
 * @param steps as many lines as there may be, empty ones at the end
 * @param days chosen: 0 for one visit
 * @param known paths and names that the site has seen, to choose from
 */
public record GoalFormView(
    String path,
    boolean isNew,
    boolean funnel,
    String name,
    List<Line> steps,
    List<Choice> kinds,
    List<Choice> windows,
    String days,
    List<String> known,
    Map<String, String> mistakes) {
  /** A step as it was typed. */
  public record Line(int number, String kind, String pattern) {}

  /** Something to choose. */
  public record Choice(String word, String label) {}

  public GoalFormView {
    steps = List.copyOf(steps);
    kinds = List.copyOf(kinds);
    windows = List.copyOf(windows);
    known = List.copyOf(known);
    mistakes = Map.copyOf(mistakes);
  }
}
