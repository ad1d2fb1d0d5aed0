package io.piste.segment;

import static io.piste.segment.Comparison.AFTER;
import static io.piste.segment.Comparison.AT_LEAST;
import static io.piste.segment.Comparison.AT_MOST;
import static io.piste.segment.Comparison.BEFORE;
import static io.piste.segment.Comparison.CONTAINS;
import static io.piste.segment.Comparison.IS;
import static io.piste.segment.Comparison.IS_NOT;
import static io.piste.segment.Comparison.KNOWN;
import static io.piste.segment.Comparison.STARTS;
import static io.piste.segment.Comparison.UNKNOWN;

import java.util.List;

/** What the values of a field are. */
public enum FieldType {
  /** A text of people: capitals do not matter. */
  TEXT,
  /** One of some texts. */
  CHOICE,
  /** A number. */
  NUMBER,
  /** Yes or no. */
  YES_NO,
  /** A day. */
  DATE,
  /** A moment. */
  TIME;

  /** How such a field can be compared. */
  public List<Comparison> comparisons() {
    return switch (this) {
      case TEXT -> List.of(IS, IS_NOT, CONTAINS, STARTS, KNOWN, UNKNOWN);
      case CHOICE -> List.of(IS, IS_NOT, KNOWN, UNKNOWN);
      case NUMBER -> List.of(IS, IS_NOT, AT_LEAST, AT_MOST, KNOWN, UNKNOWN);
      case YES_NO -> List.of(IS, KNOWN, UNKNOWN);
      case DATE, TIME -> List.of(IS, BEFORE, AFTER, KNOWN, UNKNOWN);
    };
  }
}
