package io.piste.transfer;

import io.piste.base.SiteId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of contacts on its way in, or that came in.
 *
 * @param fileName as the person called it: for reading, never a path
 * @param total rows of the file; null until all of it was read
 * @param next how many rows the present run has done
 * @param refused why the file was refused; null when it was not
 * @param begunAt when the present run began
 * @param fileGone whether the file was deleted, and the faults with it
 */
public record ContactImport(
    long id,
    SiteId site,
    String fileName,
    State state,
    ImportPlan plan,
    long bytes,
    @Nullable Long total,
    long next,
    Counts counts,
    @Nullable Refused refused,
    String madeBy,
    Instant madeAt,
    @Nullable Instant begunAt,
    @Nullable Instant endedAt,
    boolean fileGone) {

  /** Where it stands. */
  public enum State {
    /** There, and nobody said yet what its columns are. */
    UPLOADED,
    /** Being read as if it were imported. */
    CHECKING,
    /** Read; whoever imports says go. */
    CHECKED,
    /** Being imported. */
    IMPORTING,
    /** Imported. */
    DONE,
    /** It cannot be read. */
    REFUSED,
    /** Somebody stopped it. */
    CANCELLED;

    /** As it is stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether something is being done with it now. */
    public boolean isUnderWay() {
      return this == CHECKING || this == IMPORTING;
    }

    /** Whether nothing will be done with it any more. */
    public boolean isOver() {
      return this == DONE || this == REFUSED || this == CANCELLED;
    }
  }

  /** Why a file was refused, and the line where it was seen; 0: nowhere in particular. */
  public record Refused(FileFault fault, long line) {}

  /**
   * What became of the rows so far; together they are the rows that were done.
   *
   * @param made contacts that were not there
   * @param changed contacts of which something is different now
   * @param unchanged contacts that stay as they were
   * @param suppressed addresses that the site must not write to: left out
   * @param faulty lines with a fault: left out
   */
  public record Counts(long made, long changed, long unchanged, long suppressed, long faulty) {
    /** None yet. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /** All rows. */
    public long all() {
      return made + changed + unchanged + suppressed + faulty;
    }
  }

  ContactImport movedTo(long row) {
    return new ContactImport(
        id, site, fileName, state, plan, bytes, total, row, counts, refused, madeBy, madeAt,
        begunAt, endedAt, fileGone);
  }

  /** How much of the file is done, 0 to 100; by rows where they are known. */
  public int percent() {
    return total == null || total == 0 ? 0 : (int) Math.min(100, next * 100 / total);
  }
}
