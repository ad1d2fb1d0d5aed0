package io.piste.bench;

import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** kill -9 of the database, which the server starts again; no event may be refused meanwhile. */
final class KillDatabaseDrill extends Drill {
  private static final int KILLS = 6;
  private static final long SEED = 11;

  KillDatabaseDrill() {
    super("kill-database");
  }

  @Override
  void breakIt(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {
    Random random = new Random(SEED);
    for (int kill = 1; kill <= KILLS; kill++) {
      DrillServer.signal(server.mariadbd(), "KILL");
      awaitAnother(server);
      rest(Duration.ofMillis(3_000 + random.nextInt(5_000)));
    }
    figures.accept(Figure.told(name(), "kills", KILLS, "kills"));
  }

  private static void awaitAnother(DrillServer server) throws InterruptedException {
    rest(Duration.ofSeconds(2));
    while (!server.isDatabaseUp()) {
      rest(Duration.ofMillis(200));
    }
  }

  @Override
  void tell(DrillServer server, Memory memory, Consumer<Figure> figures) {
    figures.accept(Figure.atMost(name(), "refused", memory.refused.sum(), "requests", 0));
  }
}
