package io.piste.segment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a mail. The words are part of the JSON form. */
public enum MailWord {
  /** It left. */
  SENT,
  /** It was read, which is known only when a link of it was followed. */
  OPENED,
  /** A link of it was followed, other than the one that ends mails. */
  CLICKED;

  /** As JSON writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a word; empty when there is none. */
  public static Optional<MailWord> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
