package io.piste.bench;

import io.piste.consent.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who looks at the shop, or whom the shop knows without that.
 *
 * @param number of the person in a copy, from 0
 * @param seed of all that is random about the person
 * @param events how many events the person makes on all browsers
 * @param browsers each with an id and what it allows
 * @param known who it is; empty: nobody knows
 */
record ShopPerson(
    int number, long seed, int events, List<Browser> browsers, @Nullable Known known) {
  ShopPerson {
    browsers = List.copyOf(browsers);
  }

  /** A browser with consent since a time. */
  record Browser(long high, long low, Set<Purpose> allowed, Instant since) {
    Browser {
      allowed = Set.copyOf(allowed);
    }
  }

  /**
   * A contact.
   *
   * @param email without the mark of a copy in it: {@code %s} stands for it
   * @param origin how the shop came to know the address: identify, import, hand
   */
  record Known(String email, String firstName, String lastName, String origin, Instant since) {
    String email(ShopCopy copy) {
      return email.formatted(copy.mark());
    }

    String lastName(ShopCopy copy) {
      return lastName + copy.nameEnd();
    }
  }
}
