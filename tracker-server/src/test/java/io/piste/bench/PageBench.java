package io.piste.bench;

import io.piste.browser.PageCost;
import io.piste.browser.PageCost.Kind;
import io.piste.browser.PageCost.Load;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What our scripts cost the main thread of a page load, by the browser's own account: medians of
 * loads that take turns, and the difference to the same page without us.
 */
final class PageBench implements Bench {
  private static final String NAME = "page";
  private static final int ROUNDS = 15;
  private static final double BAR = 50;

  @Override
  public void run(Consumer<Figure> figures) {
    Map<Kind, List<Load>> loads = PageCost.measure(ROUNDS);
    double bare = median(loads, Kind.BARE, Load::millis);
    figures.accept(Figure.told(NAME, "bare: main thread", bare, "ms"));
    for (Kind kind : List.of(Kind.ASKED, Kind.AGREED, Kind.CAPTURED)) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      double millis = median(loads, kind, Load::millis);
      double moved = median(loads, kind, Load::moved);
      figures.accept(Figure.told(NAME, name + ": main thread", millis, "ms"));
      figures.accept(
          Figure.upTo(NAME, name + ": more than bare", Math.max(0, millis - bare), "ms", BAR));
      figures.accept(Figure.upTo(NAME, name + ": layout shift", moved, "", 0));
    }
  }

  private static double median(
      Map<Kind, List<Load>> loads, Kind kind, ToDoubleFunction<Load> figure) {
    double[] sorted =
        loads.getOrDefault(kind, List.of()).stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
