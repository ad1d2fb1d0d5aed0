package io.piste.bench;

import io.piste.contact.Contacts;
import io.piste.contact.CustomFields;
import io.piste.contact.ImportedAnswers;
import io.piste.contact.Suppressions;
import io.piste.contact.Unsubscribed;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import io.piste.token.KeyedHash;
import io.piste.token.Secrets;
import io.piste.transfer.Arrivals;
import io.piste.transfer.ContactExport;
import io.piste.transfer.ContactImport;
import io.piste.transfer.CsvOut;
import io.piste.transfer.ExportColumn;
import io.piste.transfer.ImportRunner;
import io.piste.transfer.ImportStores;
import io.piste.transfer.StaticSegments;
import io.piste.transfer.TableOut;
import io.piste.transfer.TransferSettings;
import io.piste.transfer.Transfers;
import io.piste.transfer.XlsxOut;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A million lines go in, in again, and out. Takes a number of lines where a million are too many.
 */
final class ImportBench implements Bench {
  private static final String NAME = "import";
  private static final int LINES = 1_000_000;
  private static final double LINES_A_SECOND = 5_000;
  private static final double EXPORTED_A_SECOND = 20_000;
  private static final Function<String, byte[]> HASH =
      new KeyedHash(new Secrets(new byte[32]), "suppression")::of;

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    run(List.of(), figures);
  }

  @Override
  public void run(List<String> words, Consumer<Figure> figures) throws Exception {
    int lines = words.isEmpty() ? LINES : Integer.parseInt(words.getFirst());
    Path folder = Files.createTempDirectory("piste-bench-import");
    try (TestDatabase database = TestDatabase.fresh()) {
      World world = new World(database, folder);
      Path file = write(folder, lines);
      long id = world.take(file);
      world.transfers.imports().check(id, world.find(id).plan());
      figures.accept(rate("lines checked, dry run", lines, world.run()));
      world.transfers.imports().start(id);
      figures.accept(rate("lines imported, all new", lines, world.run()));
      figures.accept(Figure.told(NAME, "contacts", world.find(id).counts().made(), "contacts"));
      figures.accept(
          Figure.told(NAME, "lines with faults", world.find(id).counts().faulty(), "lines"));
      long again = world.take(file);
      world.transfers.imports().check(again, world.find(again).plan());
      world.run();
      world.transfers.imports().start(again);
      figures.accept(rate("lines imported, all known", lines, world.run()));
      world.runner.close();
      figures.accept(world.exported(folder.resolve("out.csv"), false));
      figures.accept(world.exported(folder.resolve("out.xlsx"), true));
    } finally {
      ProfilesBench.delete(folder);
    }
  }

  private static Figure rate(String what, int lines, double seconds) {
    return Figure.atLeast(NAME, what, lines / seconds, "lines/s", LINES_A_SECOND);
  }

  /** One in a hundred is wrong, and one in a thousand is there twice. */
  private static Path write(Path folder, int lines) throws IOException {
    Random random = new Random(11);
    Path file = folder.resolve("in.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("email;first_name;last_name;phone;street;postcode;city;country;language\n");
      for (int i = 0; i < lines; i++) {
        int who = i > 0 && i % 1_000 == 0 ? i - 1 : i;
        String mail = i % 100 == 7 ? "nobody" : "person" + who + "@shop" + who % 97 + ".example";
        out.write(
            "%s;Élodie %d;Martin-%d;0472%06d;\"%d, rue \"\"des Feuilles\"\"; bât. B\";%05d;Lyon;FR;fr%n"
                .formatted(
                    mail,
                    i % 1_000,
                    i,
                    random.nextInt(1_000_000),
                    1 + i % 200,
                    1_000 + random.nextInt(94_000)));
      }
    }
    return file;
  }

  /** A site, and a runner whose crank the bench turns. */
  private static final class World {
    final Transfers transfers;
    final ImportRunner runner;
    private final TestDatabase database;
    private final TestClock clock = new TestClock();
    private final Site site;

    World(TestDatabase database, Path folder) {
      this.database = database;
      Sites sites = new Sites(database.jdbi(), clock);
      site =
          sites.add(
              NewSite.named("Bench")
                  .origins(List.of("https://www.shop.example"))
                  .trackerUrl("https://t.shop.example")
                  .build());
      transfers =
          Transfers.of(
              database.jdbi(),
              clock,
              new TransferSettings(2_000),
              new Transfers.Place(folder, StaticSegments.NONE),
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
                  StaticSegments.NONE,
                  HASH));
    }

    long take(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return transfers
            .arrivals()
            .take(in, "bench.csv", new Arrivals.By(site.id(), "bench", true));
      }
    }

    ContactImport find(long id) {
      return transfers.imports().find(site.id(), id).orElseThrow();
    }

    /** Seconds. */
    double run() {
      long begun = System.nanoTime();
      while (runner.runOnce()) {
        // The next rows.
      }
      return (System.nanoTime() - begun) / 1e9;
    }

    Figure exported(Path file, boolean xlsx) throws IOException {
      List<ExportColumn> columns = ExportColumn.all(new CustomFields(database.jdbi(), clock).all());
      long begun = System.nanoTime();
      try (OutputStream out = Files.newOutputStream(file)) {
        TableOut table = xlsx ? new XlsxOut(out, "Contacts") : new CsvOut(out);
        transfers
            .export()
            .write(
                new ContactExport.Of(site.id(), "", 0, false),
                columns,
                columns.stream().map(ExportColumn::key).toList(),
                table);
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      long contacts =
          database
              .jdbi()
              .withHandle(
                  handle ->
                      handle.createQuery("SELECT COUNT(*) FROM contact").mapTo(Long.class).one());
      return Figure.atLeast(
          NAME,
          "contacts exported as " + (xlsx ? "XLSX" : "CSV"),
          contacts / seconds,
          "contacts/s",
          EXPORTED_A_SECOND);
    }
  }
}
