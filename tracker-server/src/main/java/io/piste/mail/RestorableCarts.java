package io.piste.mail;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.cart.Carts;
import io.piste.cart.StoredCart;
import io.piste.contact.IdentityLinks;
import io.piste.contact.Owner;
import io.piste.mail.MailLink.Kind;
import io.piste.site.Site;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The carts behind the tokens of restore links. A link brings back what its mail told of, and what
 * the same person changed since; never what somebody else put into the cart. Thread-safe.
 */
public final class RestorableCarts {
  private final Jdbi jdbi;
  private final MailLinks links;
  private final Carts carts;
  private final IdentityLinks people;
  private final InstantSource clock;

  /** Asks nothing yet. */
  public RestorableCarts(
      Jdbi jdbi, MailLinks links, Carts carts, IdentityLinks people, InstantSource clock) {
    this.jdbi = jdbi;
    this.links = links;
    this.carts = carts;
    this.people = people;
    this.clock = clock;
  }

  /**
   * The cart of a token, as it was last seen.
   *
   * @throws Problem NOT_FOUND when the token is nobody's or another site's, TOKEN_EXPIRED when it
   *     is older than 7 days or its cart was bought, emptied or changed by somebody else
   */
  public StoredCart of(Site site, String token) {
    MailLink link =
        links
            .find(Kind.RESTORE, token)
            .filter(found -> found.site().equals(site.id()))
            .orElseThrow(
                () -> new Problem(ProblemCode.NOT_FOUND, "This token is not one of the site's."));
    if (!link.holdsAt(clock.instant())) {
      throw new Problem(ProblemCode.TOKEN_EXPIRED, "Restore links work for 7 days.");
    }
    return behind(link)
        .orElseThrow(
            () ->
                new Problem(
                    ProblemCode.TOKEN_EXPIRED,
                    "This cart was bought, emptied or taken over by somebody else meanwhile."));
  }

  /** The cart that a link brings back; empty when there is nothing to fill again any more. */
  Optional<StoredCart> behind(MailLink link) {
    Long id = link.cart();
    return id == null
        ? Optional.empty()
        : jdbi.withHandle(
            handle ->
                carts
                    .byId(handle, id)
                    .filter(cart -> cart.isUnfinished() && isTheirs(handle, cart, link)));
  }

  private boolean isTheirs(Handle handle, StoredCart cart, MailLink link) {
    if (!cart.changedAt().isAfter(link.createdAt())) {
      return true;
    }
    Optional<Owner> owner = people.ownerOf(handle, cart.site(), cart.visitor(), cart.changedAt());
    return owner.isPresent() && owner.get().sure() && owner.get().contact().equals(link.contact());
  }
}
