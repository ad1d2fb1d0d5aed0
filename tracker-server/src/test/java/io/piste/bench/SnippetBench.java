package io.piste.bench;

import io.piste.collect.ScriptServlet;
import io.piste.site.PublicPaths;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The weight of the scripts that run on other people's pages, as the server sends them (gzip level
 * 9), in bytes; beside it what others weigh, measured in the same way on the files that they ship.
 */
final class SnippetBench implements Bench {
  private static final String NAME = "snippet";

  /** With all their features, where they leave a choice. */
  private static final Map<String, Integer> TRACKERS = new LinkedHashMap<>();

  /** Script and style. */
  private static final Map<String, Integer> BANNERS = new LinkedHashMap<>();

  static {
    TRACKERS.put("plausible-tracker 0.3.9, page views only", 1_136);
    TRACKERS.put("Umami 3.1", 2_224);
    TRACKERS.put("Plausible tracker 0.4.6", 2_599);
    TRACKERS.put("Divolte 0.9", 4_227);
    TRACKERS.put("Snowplow", 17_423);
    TRACKERS.put("Unomi 2.1", 17_470);
    TRACKERS.put("matomo.js 5", 21_998);
    TRACKERS.put("PostHog", 122_168);
    BANNERS.put("Orejime 3.2.1", 13_198 + 1_483);
    BANNERS.put("vanilla-cookieconsent 3.1.0", 10_201 + 5_297);
    BANNERS.put("tarteaucitron 1.34.0", 55_587);
    BANNERS.put("Klaro 0.7.22", 64_698);
  }

  @Override
  public void run(Consumer<Figure> figures) {
    ScriptServlet scripts = new ScriptServlet(PublicPaths.DEFAULT);
    int tracker = scripts.weight("/p/t.js");
    int more = scripts.weight("/p/auto.js");
    figures.accept(atMost("tracker (t.js)", tracker, 2_200));
    figures.accept(Figure.told(NAME, "automatic capture (auto.js) gzip", more, "bytes"));
    figures.accept(atMost("tracker and automatic capture", tracker + more, 3_200));
    TRACKERS.forEach((who, weight) -> figures.accept(beside(who, weight)));
    figures.accept(atMost("banner with its style (c.js)", scripts.weight("/p/c.js"), 6_500));
    BANNERS.forEach((who, weight) -> figures.accept(beside(who, weight)));
  }

  private static Figure atMost(String figure, int weight, int bar) {
    return Figure.atMost(NAME, figure + " gzip", weight, "bytes", bar);
  }

  private static Figure beside(String who, int weight) {
    return Figure.told(NAME, "for comparison: " + who + " gzip", weight, "bytes");
  }
}
