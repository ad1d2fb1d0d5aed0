package io.piste.console.view;

import java.util.List;
import java.util.Map;

/**
 * How far contacts are on their way to being customers who come back.
 *
 * @param summary the figures in a sentence
 * @param byHand how many were moved by hand, in words
 * @param values thresholds as they were typed, by field
 * @param empty whether no contact is known yet
 */
public record StagesView(
    RunView run,
    String summary,
    String byHand,
    List<Stage> stages,
    Map<String, String> values,
    Map<String, String> mistakes,
    boolean empty) {
  /**
   * A stage.
   *
   * @param rule how one gets there, in words
   * @param width of its bar, percent of all contacts
   * @param byHand how many of them were put there by hand, in words; empty for none
   */
  public record Stage(
      String name,
      String rule,
      String link,
      String count,
      String share,
      String width,
      String byHand) {}

  public StagesView {
    stages = List.copyOf(stages);
    values = Map.copyOf(values);
    mistakes = Map.copyOf(mistakes);
  }

  /** What was typed into a field. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }
}
