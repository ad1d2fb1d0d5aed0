package io.piste.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Makes spreadsheets: such as people have, and such as nobody should have. */
final class Books {
  static final String WORKBOOK =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>
      """;
  private static final String RELATIONS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
          Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
          Target="sharedStrings.xml"/></Relationships>
      """;
  private static final String ROOT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
          Target="xl/workbook.xml"/></Relationships>
      """;
  private static final String TYPES =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Override PartName="/xl/workbook.xml"
          ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml"
          ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
        <Override PartName="/xl/sharedStrings.xml"
          ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>
      """;

  private Books() {}

  /** As a program writes it. */
  static Path written(Path file, Consumer<Worksheet> sheet) {
    try (OutputStream out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "Test", "1.0")) {
      sheet.accept(book.newWorksheet("Feuille"));
      book.finish();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a sheet of one's own making: what stands within {@code sheetData}. */
  static Path ofRows(Path file, String rows) throws IOException {
    return of(file, Map.of("xl/worksheets/sheet1.xml", sheet(rows)));
  }

  static String sheet(String rows) {
    return "<?xml version=\"1.0\"?><worksheet"
        + " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
        + rows
        + "</sheetData></worksheet>";
  }

  /** With these parts in place of the usual ones. */
  static Path of(Path file, Map<String, String> parts) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      add(zip, parts, "[Content_Types].xml", TYPES);
      add(zip, parts, "_rels/.rels", ROOT);
      add(zip, parts, "xl/workbook.xml", WORKBOOK);
      add(zip, parts, "xl/_rels/workbook.xml.rels", RELATIONS);
      add(zip, parts, "xl/worksheets/sheet1.xml", sheet(""));
      add(zip, parts, "xl/sharedStrings.xml", "<sst></sst>");
    }
    return file;
  }

  private static void add(ZipOutputStream zip, Map<String, String> parts, String name, String usual)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(parts.getOrDefault(name, usual).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** One of whose parts unpacks into so many megabytes of the same. */
  static Path bomb(Path file, String part, int megabytes, String filling) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      if (megabytes > 0) {
        zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
        zip.write(WORKBOOK.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
      zip.putNextEntry(new ZipEntry(part));
      byte[] megabyte =
          filling.repeat((1 << 20) / filling.length()).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < megabytes; i++) {
        zip.write(megabyte);
      }
      zip.closeEntry();
    }
    return file;
  }
}
