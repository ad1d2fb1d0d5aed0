package io.piste;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.db.Database;
import io.piste.http.Metrics;
import io.piste.token.Secrets;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** What all parts stand on, started. */
record Ground(Metrics metrics, Database database, Secrets secrets, InstantSource clock)
    implements AutoCloseable {

  static Ground start(Settings settings, InstantSource clock) {
    Metrics metrics = new Metrics();
    Database database = new Database(settings.database(), settings.dataFolder());
    database.measure(metrics.registry());
    try {
      database.start();
      Secrets secrets = Secrets.load(settings.secretKey(), settings.dataFolder());
      return new Ground(metrics, database, secrets, clock);
    } catch (RuntimeException e) {
      database.close();
      metrics.close();
      throw e;
    }
  }

  Jdbi jdbi() {
    return database.jdbi();
  }

  MeterRegistry meters() {
    return metrics.registry();
  }

  @Override
  public void close() {
    database.close();
    metrics.close();
  }
}
