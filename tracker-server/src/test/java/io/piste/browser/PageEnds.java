package io.piste.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Visits by a real Chromium over a slow link, each left at a random moment: by going to another
 * page, by closing the tab, by going back. In the moment before, something happens on the page, and
 * with its end how long it was looked at is told: these are the last events.
 */
public final class PageEnds {
  private static final int AT_ONCE = 12;
  private static final List<String> WAYS = List.of("away", "close", "back");

  /** Runs in the page that is visited. The focus is one tab's; here each is looked at. */
  private static final String VISIT =
      """
      <script nonce="once">
      document.hasFocus = () => true;
      const leave = new URLSearchParams(location.search);
      const ways = {
        away: () => { location.href = '/style.css?gone'; },
        close: () => { window.close(); },
        back: () => { history.back(); },
      };
      if (leave.has('way')) {
        setTimeout(() => {
          const ready = !Array.isArray(piste.q) && !!piste.q;
          opener.left(location.pathname, leave.get('way'), ready);
          piste('custom', {name: 'last'});
          ways[leave.get('way')]();
        }, Number(leave.get('after')));
      }
      </script>
      """;

  /** Runs in the page that opens the others: so many at once, each until it is gone. */
  private static final String OPENER =
      """
      const [ways, visits, atOnce, until] = arguments;
      window.all = {};
      window.over = false;
      window.left = (path, way, ready) => { all[path] = {way, ready}; };
      const pause = (ms) => new Promise((done) => setTimeout(done, ms));
      const place = (tab) => { try { return tab.location.pathname; } catch (e) { return ''; } };
      const gone = async (tab, holds) => {
        for (let i = 0; i < 200 && !tab.closed && !holds(); i++) { await pause(50); }
      };
      let next = 0;
      const worker = async () => {
        while (next < visits && Date.now() < until) {
          const n = next++;
          const way = ways[n % ways.length];
          const path = '/fr/visit/' + n;
          const tab = open('/style.css?start', '_blank', 'popup,width=500,height=400');
          await gone(tab, () => place(tab) == '/style.css' && tab.document.readyState == 'complete');
          tab.location.href = path + '?way=' + way + '&after=' + (Math.random() * 3000 | 0);
          await gone(tab, () => place(tab) == path);
          await gone(tab, () => place(tab) == '/style.css');
          await pause(50);
          tab.close();
        }
      };
      Promise.all(Array.from({length: atOnce}, worker)).then(() => { window.over = true; });
      """;

  /**
   * What became of the visits that were left one way.
   *
   * @param visits those in which the tracker ran when the page was left
   * @param told of those, in how many what happened last arrived
   * @param attention of those, in how many the time that the page was looked at arrived
   */
  public record Outcome(String way, int visits, int told, int attention) {}

  /** All ways, and how many pages were left before the tracker ran. */
  public record Result(List<Outcome> outcomes, int tooEarly) {}

  private PageEnds() {}

  /** Makes visits until there are so many, or the time is over. */
  public static Result measure(int visits, int delay, Duration most) throws InterruptedException {
    try (TrackedSites sites = TrackedSites.behind(delay);
        Browser browser = Browser.start(Look.DESK)) {
      ConsentPanel panel = new ConsentPanel(browser);
      browser.open(sites.page(TrackedSites.OWN, "/fr/free"));
      panel.accept();
      sites.pages().write("", VISIT);
      browser.open(sites.page(TrackedSites.OWN, "/fr/opener/free"));
      long until = System.currentTimeMillis() + most.toMillis();
      browser.run(OPENER, WAYS, visits, AT_ONCE, until);
      while (!Boolean.TRUE.equals(browser.run("return window.over"))) {
        Thread.sleep(1_000);
      }
      Thread.sleep(3_000L + 4L * delay);
      JsonNode left =
          Json.read(String.valueOf(browser.run("return JSON.stringify(all)")), JsonNode.class);
      return count(left, sites.paths("custom"), sites.paths("engage"));
    }
  }

  private static Result count(JsonNode left, Set<String> told, Set<String> attention) {
    Map<String, Set<String>> ready = new HashMap<>();
    int tooEarly = 0;
    for (Map.Entry<String, JsonNode> each : left.properties()) {
      if (each.getValue().path("ready").asBoolean()) {
        ready
            .computeIfAbsent(each.getValue().path("way").asText(), way -> new HashSet<>())
            .add(each.getKey());
      } else {
        tooEarly++;
      }
    }
    List<Outcome> outcomes =
        WAYS.stream()
            .map(
                way -> {
                  Set<String> paths = ready.getOrDefault(way, Set.of());
                  return new Outcome(way, paths.size(), both(paths, told), both(paths, attention));
                })
            .toList();
    return new Result(outcomes, tooEarly);
  }

  private static int both(Set<String> paths, Set<String> arrived) {
    return (int) paths.stream().filter(arrived::contains).count();
  }
}
