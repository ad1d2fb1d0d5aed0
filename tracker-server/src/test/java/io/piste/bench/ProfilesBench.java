package io.piste.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Whether profiles, scores and segments keep up with a shop of a million contacts and 20 million
 * events. What is generated stays below {@code .piste} for the next run; everything is measured on
 * copies of it.
 */
final class ProfilesBench implements Bench {
  static final String NAME = "profiles";

  private static final Path FOLDER = Path.of(".piste", "bench-profiles");
  private static final Path BINARIES = Path.of(".piste", "mariadb").toAbsolutePath();
  private static final int CACHE_TO_GENERATE = 3_072;

  private volatile @Nullable AutoCloseable running;

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    run(List.of(), figures);
  }

  @Override
  public void run(List<String> words, Consumer<Figure> figures) throws Exception {
    ProfilesPlan plan = ProfilesPlan.of(words);
    Path folder = Files.createDirectories(FOLDER).toAbsolutePath();
    Path made = folder.resolve("made-" + plan.allContacts() + "-" + plan.allEvents());
    Thread whenKilled = new Thread(() -> end(folder), "end");
    Runtime.getRuntime().addShutdownHook(whenKilled);
    Instant when = make(plan, made, figures);
    Path work = folder.resolve("work");
    delete(work);
    Files.createDirectories(work);
    try (ProfilesMeasuring measuring = new ProfilesMeasuring(plan, when, figures)) {
      running = measuring;
      measuring.measure(made.resolve("data"), work, BINARIES);
    }
    Runtime.getRuntime().removeShutdownHook(whenKilled);
    delete(work);
  }

  /** Answers the moment that the data is of. */
  private Instant make(ProfilesPlan plan, Path folder, Consumer<Figure> figures) throws Exception {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis()).truncatedTo(ChronoUnit.MINUTES);
    ProfilesStamp stamp = new ProfilesStamp(folder, plan);
    Optional<Instant> known = plan.again() ? Optional.empty() : stamp.made(now);
    room(plan, known.isPresent());
    if (known.isEmpty()) {
      delete(folder);
      Files.createDirectories(folder);
    }
    Instant of = known.orElse(now);
    long begun = System.nanoTime();
    try (GrowthStore store = GrowthStore.open(folder, BINARIES, CACHE_TO_GENERATE)) {
      running = store;
      ProfilesMaking making = new ProfilesMaking(store, plan, of);
      if (known.isEmpty()) {
        making.make();
        figures.accept(
            Figure.told(NAME, "seconds to generate", (System.nanoTime() - begun) / 1e9, "seconds"));
      }
      boolean alike = check(store, making, plan, figures);
      store.main().useHandle(handle -> handle.execute("DROP DATABASE " + GrowthStore.REAL));
      running = null;
      if (!alike) {
        throw new DrillProblem("What was written in bulk is not what the projection makes.");
      }
    }
    stamp.write(of);
    return of;
  }

  private static boolean check(
      GrowthStore store, ProfilesMaking making, ProfilesPlan plan, Consumer<Figure> figures)
      throws Exception {
    ShopCopy copy = new ShopCopy(plan.checked(), plan.copies());
    store.main().useHandle(handle -> handle.execute("DROP DATABASE IF EXISTS " + GrowthStore.REAL));
    Jdbi real = making.live(copy);
    ProfilesCopies copies = making.copies();
    return real.withHandle(
        handle -> {
          handle.getConnection().setNetworkTimeout(Runnable::run, 0);
          return new ProfilesCheck(handle, copies, copy).check(figures);
        });
  }

  /** Says how much disk it takes, and refuses when that is not there. */
  private static void room(ProfilesPlan plan, boolean known) throws IOException {
    long needed = plan.bytes() * (known ? 2 : 3);
    long free = Files.getFileStore(FOLDER).getUsableSpace();
    System.err.printf(
        "profiles: %,d contacts and %,d events; takes about %.1f GB of disk%s, %.1f GB are free.%n",
        plan.allContacts(),
        plan.allEvents(),
        needed / 1e9,
        known ? " beside what an earlier run made" : "",
        free / 1e9);
    if (needed > free) {
      throw new DrillProblem(
          "There is no room for it. Make some, or give --contacts and --events.");
    }
  }

  private void end(Path folder) {
    AutoCloseable ended = running;
    try {
      if (ended != null) {
        ended.close();
      }
    } catch (Exception e) {
      System.err.println("profiles: " + e);
    }
    delete(folder.resolve("work"));
  }

  static void delete(Path folder) {
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
