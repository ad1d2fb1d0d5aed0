package io.piste.eventlog;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.Clocks;
import io.piste.base.Loop;
import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Appends and projects until it is killed. Each event is a page whose path is its id; the path is
 * written to a file once the log has acknowledged it.
 */
final class KillTarget {
  private static final int SENDERS = 8;

  private KillTarget() {}

  /** Database address, its password, a folder of its own, the file of acknowledged paths. */
  public static void main(String[] args) throws Exception {
    Map<String, String> address = Map.of("database.url", args[0], "database.password", args[1]);
    Database database =
        new Database(DatabaseSettings.read(new ConfigReader(address)), Path.of(args[2]));
    database.start();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    EventLog log = new EventLog(database.dataSource(), EventLogSettings.DEFAULT, meters);
    Projector projector =
        new Projector(
            database.jdbi(), TestLog.projections(database.jdbi()), Clocks.system(), meters);
    Loop projecting = new Loop("projector", Duration.ofMillis(100), projector::runOnce);
    log.afterCommit(projecting::wake);
    log.start();
    projecting.start();
    try (FileOutputStream acknowledged = new FileOutputStream(args[3], true)) {
      for (int i = 0; i < SENDERS; i++) {
        Thread.ofVirtual().start(() -> send(log, acknowledged));
      }
      Thread.currentThread().join();
    }
  }

  private static void send(EventLog log, FileOutputStream acknowledged) {
    Track track = Track.fresh();
    for (int minute = 0; ; minute++) {
      UUID id = UUID.randomUUID();
      LoggedEvent page = track.page(id, minute, "/kill/" + id);
      log.append(List.of(page));
      note(acknowledged, "/kill/" + id + "\n");
      if (minute % 5 == 0) {
        // As a browser does that did not hear the answer.
        log.append(List.of(page, page));
      }
    }
  }

  private static void note(FileOutputStream acknowledged, String line) {
    synchronized (acknowledged) {
      try {
        // One write of the system each: what is written survives the process.
        acknowledged.write(line.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
