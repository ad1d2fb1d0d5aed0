package io.piste.visit;

import java.util.Locale;
import java.util.Optional;

/** By which kind of way a session came. The words are stored: never rename them. */
public enum Channel {
  /** An address that was typed, a bookmark, an app that says nothing. */
  DIRECT,
  /** A search engine, not paid for. */
  SEARCH,
  /** A paid place on a search engine. */
  PAID_SEARCH,
  /** A social network, not paid for. */
  SOCIAL,
  /** A paid place on a social network. */
  PAID_SOCIAL,
  /** A link in a mail. */
  EMAIL,
  /** A link on another site. */
  REFERRAL,
  /** An assistant that answers with words of its own. */
  ASSISTANT,
  /** A banner or another picture that was paid for. */
  DISPLAY,
  /** A partner who is paid by what it brings. */
  AFFILIATE,
  /** The site itself, or a payment provider on the way back: nobody came from elsewhere. */
  OWN,
  /** A campaign whose medium says nothing known. */
  OTHER;

  /** The word used in tables, addresses and texts. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads back {@link #word}. */
  public static Optional<Channel> of(String word) {
    for (Channel channel : values()) {
      if (channel.word().equals(word)) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }
}
