package io.piste.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.contact.Contacts;
import io.piste.contact.CustomFields;
import io.piste.contact.Editor;
import io.piste.contact.Restrictions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves, and that it comes back as it was. */
final class ContactExportIT {
  private static final String HOSTILE =
      """
      email;first_name;last_name;phone
      a@example.org;=HYPERLINK("http://evil.example");-1+1;+33472000000
      b@example.org;@SUM(A1);+cmd|' /C calc'!A0;
      c@example.org;Anne, "la" belle;Œuvrard;
      """;

  @TempDir private Path folder;
  private ImportWorld world;

  @BeforeEach
  void start() {
    world = new ImportWorld(folder);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private ByteArrayOutputStream exported(ContactExport.Of of, boolean xlsx) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<ExportColumn> columns =
        ExportColumn.all(new CustomFields(world.jdbi(), world.clock()).all()).stream()
            .filter(
                column ->
                    List.of("email", "first_name", "last_name", "phone", "tags", "consent")
                        .contains(column.key()))
            .toList();
    TableOut table = xlsx ? new XlsxOut(out, "Contacts") : new CsvOut(out);
    new ContactExport(world.jdbi(), new Contacts(world.jdbi()))
        .write(of, columns, columns.stream().map(ExportColumn::key).toList(), table);
    return out;
  }

  private ContactExport.Of all() {
    return new ContactExport.Of(world.site().id(), "", 0, false);
  }

  @Test
  void no_cell_begins_like_a_formula_and_the_file_comes_back_as_it_was() throws IOException {
    world.imported(HOSTILE, UnaryOperator.identity());
    String csv = exported(all(), false).toString(StandardCharsets.UTF_8);
    assertTrue(csv.startsWith("\uFEFFemail,first_name"), csv);
    for (String formula : List.of("=HYP", "-1+1", "+33", "@SUM", "+cmd")) {
      assertTrue(csv.contains("'" + formula), formula);
      assertFalse(csv.contains("," + formula) || csv.contains(",\"" + formula), formula);
    }
    ContactImport again = world.imported(csv, ImportWorld.known(ImportPlan.Known.OVERWRITE));
    assertEquals(new ContactImport.Counts(0, 0, 3, 0, 0), again.counts());
    assertEquals("+33472000000", world.field("a@example.org", "phone"));
  }

  @Test
  void a_spreadsheet_has_the_same_cells() throws IOException {
    world.imported(HOSTILE, UnaryOperator.identity());
    Path file = folder.resolve("out.xlsx");
    Files.write(file, exported(all(), true).toByteArray());
    List<FileRow> rows = new ArrayList<>();
    try (Rows source = FileFormat.find(file).open(file)) {
      for (FileRow row = source.next(); row != null; row = source.next()) {
        rows.add(row);
      }
    }
    assertEquals(4, rows.size());
    assertEquals("'=HYPERLINK(\"http://evil.example\")", rows.get(1).cell(1));
    assertEquals("Œuvrard", rows.get(3).cell(2));
  }

  @Test
  void restricted_people_stay_out_unless_they_are_asked_for_and_a_search_finds_beginnings()
      throws IOException {
    world.imported(HOSTILE, UnaryOperator.identity());
    new Restrictions(world.jdbi())
        .restrict(
            world.contact("a@example.org").orElseThrow().id(),
            "asked",
            new Editor(Editor.Way.HAND, "me", world.clock().instant()));
    assertFalse(exported(all(), false).toString(StandardCharsets.UTF_8).contains("a@example.org"));
    ContactExport.Of every = new ContactExport.Of(world.site().id(), "", 0, true);
    assertTrue(exported(every, false).toString(StandardCharsets.UTF_8).contains("a@example.org"));
    ContactExport.Of found = new ContactExport.Of(world.site().id(), "Œuv", 0, false);
    String csv = exported(found, false).toString(StandardCharsets.UTF_8);
    assertTrue(csv.contains("c@example.org") && !csv.contains("b@example.org"), csv);
  }

  @Test
  void faulty_lines_leave_as_they_were_with_what_is_wrong() throws IOException {
    ContactImport done =
        world.imported(
            "email;first_name\nno address;=1+1\nok@example.org;x\n;\"a;b\"\n",
            UnaryOperator.identity());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new FaultsFile(world.files(), new ImportFaults(world.jdbi()))
        .write(done, List.of("Line", "Fault"), fault -> "It is " + fault.word(), new CsvOut(out));
    assertEquals(
        """
        \uFEFFemail,first_name,Line,Fault\r
        no address,'=1+1,2,It is no_address\r
        ,a;b,4,It is email_missing\r
        """,
        out.toString(StandardCharsets.UTF_8));
  }
}
