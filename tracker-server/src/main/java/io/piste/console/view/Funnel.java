package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many came to each step of a funnel, ready to be drawn: widths are percentages, so that it
 * fits any width without a script.
 *
 * @param summary what it shows, in a sentence, for those who cannot see it
 */
public record Funnel(String id, String summary, List<Step> steps, List<String> heads) {
  /** The width in which the slopes' coordinates are written; they are stretched to fit. */
  public static final int WIDTH = 1000;

  /**
   * A step.
   *
   * @param share of the first step, in percent, as text
   * @param width of its bar, percent
   * @param before where the bar of the period before would end, percent; null when nobody came
   * @param cells the figures, under the heads
   */
  public record Step(
      int number,
      String name,
      String count,
      String share,
      String width,
      @Nullable String before,
      @Nullable Loss loss,
      List<String> cells) {
    public Step {
      cells = List.copyOf(cells);
    }
  }

  /**
   * What is lost on the way to the next step.
   *
   * @param slope the surface between the two bars, for the points attribute of a polygon
   */
  public record Loss(String text, String slope) {}

  public Funnel {
    steps = List.copyOf(steps);
    heads = List.copyOf(heads);
  }
}
