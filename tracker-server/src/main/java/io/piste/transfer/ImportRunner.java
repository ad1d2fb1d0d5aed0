package io.piste.transfer;

import static io.piste.db.LockConflicts.retried;

import io.piste.contact.CustomFields;
import io.piste.eventlog.NamedLock;
import io.piste.transfer.ContactImport.Counts;
import io.piste.transfer.ContactImport.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Checks and imports files, one after the other, a thousand rows in a transaction that also moves
 * the position: a process that is killed leaves whole rows, and the next one goes on behind them.
 * Whoever cancels changes the row that the position is in, so the batch under way is undone and
 * nothing follows. One process at a time; not thread-safe.
 */
public final class ImportRunner implements AutoCloseable {
  /** The lock that whoever checks or imports holds. */
  static final String JOB = "contact-import";

  private static final int BATCHES_A_TURN = 5;
  private static final Duration KEEP_FILE = Duration.ofDays(7);
  private static final Duration FORGOTTEN = Duration.ofDays(30);
  private static final Duration ARRIVING = Duration.ofDays(1);

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Imports imports;
  private final ImportFiles files;
  private final ImportFaults faults;
  private final ImportStores stores;
  private @Nullable ImportRun run;

  /** Does nothing yet. */
  public ImportRunner(Jdbi jdbi, InstantSource clock, ImportFiles files, ImportStores stores) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.imports = new Imports(jdbi, clock);
    this.files = files;
    this.faults = new ImportFaults(jdbi);
    this.stores = stores;
  }

  /** Does some thousand rows of the oldest file; true when there is more to do. */
  public boolean runOnce() {
    Optional<ContactImport> next = next();
    if (next.isEmpty()) {
      close();
      return false;
    }
    Optional<NamedLock> taken = NamedLock.tryTake(jdbi, JOB);
    if (taken.isEmpty()) {
      return false;
    }
    try (NamedLock lock = taken.get()) {
      lock.keep();
      turn(next.get());
    }
    return true;
  }

  /** The oldest whose file is here: another process has the others. */
  private Optional<ContactImport> next() {
    Optional<ContactImport> next = imports.next(0);
    while (next.isPresent() && !Files.exists(files.of(next.get().id()))) {
      next = imports.next(next.get().id());
    }
    return next;
  }

  private void turn(ContactImport next) {
    try {
      ImportRun going = going(next);
      for (int batch = 0; batch < BATCHES_A_TURN; batch++) {
        ImportBatch rows = going.next();
        if (rows == null) {
          end(going.at());
          return;
        }
        if (!done(going.at(), rows)) {
          close();
          return;
        }
        going.moved(rows.rows().size());
      }
    } catch (FileRefused e) {
      close();
      imports.refuse(next.id(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private ImportRun going(ContactImport next) {
    if (run != null && run.isAt(next)) {
      return run;
    }
    close();
    Path file = files.of(next.id());
    try {
      ImportRun opened =
          ImportRun.open(stores, next, file, new CustomFields(jdbi, clock).all(), clock.instant());
      run = opened;
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end(ContactImport at) {
    close();
    if (at.next() == 0) {
      throw new FileRefused(FileFault.NO_LINES);
    }
    imports.end(at);
  }

  /** False when somebody stopped the import: nothing of the batch is written then. */
  private boolean done(ContactImport at, ImportBatch batch) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED, handle -> write(handle, at, batch)));
  }

  private boolean write(Handle handle, ContactImport at, ImportBatch batch) {
    Counts counts = batch.settle(handle);
    if (at.state() == State.IMPORTING) {
      batch.write(handle, clock.instant());
    }
    faults.become(handle, at.id(), batch.rows(), batch.faults());
    boolean moved = imports.move(handle, at, at.next() + batch.rows().size(), counts);
    if (!moved) {
      handle.rollback();
    }
    return moved;
  }

  /** Deletes files a week after their end, those that nobody went on with, and strays. */
  public boolean sweep() {
    Instant now = clock.instant();
    imports.cancelForgotten(now.minus(FORGOTTEN));
    for (long id : imports.endedBefore(now.minus(KEEP_FILE))) {
      forget(id);
    }
    files.sweep(new HashSet<>(imports.withFile()), now.minus(ARRIVING));
    return false;
  }

  private void forget(long id) {
    files.delete(files.of(id));
    faults.delete(id);
    imports.deleted(id);
  }

  /** Closes the file that is being read; the next turn opens it again. */
  @Override
  public void close() {
    if (run != null) {
      run.close();
      run = null;
    }
  }
}
