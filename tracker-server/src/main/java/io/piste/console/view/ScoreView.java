package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One score: what gives points, who has how many.
 *
 * @param path of its page
 * @param facts how it fades and between which bounds it stays, as words and figures
 * @param chart null when nobody has points
 */
public record ScoreView(
    RunView run,
    String name,
    String description,
    String path,
    List<Fact> figures,
    List<Fact> facts,
    List<Rule> rules,
    @Nullable Chart chart,
    List<CarrierRow> highest,
    boolean full) {
  /** A word and what it is. */
  public record Fact(String label, String value) {}

  /**
   * A rule.
   *
   * @param mode how points are counted, in words
   */
  public record Rule(RuleLine line, String mode) {}

  public ScoreView {
    figures = List.copyOf(figures);
    facts = List.copyOf(facts);
    rules = List.copyOf(rules);
    highest = List.copyOf(highest);
  }
}
