package io.piste.automation;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.cart.StoredCart;
import io.piste.consent.Consents;
import io.piste.consent.Purpose;
import io.piste.contact.Contact;
import io.piste.contact.Contacts;
import io.piste.contact.IdentityLinks;
import io.piste.contact.MarketingPermissions;
import io.piste.contact.Owner;
import io.piste.contact.Restrictions;
import io.piste.contact.Suppressions;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides whether a left cart may be used to write to somebody (rules E1, E4,
 * E5, E12). Asked when a cart is left, when a mail is due, and again when it is about to leave.
 */
public final class CartRules {
  private final Sites sites;
  private final Consents consents;
  private final Contacts contacts;
  private final IdentityLinks links;
  private final MarketingPermissions permissions;
  private final Suppressions suppressions;

  /** Asks nothing yet. */
  public CartRules(
      Sites sites,
      Consents consents,
      Contacts contacts,
      IdentityLinks links,
      MarketingPermissions permissions,
      Suppressions suppressions) {
    this.sites = sites;
    this.consents = consents;
    this.contacts = contacts;
    this.links = links;
    this.permissions = permissions;
    this.suppressions = suppressions;
  }

  /** What the site itself lacks. */
  Optional<Reason> againstSite(SiteId id) {
    Site site = sites.byId(id);
    if (!site.cartRecovery()) {
      return Optional.of(Reason.RECOVERY_OFF);
    }
    if (isBlank(site.restoreUrl())) {
      return Optional.of(Reason.NO_RESTORE_URL);
    }
    boolean sender =
        !isBlank(site.senderName())
            && !isBlank(site.postalAddress())
            && EmailAddress.parse(String.valueOf(site.senderEmail())).isPresent();
    return sender ? Optional.empty() : Optional.of(Reason.NO_SENDER);
  }

  /** What the cart itself lacks, its owner's consent to use it included. */
  Optional<Reason> againstCart(Handle handle, StoredCart cart) {
    return switch (cart.state()) {
      case OPEN -> Optional.of(Reason.CART_ACTIVE);
      case ORDERED, RECOVERED -> Optional.of(Reason.ORDERED);
      case EMPTIED -> Optional.of(Reason.CART_EMPTIED);
      case ABANDONED -> againstLeftCart(handle, cart);
    };
  }

  private Optional<Reason> againstLeftCart(Handle handle, StoredCart cart) {
    if (cart.lines().isEmpty()) {
      return Optional.of(Reason.EMPTY_CART);
    }
    return consents.allows(handle, cart.site(), cart.visitor(), Purpose.CARTS)
        ? Optional.empty()
        : Optional.of(Reason.NO_TRACKER_CONSENT);
  }

  /** Whose cart it is: who used the browser when the cart was last changed. */
  Optional<Owner> owner(Handle handle, StoredCart cart) {
    return links.ownerOf(handle, cart.site(), cart.visitor(), cart.changedAt());
  }

  /** Why nobody can be told about a cart. */
  Optional<Reason> againstOwner(Optional<Owner> owner) {
    if (owner.isEmpty()) {
      return Optional.of(Reason.NO_CONTACT);
    }
    return owner.get().sure() ? Optional.empty() : Optional.of(Reason.OWNER_UNCLEAR);
  }

  /** What speaks against writing to the person in the site's name. */
  Optional<Reason> againstPerson(Handle handle, SiteId site, ContactId id) {
    Optional<Contact> contact = contacts.byId(handle, id);
    if (contact.isEmpty()) {
      return Optional.of(Reason.NO_CONTACT);
    }
    if (!Restrictions.among(handle, List.of(id)).isEmpty()) {
      return Optional.of(Reason.RESTRICTED);
    }
    // First, for it is the better answer: whoever unsubscribed has no permission either.
    if (suppressions.contains(handle, site, contact.get().email())) {
      return Optional.of(Reason.SUPPRESSED);
    }
    return permissions.granted(handle, id, site)
        ? Optional.empty()
        : Optional.of(Reason.NO_MARKETING_CONSENT);
  }

  /**
   * Why a sequence that runs must not go on; all that was asked at its beginning is asked again.
   */
  Optional<Reason> againstGoingOn(Handle handle, Enrolment enrolment, StoredCart cart) {
    return againstSite(cart.site())
        .or(() -> againstCart(handle, cart))
        .or(() -> againstOwner(handle, enrolment, cart))
        .map(Reason::later);
  }

  private Optional<Reason> againstOwner(Handle handle, Enrolment enrolment, StoredCart cart) {
    Optional<Owner> owner = owner(handle, cart);
    if (owner.isPresent() && !owner.get().contact().equals(enrolment.contact())) {
      return Optional.of(Reason.NOT_THEIRS);
    }
    return againstOwner(owner)
        .or(() -> againstPerson(handle, cart.site(), owner.orElseThrow().contact()));
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
