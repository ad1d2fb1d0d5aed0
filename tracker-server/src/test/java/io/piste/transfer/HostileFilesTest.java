package io.piste.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files are read as, and which are refused, at which line. */
final class HostileFilesTest {
  private static final String NAMES = "email;nom\nanne@example.org;Élodie Œuvrard\n";

  @TempDir private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("1"), bytes);
  }

  private Path text(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<FileRow> rows(Path file) throws IOException {
    List<FileRow> rows = new ArrayList<>();
    try (Rows source = FileFormat.find(file).open(file)) {
      for (FileRow row = source.next(); row != null; row = source.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static FileRefused refused(Path file) {
    return assertThrows(FileRefused.class, () -> rows(file));
  }

  private static void assertRefused(FileFault fault, long line, Path file) {
    FileRefused refused = refused(file);
    assertEquals(fault + " " + line, refused.fault() + " " + refused.line());
  }

  private void assertNames(Encoding encoding, byte[] bytes) throws IOException {
    Path file = file(bytes);
    assertEquals(new FileFormat(encoding, Separator.SEMICOLON), FileFormat.find(file));
    assertEquals("Élodie Œuvrard", rows(file).get(1).cell(1));
    assertEquals("email", rows(file).getFirst().cell(0), "no mark in the first name");
  }

  @Test
  void the_encoding_is_found_by_looking() throws IOException {
    assertNames(Encoding.UTF_8, NAMES.getBytes(StandardCharsets.UTF_8));
    assertNames(Encoding.UTF_8, ("\uFEFF" + NAMES).getBytes(StandardCharsets.UTF_8));
    assertNames(Encoding.UTF_16LE, ("\uFEFF" + NAMES).getBytes(StandardCharsets.UTF_16LE));
    assertNames(Encoding.UTF_16BE, ("\uFEFF" + NAMES).getBytes(StandardCharsets.UTF_16BE));
    assertNames(Encoding.WINDOWS_1252, NAMES.getBytes(Charset.forName("windows-1252")));
    assertNames(Encoding.ISO_8859_15, NAMES.getBytes(Charset.forName("ISO-8859-15")));
  }

  @Test
  void broken_letters_are_told_with_their_line() throws IOException {
    byte[] bytes = "email;nom\na@b.fr;é è à\nc@d.fr;é?\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '?' ? (byte) 0xE9 : bytes[i];
    }
    assertRefused(FileFault.INVALID_BYTES, 3, file(bytes));
    byte[] cut = ("\uFEFF" + NAMES + "x").getBytes(StandardCharsets.UTF_16LE);
    assertRefused(FileFault.INVALID_BYTES, 3, file(Arrays.copyOf(cut, cut.length - 1)));
    assertRefused(FileFault.NUL_BYTES, 2, text("email;nom\na@b.fr;A\0B\n"));
  }

  @Test
  void separators_are_found_by_looking() throws IOException {
    for (Separator each : Separator.values()) {
      String said = "email,;\t".indexOf(each.letter()) >= 0 ? String.valueOf(each.letter()) : "";
      Path file = text("email" + said + "note\na@b.fr" + said + "\"Paris, Lyon; Nice\tLille\"\n");
      assertEquals(each, FileFormat.find(file).separator());
      assertEquals("Paris, Lyon; Nice\tLille", rows(file).get(1).cell(1));
    }
    assertEquals(Separator.TAB, FileFormat.find(text("sep=\t\na,b\tc\n")).separator());
    assertEquals(List.of("a,b", "c"), rows(text("sep=\t\na,b\tc\n")).getFirst().cells());
    assertEquals(2, rows(text("sep=\t\na,b\tc\n")).getFirst().line());
    assertEquals(Separator.COMMA, FileFormat.find(text("email\na@b.fr\n")).separator());
  }

  @Test
  void quotes_in_quotes_and_lines_in_cells_are_read_as_they_are_meant() throws IOException {
    List<FileRow> rows =
        rows(text("email,note\r\na@b.fr,\"said \"\"no\"\",\r\ntwice\"\r\n\r\nc@d.fr,x\r\n"));
    assertEquals("said \"no\",\r\ntwice", rows.get(1).cell(1));
    assertEquals(5, rows.get(2).line(), "the line of the file, not the number of the row");
    assertEquals(List.of("c@d.fr", "x"), rows.get(2).cells());
  }

  @Test
  void an_open_quotation_mark_refuses_the_file_at_its_line() throws IOException {
    assertRefused(FileFault.QUOTES, 3, text("email,note\na@b.fr,x\nc@d.fr,\"y\ne@f.fr,z\n"));
    assertRefused(FileFault.QUOTES, 2, text("email,note\na@b.fr,\"x\"y\n"));
  }

  @Test
  void fifty_megabytes_without_an_end_of_line_are_refused_and_not_kept() throws IOException {
    byte[] bytes = new byte[50 << 20];
    Arrays.fill(bytes, (byte) 'x');
    assertRefused(FileFault.TOO_LONG, 1, file(bytes));
    byte[] start = "email,note\na@b.fr,\"".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(start, 0, bytes, 0, start.length);
    assertRefused(FileFault.TOO_LONG, 2, file(bytes));
    for (int i = start.length; i < bytes.length; i += 50_000) {
      bytes[i] = (byte) '\n';
    }
    assertRefused(FileFault.TOO_LONG, 2, file(bytes));
  }

  @Test
  void two_hundred_columns_are_read_and_a_thousand_refused() throws IOException {
    String many = String.join(",", Collections.nCopies(200, "x"));
    assertEquals(200, rows(text(many + "\n" + many + "\n")).get(1).cells().size());
    String more = String.join(",", Collections.nCopies(1_000, "x"));
    assertRefused(FileFault.TOO_MANY_COLUMNS, 2, text(many + "\n" + more + "\n"));
  }

  @Test
  void what_is_no_table_is_refused() throws IOException {
    assertRefused(FileFault.EMPTY, 0, text(""));
    assertRefused(FileFault.NOT_A_TABLE, 0, text("%PDF-1.7\n"));
    assertRefused(
        FileFault.OLD_EXCEL, 0, file(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}));
    assertRefused(FileFault.DAMAGED, 0, text("PK\u0003\u0004 and no more"));
    assertRefused(FileFault.NOT_A_TABLE, 0, Books.bomb(folder.resolve("2"), "xl/a", 0, "x"));
  }

  @Test
  void cells_of_a_spreadsheet_are_what_people_see() throws IOException {
    Path file =
        Books.written(
            folder.resolve("2"),
            sheet -> {
              sheet.value(0, 0, "E-mail");
              sheet.value(0, 1, "Date");
              sheet.value(2, 0, " a@b.fr ");
              sheet.value(2, 1, LocalDate.of(2026, 3, 1));
              sheet.style(2, 1).format("dd/MM/yyyy").set();
              sheet.value(2, 2, 33612345678L);
              sheet.value(2, 3, 1.5);
              sheet.value(2, 4, true);
              sheet.formula(2, 5, "1/0");
            });
    List<FileRow> rows = rows(file);
    assertEquals(FileFormat.XLSX, FileFormat.find(file));
    assertEquals(3, rows.get(1).line());
    assertEquals(
        List.of("a@b.fr", "2026-03-01", "33612345678", "1.5", "true"),
        rows.get(1).cells().subList(0, 5));
    assertTrue(FileRow.isBroken(rows.get(1).cell(5)), "a formula without a stored result");
  }

  @Test
  void of_a_formula_the_stored_result_is_read_and_an_error_stays_one() throws IOException {
    Path file =
        Books.ofRows(
            folder.resolve("2"),
            """
            <row r="1"><c r="A1" t="str"><f>A2&amp;"x"</f><v>a@b.fr</v></c>
            <c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>
            <c r="D1" t="inlineStr"><is><t>in line</t></is></c></row>
            """);
    FileRow row = rows(file).getFirst();
    assertEquals(List.of("a@b.fr", "2"), row.cells().subList(0, 2));
    assertTrue(FileRow.isBroken(row.cell(2)));
    assertEquals("#DIV/0!", FileRow.shown(row.cell(2)));
    assertEquals("in line", row.cell(3));
  }

  @Test
  void a_spreadsheet_that_explodes_is_refused_before_anything_reads_it() throws IOException {
    Path sheet = Books.bomb(folder.resolve("2"), "xl/worksheets/sheet1.xml", 400, "\0");
    assertTrue(Files.size(sheet) < 1 << 20, "a small file");
    assertRefused(FileFault.TOO_LONG, 0, sheet);
    String row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    assertBomb("xl/worksheets/sheet1.xml", 9, row);
    assertBomb("xl/sharedStrings.xml", 5, "<si>a</si>");
    assertBomb("xl/styles.xml", 3, "<xf/>");
    assertBomb("somewhere", 3, "x");
  }

  private void assertBomb(String part, int megabytes, String filling) throws IOException {
    Path file = Books.bomb(folder.resolve("2"), part, megabytes, filling);
    XlsxCheck.Bounds small = new XlsxCheck.Bounds(8L << 20, 4L << 20, 2L << 20);
    FileRefused refused = assertThrows(FileRefused.class, () -> XlsxCheck.pass(file, small));
    assertEquals(FileFault.ZIP_BOMB, refused.fault(), part);
    XlsxCheck.pass(file, XlsxCheck.Bounds.USUAL);
  }

  @Test
  void entities_that_multiply_are_refused() throws IOException {
    String laughs =
        """
        <?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr">
        <is><t>&c;</t></is></c></row></sheetData></worksheet>
        """;
    assertRefused(
        FileFault.DAMAGED,
        0,
        Books.of(folder.resolve("2"), Map.of("xl/worksheets/sheet1.xml", laughs)));
    assertRefused(
        FileFault.DAMAGED, 0, Books.of(folder.resolve("2"), Map.of("xl/workbook.xml", laughs)));
  }

  @Test
  void a_cell_a_row_or_a_column_beyond_reason_is_refused() throws IOException {
    assertRefused(
        FileFault.TOO_MANY_COLUMNS,
        0,
        Books.ofRows(folder.resolve("2"), "<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>"));
    assertRefused(
        FileFault.TOO_MANY_COLUMNS,
        1,
        Books.ofRows(folder.resolve("2"), "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"));
    String cell = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + "x".repeat(200_000);
    assertRefused(
        FileFault.TOO_LONG, 1, Books.ofRows(folder.resolve("2"), cell + "</t></is></c></row>"));
    assertRefused(FileFault.DAMAGED, 1, Books.ofRows(folder.resolve("2"), "<row r=\"1\"><c"));
  }

  @Test
  void random_bytes_are_read_or_refused_and_nothing_else() throws IOException {
    Random random = new Random(7);
    byte[] good =
        Files.readAllBytes(Books.ofRows(folder.resolve("2"), "<row><c><v>1</v></c></row>"));
    for (int turn = 0; turn < 200; turn++) {
      byte[] bytes =
          turn % 2 == 0 ? good.clone() : NAMES.repeat(5).getBytes(StandardCharsets.UTF_8);
      for (int change = 0; change < 1 + turn % 5; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        rows(file(bytes));
      } catch (FileRefused e) {
        assertTrue(e.line() >= 0);
      }
    }
  }
}
