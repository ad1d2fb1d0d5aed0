package io.piste.transfer;

import io.piste.base.SiteId;
import io.piste.contact.CustomFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** Takes files in: keeps them, looks at their first rows and notes an import. Thread-safe. */
public final class Arrivals {
  private static final int LONGEST_NAME = 255;

  private final ImportFiles files;
  private final Imports imports;
  private final CustomFields own;
  private final long mostBytes;

  /** Files of at most so many bytes. */
  public Arrivals(Jdbi jdbi, InstantSource clock, ImportFiles files, long mostBytes) {
    this.files = files;
    this.imports = new Imports(jdbi, clock);
    this.own = new CustomFields(jdbi, clock);
    this.mostBytes = mostBytes;
  }

  /** The most bytes of a file. */
  public long mostBytes() {
    return mostBytes;
  }

  /**
   * Who brings a file, and to which site.
   *
   * @param user address of the user of the console
   * @param dayFirst whether the user writes days before months
   */
  public record By(SiteId site, String user, boolean dayFirst) {}

  /**
   * Takes a file in.
   *
   * @param name as the browser tells it; only shown
   * @return the number of the import
   * @throws FileRefused when it cannot be imported; nothing of it is kept then
   */
  public long take(InputStream in, String name, By by) throws IOException {
    Path arrived = files.receive(in, mostBytes);
    try {
      ImportPlan plan = FirstLook.plan(arrived, own.all(), by.dayFirst());
      long id = imports.add(by.site(), shown(name), Files.size(arrived), plan, by.user());
      files.keep(arrived, id);
      return id;
    } finally {
      files.delete(arrived);
    }
  }

  /** The first rows of an import's file, read with its plan. */
  public FirstLook look(ContactImport of) throws IOException {
    return FirstLook.at(files.of(of.id()), of.plan().format(), of.plan().headed());
  }

  /**
   * The plan for the same file read another way: the columns are guessed anew.
   *
   * @throws FileRefused when it cannot be read so
   */
  public ImportPlan reread(ContactImport of, FileFormat format) throws IOException {
    ImportPlan was = of.plan();
    FirstLook look = FirstLook.at(files.of(of.id()), format, was.headed());
    return was.with(
        format, look.columns(), ColumnGuess.targets(look.columns(), look.rows(), own.all()));
  }

  /** Without folders, and without what cannot be seen. */
  private static String shown(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String seen = last.replaceAll("[\\p{Cntrl}\\p{Cf}]", "").strip();
    String cut = seen.length() > LONGEST_NAME ? seen.substring(0, LONGEST_NAME) : seen;
    return cut.isEmpty() ? "?" : cut;
  }
}
