package io.piste.outbox;

import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import io.piste.mail.SmtpMailer;
import io.piste.support.CartWorld;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends what is in an outbox until it is killed; a program of its own for the drill. */
final class SenderProcess {
  static final int WORKERS = 3;

  private SenderProcess() {}

  /** Database address, its password, a folder to use, the port of a mail server. */
  public static void main(String[] arguments) {
    Map<String, String> values =
        Map.of("database.url", arguments[0], "database.password", arguments[1]);
    Database database =
        new Database(DatabaseSettings.read(new ConfigReader(values)), Path.of(arguments[2]));
    database.start();
    CartWorld world = CartWorld.shared(database.jdbi());
    SmtpMailer mailer = world.mailer(Integer.parseInt(arguments[3]));
    OutboxWorker worker = world.worker(world.delivery(mailer));
    try (ExecutorService pool = Executors.newFixedThreadPool(WORKERS)) {
      for (int i = 0; i < WORKERS; i++) {
        pool.execute(() -> sendForEver(worker));
      }
    }
  }

  private static void sendForEver(OutboxWorker worker) {
    while (!Thread.currentThread().isInterrupted()) {
      worker.runOnce();
    }
  }
}
