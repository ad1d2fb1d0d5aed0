package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A goal or a funnel over a period.
 *
 * @param what in words, what is counted and how
 * @param path of its page
 * @param funnel null when it is a goal
 * @param counting how far the past is counted, null when all of it is
 * @param counted when it was counted last, in words; empty for never
 * @param export address of the file with its days
 */
public record GoalView(
    PeriodBar bar,
    String name,
    String what,
    String path,
    @Nullable Funnel funnel,
    Chart chart,
    List<OverviewView.Tile> tiles,
    List<TrafficView.Card> cards,
    GoalsView.@Nullable Counting counting,
    String counted,
    String export) {
  public GoalView {
    tiles = List.copyOf(tiles);
    cards = List.copyOf(cards);
  }
}
