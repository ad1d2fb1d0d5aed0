package io.piste.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Everything that is measured on copies of what was made, by the shipped server. */
final class ProfilesMeasuring implements AutoCloseable {
  /** What rules and segments say, and what followed from them. */
  private static final List<String> OF_RULES =
      List.of(
          "tag_rule",
          "tag",
          "tag_category",
          "score_rule",
          "score",
          "segment",
          "segment_member",
          "segment_change",
          "profile_tag",
          "profile_score",
          "profile_run");

  private final ProfilesPlan plan;
  private final List<ShopPerson> people;
  private final Consumer<Figure> figures;
  private final List<GrowthServer> open = new ArrayList<>();

  ProfilesMeasuring(ProfilesPlan plan, Instant made, Consumer<Figure> figures) {
    this.plan = plan;
    this.people = ProfilesMaking.people(plan, made);
    this.figures = figures;
  }

  void measure(Path made, Path work, Path binaries) throws Exception {
    Path ruled = work.resolve("ruled");
    copy(made, ruled);
    figures.accept(
        Figure.told(ProfilesBench.NAME, "disk of the database", size(ruled) / 1_000_000, "MB"));
    GrowthServer server = start(ruled, binaries);
    ProfilesRate.awaitSettled(server);
    if (!plan.rateAlone()) {
      try (GrowthReader reader = GrowthReader.signIn(server)) {
        new ProfilesLooks(server, reader, plan, people, figures).measure();
      }
      new ProfilesRecount(server, figures).measure();
    }
    Path without = work.resolve("plain");
    copy(made, without);
    GrowthServer plain = start(without, binaries);
    strip(plain);
    new ProfilesRate(server, plain, plan, people).measure(figures);
    figures.accept(
        Figure.told(
            ProfilesBench.NAME,
            "memory of the server at most",
            ProcessCost.of(server.process().pid()).peakMegabytes(),
            "MB"));
  }

  private GrowthServer start(Path data, Path binaries) throws IOException, InterruptedException {
    GrowthServer server = GrowthServer.start(data, binaries, 0);
    synchronized (open) {
      open.add(server);
    }
    return server;
  }

  /** As a site that never had rules or segments. */
  private static void strip(GrowthServer server) throws SQLException {
    server
        .database()
        .jdbi()
        .useHandle(
            handle -> {
              handle.getConnection().setNetworkTimeout(Runnable::run, 0);
              handle.execute("SET SESSION foreign_key_checks = 0");
              OF_RULES.forEach(table -> handle.execute("TRUNCATE TABLE " + table));
              handle.execute("SET SESSION foreign_key_checks = 1");
            });
  }

  /** While no database runs on it. */
  private static void copy(Path from, Path to) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("cp", "-a", "--reflink=auto", from.toString(), to.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(from + " could not be copied: is there room on the disk?");
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() {
    synchronized (open) {
      open.forEach(GrowthServer::close);
      open.clear();
    }
  }
}
