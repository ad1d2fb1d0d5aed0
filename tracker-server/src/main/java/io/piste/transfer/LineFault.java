package io.piste.transfer;

import io.piste.contact.FieldFault;
import java.util.Locale;

/**
 * What is wrong with a line: it is left out as a whole.
 *
 * @param field key of the field; empty when it is the line
 * @param word what is wrong: of {@link Kind}, or of {@link FieldFault.Kind}
 * @param detail what would be right; never what stands in the line
 */
public record LineFault(long line, String field, String word, String detail) {
  private static final int LONGEST_DETAIL = 300;

  /** Faults that are of files alone. */
  public enum Kind {
    /** There is no address. */
    EMAIL_MISSING,
    /** The address stood in an earlier line, which the detail names; that one counts. */
    DUPLICATE,
    /** The site must not write to the address, so nothing of it is kept. */
    SUPPRESSED,
    /** The contact asked that nothing be done with what is stored. */
    RESTRICTED,
    /** The contact was merged into another one by hand. */
    MERGED,
    /** More cells than columns: a separator stands in a text without quotation marks. */
    EXTRA_CELLS,
    /** A spreadsheet shows an error there. */
    CELL_ERROR,
    /** No day of a yes, or one that is not over yet. */
    CONSENT_DATE;

    /** As it is stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LineFault {
    detail =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL - 1) + "…" : detail;
  }

  static LineFault of(FileRow row, Kind kind, String field, String detail) {
    return new LineFault(row.line(), field, kind.word(), detail);
  }

  static LineFault of(FileRow row, Kind kind) {
    return of(row, kind, "", "");
  }

  static LineFault of(FileRow row, String field, FieldFault fault) {
    return new LineFault(row.line(), field, fault.kind().word(), fault.detail());
  }
}
