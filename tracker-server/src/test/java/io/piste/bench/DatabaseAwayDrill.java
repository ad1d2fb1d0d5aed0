package io.piste.bench;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The database stands still for 60 seconds (SIGSTOP: connections stay open and nothing answers),
 * goes on, and is then killed and cannot be started again for 13 seconds. No event is refused.
 */
final class DatabaseAwayDrill extends Drill {
  private static final Duration SILENT = Duration.ofSeconds(60);
  private static final Duration DOWN = Duration.ofSeconds(13);

  DatabaseAwayDrill() {
    super("database-away");
  }

  @Override
  void breakIt(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {
    ProcessHandle database = server.mariadbd();
    DrillServer.signal(database, "STOP");
    long before = memory.acknowledged.size();
    rest(SILENT);
    tellMeanwhile("silent for 60 s", server, memory.acknowledged.size() - before, figures);
    DrillServer.signal(database, "CONT");
    server.awaitQuietJournal();

    server.keepDatabaseDown(true);
    DrillServer.signal(database, "KILL");
    before = memory.acknowledged.size();
    rest(DOWN);
    tellMeanwhile("down for 13 s", server, memory.acknowledged.size() - before, figures);
    server.keepDatabaseDown(false);
    server.awaitQuietJournal();
  }

  private void tellMeanwhile(
      String how, DrillServer server, long acknowledged, Consumer<Figure> figures) {
    figures.accept(
        Figure.atLeast(
            name(), how + ", acknowledged meanwhile", (double) acknowledged, "events", 1));
    figures.accept(
        Figure.atLeast(
            name(),
            how + ", in the journal at the end",
            server.metric("piste_journal_events"),
            "events",
            1));
  }

  @Override
  void tell(DrillServer server, Memory memory, Consumer<Figure> figures) {
    figures.accept(Figure.atMost(name(), "refused", memory.refused.sum(), "requests", 0));
  }
}
