package io.piste.bench;

import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/**
 * kill -9 of the server at random moments; twice while its database stands still, so that the local
 * journal holds events at that moment. The browsers send again what was not answered.
 */
final class KillServerDrill extends Drill {
  private static final int KILLS = 5;
  private static final long SEED = 7;

  KillServerDrill() {
    super("kill-server");
  }

  @Override
  void breakIt(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {
    Random random = new Random(SEED);
    long inJournal = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      rest(Duration.ofMillis(2_000 + random.nextInt(4_000)));
      ProcessHandle database = server.mariadbd();
      if (kill % 2 == 0) {
        DrillServer.signal(database, "STOP");
        rest(Duration.ofMillis(4_000 + random.nextInt(3_000)));
        inJournal += Math.round(server.metric("piste_journal_events"));
      }
      server.kill();
      DrillServer.signal(database, "CONT");
      server.start();
    }
    figures.accept(Figure.told(name(), "kills", KILLS, "kills"));
    figures.accept(
        Figure.atLeast(name(), "in the journal at kills", (double) inJournal, "events", 1));
  }
}
