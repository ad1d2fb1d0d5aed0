package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.cart.Carts;
import io.piste.cart.StoredCart;
import io.piste.mail.MailLink;
import io.piste.mail.MailLink.Kind;
import io.piste.mail.MailLinks;
import io.piste.site.Site;
import java.time.InstantSource;
import java.util.Optional;

/** The carts behind the tokens that restore links bring to a shop. Thread-safe. */
public final class RestorableCarts {
  private final MailLinks links;
  private final Carts carts;
  private final InstantSource clock;

  /** Asks nothing yet. */
  public RestorableCarts(MailLinks links, Carts carts, InstantSource clock) {
    this.links = links;
    this.carts = carts;
    this.clock = clock;
  }

  /**
   * The cart of a token, as it was last seen.
   *
   * @throws Problem NOT_FOUND when the token is nobody's or another site's, TOKEN_EXPIRED when it
   *     is older than 7 days or its cart was bought or emptied
   */
  StoredCart of(Site site, String token) {
    MailLink link =
        links
            .find(Kind.RESTORE, token)
            .filter(found -> found.site().equals(site.id()))
            .orElseThrow(
                () -> new Problem(ProblemCode.NOT_FOUND, "This token is not one of the site's."));
    if (!link.holdsAt(clock.instant())) {
      throw new Problem(ProblemCode.TOKEN_EXPIRED, "Restore links work for 7 days.");
    }
    return Optional.ofNullable(link.cart())
        .flatMap(carts::byId)
        .filter(StoredCart::isUnfinished)
        .orElseThrow(
            () ->
                new Problem(
                    ProblemCode.TOKEN_EXPIRED, "This cart was bought or emptied meanwhile."));
  }
}
