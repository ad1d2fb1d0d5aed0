package io.piste.transfer;

import io.piste.contact.CustomField;
import io.piste.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file being read on from where its import stands. Not thread-safe. */
final class ImportRun implements AutoCloseable {
  private static final int AT_ONCE = 1_000;

  private final ImportStores stores;
  private final Rows source;
  private final LineReader reader;
  private final Seen seen = new Seen();
  private ContactImport at;

  private ImportRun(ImportStores stores, ContactImport at, Rows source, LineReader reader) {
    this.stores = stores;
    this.at = at;
    this.source = source;
    this.reader = reader;
  }

  /** Opens the file and goes where the import stands: rows before are read and left alone. */
  static ImportRun open(
      ImportStores stores, ContactImport at, Path file, List<CustomField> own, Instant now)
      throws IOException {
    Site site = stores.sites().byId(at.site());
    LineReader reader = new LineReader(at.plan(), own, site.timeZone(), now);
    ImportRun run = new ImportRun(stores, at, at.plan().format().open(file), reader);
    try {
      run.pass();
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private void pass() {
    if (at.plan().headed()) {
      source.next();
    }
    for (long row = 0; row < at.next(); row++) {
      FileRow passed = source.next();
      if (passed != null) {
        reader
            .email(passed)
            .ifPresent(email -> seen.lineOf(stores.hash().apply(email.value()), passed.line()));
      }
    }
  }

  /** Whether an import stands where this is. */
  boolean isAt(ContactImport other) {
    return at.id() == other.id() && at.state() == other.state() && at.next() == other.next();
  }

  /** The import as it was before the next batch. */
  ContactImport at() {
    return at;
  }

  /** The rows that come next; null at the end. */
  @Nullable ImportBatch next() {
    List<FileRow> rows = new ArrayList<>();
    while (rows.size() < AT_ONCE) {
      FileRow row = source.next();
      if (row == null) {
        break;
      }
      rows.add(row);
    }
    if (at.next() + rows.size() > Rows.MOST_LINES) {
      throw new FileRefused(FileFault.TOO_MANY_LINES);
    }
    return rows.isEmpty() ? null : new ImportBatch(stores, at, reader, rows, seen);
  }

  /** A batch is done. */
  void moved(int rows) {
    at = at.movedTo(at.next() + rows);
  }

  @Override
  public void close() {
    source.close();
  }
}
