package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.protocol.Proof;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a new statement about a visitor means for the link that it has:
 *
 * <ul>
 *   <li>A claim never displaces a proof.
 *   <li>A proof displaces a claim, and takes over its time: the claim was a guess.
 *   <li>Of two claims the newer counts and takes over the time of the older: most often somebody
 *       corrected a typing error.
 *   <li>Of two proofs the newer counts from then on, and the older keeps its time: two people use
 *       one browser, and neither may inherit what the other did.
 * </ul>
 */
final class LinkRule {
  /** What to do. */
  enum Verdict {
    /** There is no link yet: make one. */
    LINK,
    /** The link is to this contact: nothing changes, or it is proved now. */
    CONFIRM,
    /** End the link that there is, whose time stays its contact's. */
    SUCCEED,
    /** End the link that there is, and take over its time. */
    TAKE_OVER,
    /** The link that there is stands; keep a note of what was said. */
    NOTE
  }

  private LinkRule() {}

  static Verdict verdict(Optional<IdentityLink> current, ContactId said, Proof proof, Instant at) {
    if (current.isEmpty()) {
      return Verdict.LINK;
    }
    IdentityLink link = current.get();
    if (link.contact().equals(said)) {
      return Verdict.CONFIRM;
    }
    if (link.proof() == Proof.VERIFIED && proof == Proof.CLAIMED) {
      return Verdict.NOTE;
    }
    if (link.proof() == proof && at.isBefore(link.linkedAt())) {
      return Verdict.NOTE;
    }
    return link.proof() == Proof.VERIFIED ? Verdict.SUCCEED : Verdict.TAKE_OVER;
  }
}
