package io.piste.console;

import io.piste.contact.Contacts;
import io.piste.contact.ImportedAnswers;
import io.piste.contact.Suppressions;
import io.piste.contact.Unsubscribed;
import io.piste.segment.SegmentMembers;
import io.piste.segment.SegmentNews;
import io.piste.segment.Segments;
import io.piste.site.Sites;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import io.piste.token.KeyedHash;
import io.piste.token.Secrets;
import io.piste.transfer.ImportRunner;
import io.piste.transfer.ImportStores;
import io.piste.transfer.KeptSegments;
import io.piste.transfer.StaticSegments;
import io.piste.transfer.TransferSettings;
import io.piste.transfer.Transfers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;

/** Files of contacts in a console, with a crank that the test turns. */
public final class TestImports implements AutoCloseable {
  private static final Function<String, byte[]> HASH =
      new KeyedHash(new Secrets(new byte[32]), "suppression")::of;

  private final Path folder;
  private final Transfers transfers;
  private final ImportRunner runner;

  TestImports(TestDatabase database, Sites sites, TestClock clock) {
    try {
      folder = Files.createTempDirectory("piste-imports");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StaticSegments segments =
        new KeptSegments(
            new Segments(database.jdbi(), clock),
            new SegmentMembers(database.jdbi(), clock, SegmentNews.UNHEARD));
    transfers =
        Transfers.of(
            database.jdbi(),
            clock,
            new TransferSettings(1),
            new Transfers.Place(folder, segments),
            () -> {});
    runner =
        new ImportRunner(
            database.jdbi(),
            clock,
            transfers.files(),
            new ImportStores(
                sites,
                new Contacts(database.jdbi()),
                new Suppressions(database.jdbi(), HASH),
                new ImportedAnswers(HASH, Unsubscribed.UNHEARD),
                segments,
                HASH));
  }

  /** What its pages ask. */
  public Transfers transfers() {
    return transfers;
  }

  /** Does all that was asked for. */
  public void run() {
    while (runner.runOnce()) {
      // The next rows.
    }
  }

  /** Does some thousand rows. */
  public void turn() {
    runner.runOnce();
  }

  @Override
  public void close() {
    runner.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
