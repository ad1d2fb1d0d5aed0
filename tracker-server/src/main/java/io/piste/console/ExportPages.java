package io.piste.console;

import io.piste.console.view.ExportView;
import io.piste.console.view.Texts;
import io.piste.site.Site;
import io.piste.transfer.ContactExport;
import io.piste.transfer.CsvOut;
import io.piste.transfer.ExportColumn;
import io.piste.transfer.TableOut;
import io.piste.transfer.Transfers;
import io.piste.transfer.XlsxOut;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/** Contacts leave as a file. */
final class ExportPages {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final Set<String> USUAL =
      Set.of(
          "email",
          "first_name",
          "last_name",
          "language",
          "company",
          "phone",
          "street",
          "postcode",
          "city",
          "country",
          "consent");

  private final Transfers transfers;

  ExportPages(Transfers transfers) {
    this.transfers = transfers;
  }

  /** What is to be in it. */
  Answer form(PageRequest asked) {
    ImportWords words = new ImportWords(asked.texts(), transfers.fields().all());
    List<ExportView.Choice> columns =
        ExportColumn.all(transfers.fields().all()).stream()
            .map(
                column ->
                    new ExportView.Choice(
                        column.key(),
                        words.target(column.key()),
                        column.own() != null || USUAL.contains(column.key())))
            .toList();
    long chosen = asked.number("segment").orElse(0L);
    List<ExportView.Choice> segments =
        transfers.segments().all(ImportPages.site(asked).id()).stream()
            .map(
                each ->
                    new ExportView.Choice(
                        String.valueOf(each.id()), each.name(), each.id() == chosen))
            .toList();
    return Answer.page(
        "contacts_export",
        "export.title",
        new ExportView(ImportPages.site(asked).name(), asked.field("q"), segments, columns));
  }

  /** Writes the file. */
  Answer file(PageRequest asked) {
    Texts texts = asked.texts();
    Site site = ImportPages.site(asked);
    ImportWords words = new ImportWords(texts, transfers.fields().all());
    List<ExportColumn> all = ExportColumn.all(transfers.fields().all());
    List<ExportColumn> chosen =
        all.stream().filter(column -> asked.field("x." + column.key()).equals("yes")).toList();
    List<ExportColumn> columns = chosen.isEmpty() ? all : chosen;
    List<String> heads = columns.stream().map(column -> words.target(column.key())).toList();
    ContactExport.Of of =
        new ContactExport.Of(
            site.id(),
            asked.field("q"),
            asked.number("segment").orElse(0L),
            asked.field("restricted").equals("yes"));
    boolean xlsx = asked.field("format").equals("xlsx");
    String name = "contacts_" + asked.now().atZone(asked.zone()).toLocalDate();
    return new Answer.Stream(
        name + (xlsx ? ".xlsx" : ".csv"),
        xlsx ? XLSX : "text/csv;charset=UTF-8",
        out -> transfers.export().write(of, columns, heads, table(xlsx, out, texts)));
  }

  private static TableOut table(boolean xlsx, OutputStream out, Texts texts) throws IOException {
    return xlsx ? new XlsxOut(out, texts.of("contacts.title")) : new CsvOut(out);
  }
}
