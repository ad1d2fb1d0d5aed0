package io.piste.contact;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What a field of a contact holds, checked and in its one written form. Empty fields hold none. */
public sealed interface FieldValue {
  /** A text or a choice. */
  record Text(String text) implements FieldValue {}

  /** A number without needless zeros behind the point. */
  record Decimal(BigDecimal number) implements FieldValue {
    /** Drops needless zeros, so that equal numbers are equal. */
    public Decimal {
      BigDecimal plain = number.stripTrailingZeros();
      number = plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    @Override
    public String text() {
      return number.toPlainString();
    }
  }

  /** A day. */
  record Day(LocalDate day) implements FieldValue {
    @Override
    public String text() {
      return day.toString();
    }
  }

  /** Yes or no. */
  record YesNo(boolean yes) implements FieldValue {
    @Override
    public String text() {
      return yes ? "yes" : "no";
    }
  }

  /**
   * As files and forms carry it: 2026-03-01, 12.5, yes, no, or the text. It reads back the same.
   */
  String text();
}
