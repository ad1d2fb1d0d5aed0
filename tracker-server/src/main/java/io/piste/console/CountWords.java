package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.report.Count;
import java.math.BigDecimal;
import java.math.MathContext;

/** Writes how many there are; what was not counted is rounded, and says so. */
final class CountWords {
  private static final MathContext TWO_DIGITS = new MathContext(2);

  private final Texts texts;
  private final Formats formats;

  CountWords(Texts texts, Formats formats) {
    this.texts = texts;
    this.formats = formats;
  }

  /** 412, or about 410,000. */
  String of(Count count) {
    return count.exact()
        ? formats.number(count.number())
        : texts.of("spread.about", formats.number(rounded(count)));
  }

  /** 1 contact, 412 contacts, or about 410,000 contacts. */
  String contacts(Count count) {
    return count.exact()
        ? texts.count("spread.contacts", count.number())
        : texts.of("spread.about", texts.count("spread.contacts", rounded(count)));
  }

  private static long rounded(Count count) {
    return new BigDecimal(count.number()).round(TWO_DIGITS).longValue();
  }
}
