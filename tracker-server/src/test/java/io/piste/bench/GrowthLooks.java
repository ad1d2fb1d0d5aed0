package io.piste.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Servers on different amounts of events, side by side. They are measured in turns, so that other
 * work of the machine disturbs all of them alike; medians count.
 */
final class GrowthLooks implements AutoCloseable {
  /** How much slower than with the fewest events anything may be. */
  private static final double BAR = 1.5;

  private static final int ROUNDS = 5;
  private static final int INSERT_ROUNDS = 3;
  private static final int CARDS = 200;

  /** Numbers have no gap; to count them would take a while. */
  private static final String STORED =
      "SELECT MAX(seq) - MIN(seq) + 1 FROM event_log WHERE stream = 0";

  private record Look(
      String events,
      GrowthServer server,
      GrowthReader reader,
      Map<String, IntFunction<String>> pages) {}

  private final Consumer<Figure> figures;
  private final List<Look> looks = new ArrayList<>();
  private final List<GrowthServer> open = new ArrayList<>();

  GrowthLooks(Consumer<Figure> figures) {
    this.figures = figures;
  }

  /** Starts one more; the one with the fewest events first. */
  void add(Path data, Path binaries, long events) throws IOException, InterruptedException {
    GrowthServer server = GrowthServer.start(data, binaries);
    synchronized (open) {
      open.add(server);
    }
    GrowthReader reader = GrowthReader.signIn(server);
    Look look =
        new Look(String.format(Locale.ROOT, "%,d: ", events), server, reader, pages(server));
    looks.add(look);
    figures.accept(
        Figure.told(GrowthBench.NAME, look.events() + "stored", server.number(STORED), "events"));
  }

  private static Map<String, IntFunction<String>> pages(GrowthServer server) {
    long contacts = server.number("SELECT COUNT(*) FROM contact");
    long[] cards =
        new Random(contacts)
            .longs(CARDS, 0, contacts)
            .map(
                offset ->
                    server.number("SELECT id FROM contact ORDER BY id LIMIT " + offset + ", 1"))
            .toArray();
    Map<String, IntFunction<String>> pages = new LinkedHashMap<>();
    pages.put("overview", i -> "/console/");
    pages.put("visits", i -> "/console/traffic");
    pages.put("pages of visits", i -> "/console/traffic/page");
    pages.put("live visits", i -> "/console/live");
    pages.put("contacts", i -> "/console/contacts");
    pages.put("a contact's card", i -> "/console/contacts/" + cards[i % CARDS]);
    pages.put("carts", i -> "/console/carts");
    return pages;
  }

  /** Measures everything. */
  void measure() throws Exception {
    measureInserts();
    for (String page : looks.getFirst().pages().keySet()) {
      measure(page);
    }
  }

  private void measureInserts() throws Exception {
    Map<Look, List<Double>> logged = new LinkedHashMap<>();
    Map<Look, List<Double>> projected = new LinkedHashMap<>();
    for (int round = 0; round < INSERT_ROUNDS; round++) {
      for (Look look : looks) {
        GrowthInserts.Costs costs = GrowthInserts.measure(look.server());
        logged.computeIfAbsent(look, any -> new ArrayList<>()).add(costs.logged());
        projected.computeIfAbsent(look, any -> new ArrayList<>()).add(costs.projected());
      }
    }
    logged.forEach(
        (look, micros) ->
            figures.accept(
                Figure.told(
                    GrowthBench.NAME,
                    look.events() + "insert rate",
                    1e6 / median(micros),
                    "events/s")));
    tell("inserts", logged, "µs per event");
    tell("projection", projected, "µs per event");
  }

  private void measure(String page) throws IOException, InterruptedException {
    for (Look look : looks) {
      look.reader().warmUp(pageOf(look, page));
    }
    Map<Look, List<Double>> rounds = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Look look : looks) {
        double p95 = look.reader().p95(pageOf(look, page), round * GrowthReader.REQUESTS);
        rounds.computeIfAbsent(look, any -> new ArrayList<>()).add(p95);
      }
    }
    tell(page + ", p95", rounds, "ms");
  }

  private static IntFunction<String> pageOf(Look look, String page) {
    return java.util.Objects.requireNonNull(look.pages().get(page));
  }

  private void tell(String what, Map<Look, List<Double>> rounds, String unit) {
    double first = median(java.util.Objects.requireNonNull(rounds.get(looks.getFirst())));
    rounds.forEach(
        (look, values) -> {
          String figure = look.events() + what;
          figures.accept(Figure.told(GrowthBench.NAME, figure, median(values), unit));
          if (!look.equals(looks.getFirst())) {
            figures.accept(
                Figure.upTo(
                    GrowthBench.NAME,
                    figure + ", of the first",
                    median(values) / first,
                    "times",
                    BAR));
          }
        });
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  @Override
  public void close() {
    looks.forEach(look -> look.reader().close());
    synchronized (open) {
      open.forEach(GrowthServer::close);
      open.clear();
    }
  }
}
