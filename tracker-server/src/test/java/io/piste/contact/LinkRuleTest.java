package io.piste.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.contact.LinkRule.Verdict;
import io.piste.protocol.Proof;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinkRuleTest {
  private static final ContactId ADA = new ContactId(1);
  private static final ContactId BOB = new ContactId(2);

  @Test
  void links_who_was_nobody() {
    assertEquals(
        Verdict.LINK, LinkRule.verdict(Optional.empty(), ADA, Proof.CLAIMED, Instant.EPOCH));
  }

  @Test
  void confirms_who_is_linked_already() {
    assertEquals(Verdict.CONFIRM, after(Proof.CLAIMED, ADA, Proof.VERIFIED, 1));
    assertEquals(Verdict.CONFIRM, after(Proof.VERIFIED, ADA, Proof.CLAIMED, 1));
  }

  @Test
  void a_claim_never_displaces_a_proof() {
    assertEquals(Verdict.NOTE, after(Proof.VERIFIED, BOB, Proof.CLAIMED, 1));
  }

  @Test
  void a_proof_displaces_a_claim_even_when_it_comes_late() {
    assertEquals(Verdict.TAKE_OVER, after(Proof.CLAIMED, BOB, Proof.VERIFIED, 1));
    assertEquals(Verdict.TAKE_OVER, after(Proof.CLAIMED, BOB, Proof.VERIFIED, -1));
  }

  @Test
  void the_newer_of_two_claims_takes_over() {
    assertEquals(Verdict.TAKE_OVER, after(Proof.CLAIMED, BOB, Proof.CLAIMED, 1));
    assertEquals(Verdict.NOTE, after(Proof.CLAIMED, BOB, Proof.CLAIMED, -1));
  }

  @Test
  void the_newer_of_two_proofs_succeeds() {
    assertEquals(Verdict.SUCCEED, after(Proof.VERIFIED, BOB, Proof.VERIFIED, 1));
    assertEquals(Verdict.NOTE, after(Proof.VERIFIED, BOB, Proof.VERIFIED, -1));
  }

  /** Ada is linked, and some seconds later somebody is said to be the visitor. */
  private static Verdict after(Proof known, ContactId said, Proof proof, int seconds) {
    Instant linkedAt = Instant.parse("2026-03-02T09:00:00Z");
    IdentityLink link =
        new IdentityLink(
            1,
            new SiteId(1),
            VisitorId.random(),
            ADA,
            known,
            "form",
            linkedAt,
            Instant.EPOCH,
            null);
    return LinkRule.verdict(Optional.of(link), said, proof, linkedAt.plusSeconds(seconds));
  }
}
