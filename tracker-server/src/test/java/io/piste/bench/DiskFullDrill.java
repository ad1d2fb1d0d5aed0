package io.piste.bench;

import io.piste.bench.Surf.Load;
import io.piste.db.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The disk that holds tables and journal is filled to the last block, stays full for some seconds
 * and is emptied again, three times; once the database is killed meanwhile and has to start on a
 * full disk, once the server is killed at the end of it. 503 is a right answer then.
 */
final class DiskFullDrill extends Drill {
  private static final int MEGABYTES = 400;
  private static final int ROUNDS = 3;
  private static final int KILL_DATABASE_IN_ROUND = 2;
  private static final int KILL_SERVER_IN_ROUND = 3;
  private static final Duration FULL = Duration.ofSeconds(20);
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  /** Events that are taken after the disk has room again, before it counts as recovered. */
  private static final int TAKEN_AGAIN = 200;

  private @Nullable SmallDisk disk;
  private long slowestRecovery;
  private long refusedWhileFull;
  private long takenWhileFull;

  DiskFullDrill() {
    super("disk-full");
  }

  /** Long titles: what the database holds in reserve is used up sooner. */
  @Override
  Load load() {
    return new Load(60, 600, 250);
  }

  @Override
  DrillServer prepare(Path folder) throws Exception {
    SmallDisk made = SmallDisk.make(folder, MEGABYTES);
    disk = made;
    return DrillServer.prepare(folder, made.folder().resolve("data"), Map.of());
  }

  @Override
  void putAway() {
    if (disk != null) {
      disk.close();
    }
  }

  @Override
  void breakIt(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {
    SmallDisk small = java.util.Objects.requireNonNull(disk);
    for (int round = 1; round <= ROUNDS; round++) {
      keepFull(small, server, memory, round == KILL_DATABASE_IN_ROUND);
      if (round == KILL_SERVER_IN_ROUND) {
        server.kill();
      }
      small.empty();
      if (round == KILL_SERVER_IN_ROUND) {
        server.start();
      }
      awaitRecovery(server, memory);
      rest(Duration.ofSeconds(5));
    }
    figures.accept(Figure.told(name(), "times full", ROUNDS, "times"));
    figures.accept(Figure.told(name(), "taken while full", takenWhileFull, "events"));
    figures.accept(
        Figure.atLeast(name(), "refused while full", (double) refusedWhileFull, "requests", 1));
    figures.accept(
        Figure.atMost(
            name(), "until events are taken again", slowestRecovery, "ms", RECOVERY.toMillis()));
  }

  /** What others delete meanwhile is taken at once. */
  private void keepFull(SmallDisk small, DrillServer server, Memory memory, boolean kill)
      throws Exception {
    long refused = memory.refused.sum();
    long taken = memory.acknowledged.size();
    small.fill();
    long end = System.nanoTime() + FULL.toNanos();
    boolean killed = !kill;
    while (System.nanoTime() < end) {
      small.fill();
      if (!killed && end - System.nanoTime() < FULL.toNanos() / 2) {
        DrillServer.signal(server.mariadbd(), "KILL");
        killed = true;
      }
      rest(Duration.ofMillis(200));
    }
    refusedWhileFull += memory.refused.sum() - refused;
    takenWhileFull += memory.acknowledged.size() - taken;
  }

  private void awaitRecovery(DrillServer server, Memory memory) throws InterruptedException {
    long begun = System.nanoTime();
    int before = memory.acknowledged.size();
    while (System.nanoTime() - begun < RECOVERY.toNanos()
        && (memory.acknowledged.size() < before + TAKEN_AGAIN || !server.isDatabaseUp())) {
      rest(Duration.ofMillis(100));
    }
    slowestRecovery = Math.max(slowestRecovery, (System.nanoTime() - begun) / 1_000_000);
  }

  @Override
  void tell(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {
    try (Database database = server.look()) {
      long unwell = database.jdbi().withHandle(DiskFullDrill::unwellTables);
      figures.accept(Figure.atMost(name(), "tables that are damaged", unwell, "tables", 0));
    }
    figures.accept(
        Figure.atMost(
            name(),
            "set aside by the journal",
            Math.round(server.metric("piste_journal_aside")),
            "entries",
            0));
    figures.accept(
        Figure.atMost(
            name(), "damaged files of the journal", damagedFiles(server.data()), "files", 0));
  }

  private static long unwellTables(Handle handle) {
    List<String> tables =
        handle
            .createQuery(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'")
            .mapTo(String.class)
            .list();
    return tables.stream().filter(table -> !isWell(handle, table)).count();
  }

  private static boolean isWell(Handle handle, String table) {
    return handle
        .createQuery("CHECK TABLE `" + table + "`")
        .map((row, context) -> row.getString("Msg_text"))
        .list()
        .contains("OK");
  }

  private static long damagedFiles(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("journal"))) {
      return files.filter(file -> file.toString().endsWith(".damaged")).count();
    }
  }
}
