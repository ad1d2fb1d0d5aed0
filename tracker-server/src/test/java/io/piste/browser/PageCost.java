package io.piste.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a page load costs the browser's main thread, by its own account, with our scripts and
 * without. Loads take turns, so that what else the machine does strikes all alike.
 */
public final class PageCost {
  /** The pages that take turns. */
  public enum Kind {
    /** Without any script of ours. */
    BARE,
    /** Of somebody who is asked. */
    ASKED,
    /** Of somebody who agreed. */
    AGREED,
    /** The same, with automatic capture. */
    CAPTURED
  }

  /** Milliseconds of main thread, and how much of the page moved. */
  public record Load(double millis, double moved) {}

  private static final String SHIFTS =
      """
      window.moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) { window.moved += entry.value; }
      }).observe({type: 'layout-shift', buffered: true});
      """;

  private PageCost() {}

  /** Loads of each kind, so many. */
  public static Map<Kind, List<Load>> measure(int rounds) {
    try (TrackedSites sites = TrackedSites.start();
        Browser browser = Browser.start(Look.DESK)) {
      Map<Kind, List<Load>> loads = new EnumMap<>(Kind.class);
      browser.before(SHIFTS);
      for (int round = 0; round <= rounds; round++) {
        for (Kind kind : Kind.values()) {
          prepare(sites, browser, kind);
          Load load = load(browser, sites.page(TrackedSites.OWN, path(kind)));
          if (round > 0) {
            loads.computeIfAbsent(kind, k -> new ArrayList<>()).add(load);
          }
        }
      }
      return loads;
    }
  }

  private static String path(Kind kind) {
    return kind == Kind.BARE ? "/fr/bare" : "/fr/one";
  }

  private static void prepare(TrackedSites sites, Browser browser, Kind kind) {
    browser.open("about:blank");
    sites.pages().write(kind == Kind.CAPTURED ? "data-auto=\"outbound forms\"" : "", "");
    if (kind == Kind.ASKED) {
      browser.devTools("Storage.clearCookies", Map.of());
    } else if (kind == Kind.AGREED) {
      browser.open(sites.page(TrackedSites.OWN, "/fr/two"));
      new ConsentPanel(browser).accept();
    }
    browser.open("about:blank");
  }

  private static Load load(Browser browser, String address) {
    // In time of the processor: what else the machine does shall not count.
    browser.devTools("Performance.disable", Map.of());
    browser.devTools("Performance.enable", Map.of("timeDomain", "threadTicks"));
    browser.open(address);
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 1500)");
    double seconds = 0;
    for (JsonNode metric : browser.devTools("Performance.getMetrics", Map.of()).path("metrics")) {
      if (metric.path("name").asText().equals("TaskDuration")) {
        seconds = metric.path("value").asDouble();
      }
    }
    Object moved = browser.run("return window.moved");
    return new Load(seconds * 1_000, moved instanceof Number number ? number.doubleValue() : -1);
  }
}
