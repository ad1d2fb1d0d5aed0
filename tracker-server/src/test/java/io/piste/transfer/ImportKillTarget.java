package io.piste.transfer;

import io.piste.base.Clocks;
import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import io.piste.site.Sites;
import java.nio.file.Path;
import java.util.Map;

/** Imports what there is to import until it is killed. */
final class ImportKillTarget {
  private ImportKillTarget() {}

  /** Database address, its password, a folder of its own, the folder of the files. */
  public static void main(String[] args) throws Exception {
    Map<String, String> address = Map.of("database.url", args[0], "database.password", args[1]);
    Database database =
        new Database(DatabaseSettings.read(new ConfigReader(address)), Path.of(args[2]));
    database.start();
    Sites sites = new Sites(database.jdbi(), Clocks.system());
    sites.refresh();
    ImportRunner runner =
        new ImportRunner(
            database.jdbi(),
            Clocks.system(),
            new ImportFiles(Path.of(args[3])),
            ImportWorld.stores(sites, database.jdbi()));
    while (true) {
      if (!runner.runOnce()) {
        Thread.sleep(20);
      }
    }
  }
}
