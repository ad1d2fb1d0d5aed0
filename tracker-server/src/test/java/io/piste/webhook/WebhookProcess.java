package io.piste.webhook;

import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import java.nio.file.Path;
import java.util.Map;

/** Sends what waits for webhooks until it is killed; a program of its own for the drill. */
final class WebhookProcess {
  private WebhookProcess() {}

  /** Database address, its password, a folder to use. */
  public static void main(String[] arguments) throws InterruptedException {
    Map<String, String> values =
        Map.of("database.url", arguments[0], "database.password", arguments[1]);
    Database database =
        new Database(DatabaseSettings.read(new ConfigReader(values)), Path.of(arguments[2]));
    database.start();
    HookWorld world = HookWorld.elsewhere(database.jdbi());
    while (!Thread.currentThread().isInterrupted()) {
      if (!world.worker.runOnce()) {
        Thread.sleep(20);
      }
    }
  }
}
