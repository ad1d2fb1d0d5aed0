package io.piste.automation;

import java.util.Locale;

/**
 * Why a left cart gets no mail, or no further one. The words are stored and shown in the console.
 */
public enum Reason {
  /** Cart recovery is off for the site, as it is for every new one. */
  RECOVERY_OFF,
  /** The site has no page that fills a cart again. */
  NO_RESTORE_URL,
  /** The site lacks the sender's name, address or postal address (rule E12). */
  NO_SENDER,
  /** Nothing in it. */
  EMPTY_CART,
  /** The visitor did not allow, or no longer allows, the use of the cart for mails (rule E5). */
  NO_TRACKER_CONSENT,
  /** Nobody knows whose cart it is. */
  NO_CONTACT,
  /**
   * Two people may have used the browser when the cart was last changed: it must reach neither by
   * mistake.
   */
  OWNER_UNCLEAR,
  /** The person did not agree to marketing mails (rules E1 and E4). */
  NO_MARKETING_CONSENT,
  /** The address must not be written to. */
  SUPPRESSED,
  /** All processing of the person's data is stopped (rule D4). */
  RESTRICTED,
  /** The person got cart mails less than a week ago, or is getting them now. */
  RECENT_SEQUENCE,
  /** An order came. */
  ORDERED,
  /** The visitor is back at the cart. */
  CART_ACTIVE,
  /** The cart was emptied. */
  CART_EMPTIED,
  /** The visitor took back the consent to use the cart (rule C10). */
  CONSENT_WITHDRAWN,
  /** The person took back the consent to marketing mails. */
  PERMISSION_WITHDRAWN,
  /** The person followed the link in a mail that ends them. */
  UNSUBSCRIBED,
  /** The same person left a newer cart before the first mail about this one. */
  NEWER_CART,
  /** The cart turned out to be somebody else's, or somebody else changed it since. */
  NOT_THEIRS,
  /** The next mail of the sequence was due before this one could leave. */
  SUPERSEDED;

  /** How it is called when it ends a sequence that had begun. */
  Reason later() {
    return switch (this) {
      case NO_TRACKER_CONSENT -> CONSENT_WITHDRAWN;
      case NO_MARKETING_CONSENT -> PERMISSION_WITHDRAWN;
      case NO_CONTACT -> NOT_THEIRS;
      default -> this;
    };
  }

  /** The word as stored: lower case with underscores. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
