package io.piste.bench;

import io.piste.bench.GrowthPlan.Stretch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Whether the console and the log stay as fast while events pile up: everything is measured at
 * several sizes and compared with the first.
 */
final class GrowthBench implements Bench {
  static final String NAME = "growth";

  private static final Path FOLDER = Path.of(".piste", "bench-growth");
  private static final Path BINARIES = Path.of(".piste", "mariadb").toAbsolutePath();
  private static final int CACHE_TO_GENERATE = 2_048;
  private static final Duration SEEN = Duration.ofDays(8);
  private static final int WRITERS = 2;

  /** As far as a site's log goes back. */
  private static final int MONTHS = 14;

  private @Nullable List<GrowthTable> tables;
  private volatile @Nullable AutoCloseable running;

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    run(List.of(), figures);
  }

  @Override
  public void run(List<String> words, Consumer<Figure> figures) throws Exception {
    GrowthPlan plan = GrowthPlan.of(words);
    Path folder = FOLDER.toAbsolutePath();
    delete(folder);
    Files.createDirectories(folder);
    Thread whenKilled = new Thread(() -> endAndDelete(folder), "delete");
    Runtime.getRuntime().addShutdownHook(whenKilled);
    int written = 0;
    for (int stretches : plan.stretches()) {
      try (GrowthStore store = GrowthStore.open(folder, BINARIES, CACHE_TO_GENERATE)) {
        running = store;
        generate(store, plan, written, stretches, figures);
      }
      if (stretches < plan.most()) {
        copy(folder.resolve("data"), data(folder, plan, stretches));
      }
      written = stretches;
    }
    try (GrowthLooks looks = new GrowthLooks(figures)) {
      running = looks;
      for (int stretches : plan.stretches()) {
        looks.add(data(folder, plan, stretches), BINARIES, plan.events(stretches));
      }
      looks.measure();
    }
    delete(folder);
    Runtime.getRuntime().removeShutdownHook(whenKilled);
  }

  private static Path data(Path folder, GrowthPlan plan, int stretches) {
    return folder.resolve(stretches == plan.most() ? "data" : "data-" + stretches);
  }

  /** While no database runs on it. */
  private static void copy(Path from, Path to) throws IOException, InterruptedException {
    int code = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start().waitFor();
    if (code != 0) {
      throw new IOException(from + " could not be copied: is there room on the disk?");
    }
  }

  private void generate(
      GrowthStore store, GrowthPlan plan, int from, int to, Consumer<Figure> figures)
      throws Exception {
    long begun = System.nanoTime();
    Jdbi seed = store.beside(GrowthStore.SEED);
    Instant today = Instant.ofEpochMilli(System.currentTimeMillis()).truncatedTo(ChronoUnit.DAYS);
    if (from == 0) {
      GrowthStore.addSites(store.main(), plan.sites());
      YearMonth month = YearMonth.from(today.atZone(ZoneOffset.UTC));
      GrowthStore.cutLog(store.main(), month.minusMonths(MONTHS), month.plusMonths(3));
      GrowthStore.addSites(seed, 1);
      store.play(
          GrowthStore.SEED, GrowthSeed.events(today.minus(Duration.ofDays(GrowthPlan.DAYS))));
      tables = seed.withHandle(handle -> GrowthTable.filled(handle, GrowthStore.SEED));
    }
    List<GrowthTable> copied = java.util.Objects.requireNonNull(tables);
    GrowthCopies copies = seed.withHandle(handle -> new GrowthCopies(handle, plan, copied));
    // The earliest first, as time goes.
    List<Stretch> stretches = IntStream.range(from, to).mapToObj(plan::stretch).toList().reversed();
    write(store.main(), copies, copied, stretches);
    store
        .main()
        .useHandle(handle -> copies.finish(handle, stretches, today.minus(SEEN).toEpochMilli()));
    double seconds = (System.nanoTime() - begun) / 1e9;
    figures.accept(
        Figure.told(NAME, at(plan.events(to)) + "seconds to generate", seconds, "seconds"));
    if (to == plan.most()) {
      new GrowthCheck(plan, copies, copied, today)
          .check(store, IntStream.range(0, to).mapToObj(plan::stretch).toList(), figures);
    }
  }

  /** The largest tables first, two at once. */
  private static void write(
      Jdbi jdbi, GrowthCopies copies, List<GrowthTable> tables, List<Stretch> stretches)
      throws Exception {
    List<GrowthTable> largestFirst =
        tables.stream()
            .sorted(
                Comparator.comparing((GrowthTable table) -> !table.name().equals("event_log"))
                    .thenComparing(table -> !table.name().equals("page_view")))
            .toList();
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (GrowthTable table : largestFirst) {
        all.add(
            writers.submit(
                () -> {
                  copies.write(jdbi, table, stretches);
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  private static String at(long events) {
    return String.format(Locale.ROOT, "%,d: ", events);
  }

  private void endAndDelete(Path folder) {
    AutoCloseable ended = running;
    try {
      if (ended != null) {
        ended.close();
      }
    } catch (Exception e) {
      System.err.println("growth: " + e);
    }
    delete(folder);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
