package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.Formats;
import io.piste.console.view.ImportView;
import io.piste.console.view.ImportsView;
import io.piste.console.view.Texts;
import io.piste.site.Site;
import io.piste.transfer.Arrivals;
import io.piste.transfer.ContactImport;
import io.piste.transfer.ContactImport.State;
import io.piste.transfer.CsvOut;
import io.piste.transfer.FaultsFile;
import io.piste.transfer.FileRefused;
import io.piste.transfer.LineFault;
import io.piste.transfer.Transfers;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Files of contacts: those that came, one more, and how far each is. */
final class ImportPages {
  static final String PATH = "/console/contacts/import";

  private static final int ROWS = 50;
  private static final int FAULTS = 20;

  private final Transfers transfers;

  ImportPages(Transfers transfers) {
    this.transfers = transfers;
  }

  /** The latest imports of the site, and the form for another one. */
  Answer list(PageRequest asked) {
    String refused = asked.field("refused");
    boolean large = refused.equals("too_large");
    return Answer.page(
        "imports",
        "imports.title",
        view(asked, large ? asked.texts().of("import.refused.too_large", megabytes()) : null));
  }

  /** Takes a file in. */
  Answer take(PageRequest asked) {
    Site site = site(asked);
    try {
      Part file = asked.servletRequest().getPart("file");
      if (file == null || file.getSize() == 0) {
        return mistaken(asked, asked.texts().of("import.mistake.file"));
      }
      String name = Objects.requireNonNullElse(file.getSubmittedFileName(), "");
      boolean dayFirst = !asked.field("days").equals("month");
      try (InputStream in = file.getInputStream()) {
        long id =
            transfers
                .arrivals()
                .take(in, name, new Arrivals.By(site.id(), asked.user().email().value(), dayFirst));
        return Answer.to(PATH + "/" + id + "/columns");
      }
    } catch (FileRefused e) {
      return mistaken(asked, words(asked).refusal(new ContactImport.Refused(e.fault(), e.line())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new Problem(ProblemCode.BAD_REQUEST, "This is not a form with a file.");
    }
  }

  private Answer mistaken(PageRequest asked, String mistake) {
    return Answer.mistaken("imports", "imports.title", view(asked, mistake));
  }

  private long megabytes() {
    return transfers.arrivals().mostBytes() >> 20;
  }

  private ImportsView view(PageRequest asked, @Nullable String mistake) {
    Texts texts = asked.texts();
    Formats formats = asked.formats();
    List<ImportsView.Row> rows =
        transfers.imports().latest(site(asked).id(), ROWS).stream()
            .map(
                each ->
                    new ImportsView.Row(
                        address(each),
                        each.fileName(),
                        each.state().word(),
                        texts.of("import.state." + each.state().word()),
                        each.state() == State.UPLOADED
                            ? ""
                            : texts.of(
                                "import.row.counts",
                                formats.number(each.counts().made()),
                                formats.number(each.counts().changed()),
                                formats.number(each.counts().faulty())),
                        each.madeBy(),
                        formats.ago(each.madeAt())))
            .toList();
    return new ImportsView(rows, site(asked).name(), formats.number(megabytes()), mistake);
  }

  private static String address(ContactImport of) {
    return PATH + "/" + of.id() + (of.state() == State.UPLOADED ? "/columns" : "");
  }

  /** How far one is, and what became of its lines. */
  Answer show(PageRequest asked) {
    ContactImport of = find(asked);
    if (of.state() == State.UPLOADED) {
      return Answer.to(address(of));
    }
    Texts texts = asked.texts();
    Formats formats = asked.formats();
    List<LineFault> faults = transfers.faults().first(of.id(), FAULTS + 1);
    ImportWords words = words(asked);
    ContactImport.Refused refused = of.refused();
    return Answer.page(
        "import_run",
        "imports.title",
        new ImportView(
            PATH + "/" + of.id(),
            of.fileName(),
            of.state().word(),
            texts.of("import.lead." + of.state().word(), formats.number(of.next())),
            of.state().isUnderWay() && of.total() != null ? of.percent() : -1,
            progress(texts, formats, of),
            refused == null ? null : words.refusal(refused),
            tiles(texts, formats, of),
            faults.stream()
                .limit(FAULTS)
                .map(each -> new ImportView.Fault(each.line(), words.fault(each)))
                .toList(),
            faults.size() > FAULTS,
            of.fileGone(),
            texts.of("import.by", of.madeBy(), formats.dateTime(of.madeAt()))));
  }

  private static String progress(Texts texts, Formats formats, ContactImport of) {
    Long total = of.total();
    return total == null
        ? texts.of("import.progress.read", formats.number(of.next()))
        : texts.of("import.progress.of", formats.number(of.next()), formats.number(total));
  }

  private static List<ImportView.Tile> tiles(Texts texts, Formats formats, ContactImport of) {
    boolean dry = of.state() == State.CHECKING || of.state() == State.CHECKED;
    List<ImportView.Tile> tiles = new ArrayList<>();
    tile(tiles, texts, formats, dry ? "import.would.made" : "import.made", of.counts().made());
    tile(
        tiles,
        texts,
        formats,
        dry ? "import.would.changed" : "import.changed",
        of.counts().changed());
    tile(tiles, texts, formats, "import.unchanged", of.counts().unchanged());
    tile(tiles, texts, formats, "import.suppressed", of.counts().suppressed());
    tile(tiles, texts, formats, "import.faulty", of.counts().faulty());
    return tiles;
  }

  private static void tile(
      List<ImportView.Tile> tiles, Texts texts, Formats formats, String key, long count) {
    tiles.add(new ImportView.Tile(texts.of(key), formats.number(count), texts.of(key + ".hint")));
  }

  /** Imports what was checked. */
  Answer start(PageRequest asked) {
    ContactImport of = find(asked);
    if (transfers.imports().start(of.id())) {
      transfers.wake().run();
    }
    return Answer.to(PATH + "/" + of.id());
  }

  /** Stops it; one that is over stays as it is. */
  Answer cancel(PageRequest asked) {
    ContactImport of = find(asked);
    transfers.imports().cancel(of.site(), of.id());
    return Answer.to(PATH + "/" + of.id());
  }

  /** The lines that were left out, as a file. */
  Answer faults(PageRequest asked) {
    ContactImport of = find(asked);
    if (of.fileGone()) {
      throw missing();
    }
    Texts texts = asked.texts();
    ImportWords words = words(asked);
    FaultsFile file = new FaultsFile(transfers.files(), transfers.faults());
    return new Answer.Stream(
        "import-%d-faults.csv".formatted(of.id()),
        "text/csv;charset=UTF-8",
        out ->
            file.write(
                of,
                List.of(texts.of("import.file.line"), texts.of("import.file.fault")),
                words::fault,
                new CsvOut(out)));
  }

  private ImportWords words(PageRequest asked) {
    return new ImportWords(asked.texts(), transfers.fields().all());
  }

  private ContactImport find(PageRequest asked) {
    return find(transfers, asked);
  }

  static ContactImport find(Transfers transfers, PageRequest asked) {
    return transfers
        .imports()
        .find(site(asked).id(), asked.numberInPath("id"))
        .orElseThrow(ImportPages::missing);
  }

  static Site site(PageRequest asked) {
    return asked.site().orElseThrow(ImportPages::missing);
  }

  private static Problem missing() {
    return new Problem(ProblemCode.NOT_FOUND, "There is no such page.");
  }
}
