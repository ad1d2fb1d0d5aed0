package io.piste.bench;

import io.piste.browser.PageEnds;
import io.piste.browser.PageEnds.Outcome;
import io.piste.browser.PageEnds.Result;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How many last events arrive when pages are left at a random moment, over a link with 200 ms of
 * added delay each way: {@code --visits N} makes fewer than 1,000 visits.
 */
final class PageEndBench implements Bench {
  private static final String NAME = "page-end";
  private static final int DELAY = 200;
  private static final Duration MOST = Duration.ofMinutes(12);
  private static final double BAR = 98;

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    run(List.of(), figures);
  }

  @Override
  public void run(List<String> words, Consumer<Figure> figures) throws Exception {
    int asked = visits(words);
    Result result = PageEnds.measure(asked, DELAY, MOST);
    int visits = 0;
    int arrived = 0;
    for (Outcome each : result.outcomes()) {
      figures.accept(Figure.told(NAME, each.way() + ": visits", each.visits(), "visits"));
      figures.accept(told(each.way() + ": what happened last", each.told(), each.visits()));
      figures.accept(told(each.way() + ": attention", each.attention(), each.visits()));
      visits += each.visits();
      arrived += each.told() + each.attention();
    }
    figures.accept(Figure.told(NAME, "left before the tracker ran", result.tooEarly(), "visits"));
    figures.accept(
        Figure.atLeast(NAME, "visits made", visits + result.tooEarly(), "visits", asked));
    figures.accept(
        Figure.atLeast(NAME, "last events that arrive", percent(arrived, 2 * visits), "%", BAR));
  }

  private static int visits(List<String> words) {
    if (words.isEmpty()) {
      return 1_000;
    }
    if (words.size() == 2 && words.getFirst().equals("--visits")) {
      return Integer.parseInt(words.getLast());
    }
    throw new IllegalArgumentException("Give nothing, or --visits and a number, not " + words);
  }

  private static Figure told(String figure, int arrived, int of) {
    return Figure.told(NAME, figure, percent(arrived, of), "%");
  }

  private static double percent(int part, int of) {
    return 100.0 * part / of;
  }
}
