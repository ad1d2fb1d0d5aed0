package io.piste;

import io.piste.base.Loop;
import io.piste.contact.ImportedAnswers;
import io.piste.token.KeyedHash;
import io.piste.transfer.ImportRunner;
import io.piste.transfer.ImportStores;
import io.piste.transfer.KeptSegments;
import io.piste.transfer.StaticSegments;
import io.piste.transfer.Transfers;
import java.time.Duration;

/** Files of contacts on their way in: a loop that reads them, and one that deletes them after. */
final class Transferring implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private final ImportRunner runner;
  private final Loop importing;
  private final Loop sweeping;
  private final Transfers transfers;

  Transferring(Ground ground, Stores stores, Settings settings) {
    KeyedHash hash = new KeyedHash(ground.secrets(), "suppression");
    StaticSegments segments = new KeptSegments(stores.segments(), stores.members());
    ImportStores into =
        new ImportStores(
            stores.sites(),
            stores.contacts(),
            stores.suppressions(),
            new ImportedAnswers(hash::of, stores.news()),
            segments,
            hash::of);
    Transfers.Place place = new Transfers.Place(settings.dataFolder(), segments);
    transfers = Transfers.of(ground.jdbi(), ground.clock(), settings.transfer(), place, this::wake);
    runner = new ImportRunner(ground.jdbi(), ground.clock(), transfers.files(), into);
    importing = new Loop("contact-imports", LOOK_EVERY, runner::runOnce);
    sweeping = new Loop("old-imports", SWEEP_EVERY, runner::sweep);
  }

  private void wake() {
    importing.wake();
  }

  void start() {
    importing.start();
    sweeping.start();
  }

  Transfers transfers() {
    return transfers;
  }

  /** Lets the rows under way be written; the next process goes on behind them. */
  @Override
  public void close() {
    sweeping.close();
    importing.close();
    runner.close();
  }
}
