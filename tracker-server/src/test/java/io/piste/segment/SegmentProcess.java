package io.piste.segment;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.Clocks;
import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import io.piste.profile.ProfileRunner;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Settles profiles and fills segments until it is killed. */
final class SegmentProcess {
  private SegmentProcess() {}

  /** Database address, its password, a folder of its own. */
  public static void main(String[] args) throws Exception {
    Map<String, String> address = Map.of("database.url", args[0], "database.password", args[1]);
    Database database =
        new Database(DatabaseSettings.read(new ConfigReader(address)), Path.of(args[2]));
    database.start();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    InstantSource clock = Clocks.system();
    ProfileRunner runner =
        new ProfileRunner(
            database.jdbi(),
            List.of(new SegmentWatch(SegmentNews.UNHEARD, clock, meters)),
            clock,
            meters);
    SegmentFiller filler = new SegmentFiller(database.jdbi(), clock, meters);
    while (true) {
      boolean settled = runner.runOnce();
      boolean filled = filler.runOnce();
      if (!settled && !filled) {
        Thread.sleep(5);
      }
    }
  }
}
