package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site's goals and funnels.
 *
 * @param most how many there may be
 * @param full whether there are as many
 */
public record GoalsView(
    PeriodBar bar,
    List<Tile> goals,
    List<Card> funnels,
    List<Template> templates,
    int most,
    boolean full) {
  /**
   * A goal with its main figures.
   *
   * @param what its step in words
   * @param counting how far the past is counted, null when all of it is
   */
  public record Tile(
      String link,
      String name,
      String what,
      String value,
      String rate,
      OverviewView.Change change,
      @Nullable String spark,
      @Nullable Counting counting) {}

  /** A funnel in short. */
  public record Card(
      String link, String name, String what, Funnel funnel, @Nullable Counting counting) {}

  /**
   * How far the past is counted.
   *
   * @param percent of the days, 0 to 99
   */
  public record Counting(int percent, String text) {}

  /** A goal or funnel that is made by one click. */
  public record Template(String key, String name, String text, boolean there) {}

  public GoalsView {
    goals = List.copyOf(goals);
    funnels = List.copyOf(funnels);
    templates = List.copyOf(templates);
  }

  /** Whether there is none. */
  public boolean empty() {
    return goals.isEmpty() && funnels.isEmpty();
  }
}
