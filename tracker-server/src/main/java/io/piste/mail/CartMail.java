package io.piste.mail;

import io.piste.protocol.CartLine;
import io.piste.site.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail about a left cart says. Names in it come from strangers.
 *
 * @param language fr or en
 */
record CartMail(
    Site site,
    String language,
    @Nullable String firstName,
    String currency,
    List<CartLine> lines,
    Turn turn,
    Links links) {
  CartMail {
    lines = List.copyOf(lines);
  }

  /** Which mail of the sequence it is; only the last one says that no other will come. */
  enum Turn {
    FIRST,
    AGAIN,
    LAST;

    static Turn of(int step, int steps) {
      return step <= 1 ? FIRST : step >= steps ? LAST : AGAIN;
    }
  }

  /** Where the mail leads, with the tokens in them. */
  record Links(String restoreUrl, String unsubscribeUrl) {}
}
