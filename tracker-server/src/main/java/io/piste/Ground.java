package io.piste;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.db.Database;
import io.piste.db.Jdbis;
import io.piste.http.Metrics;
import io.piste.journal.Journal;
import io.piste.token.Secrets;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** What all parts stand on, started. */
record Ground(
    Metrics metrics, Database database, Journal journal, Secrets secrets, InstantSource clock)
    implements AutoCloseable {

  static Ground start(Settings settings, InstantSource clock) {
    Metrics metrics = new Metrics();
    Database database = new Database(settings.database(), settings.dataFolder());
    Journal journal = new Journal(settings.dataFolder(), settings.journal(), clock);
    database.measure(metrics.registry());
    try {
      database.start();
      // Behind the database, which holds the lock of the data folder.
      journal.start();
      Secrets secrets = Secrets.load(settings.secretKey(), settings.dataFolder());
      return new Ground(metrics, database, journal, secrets, clock);
    } catch (RuntimeException e) {
      journal.close();
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

  /** Fails within seconds when the database does not answer, and at once while it is away. */
  Jdbi hurriedJdbi() {
    return Jdbis.over(database.hurriedUnless(journal.absence()::isNow));
  }

  @Override
  public void close() {
    journal.close();
    database.close();
    metrics.close();
  }
}
