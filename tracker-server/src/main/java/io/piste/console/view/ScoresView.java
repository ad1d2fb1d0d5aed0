package io.piste.console.view;

import java.util.List;

/**
 * The scores of a site.
 *
 * @param full whether there are as many as there may be, {@code most}
 */
public record ScoresView(RunView run, List<Card> scores, int most, boolean full) {
  /**
   * A score in short.
   *
   * @param people how many contacts have points, in words
   * @param highest the most that a contact has, in words; empty when nobody has any
   * @param rules how many rules it has, in words
   */
  public record Card(
      String link,
      String name,
      String description,
      String people,
      String highest,
      String rules,
      List<MiniBar> bars,
      String summary) {
    public Card {
      bars = List.copyOf(bars);
    }
  }

  public ScoresView {
    scores = List.copyOf(scores);
  }
}
