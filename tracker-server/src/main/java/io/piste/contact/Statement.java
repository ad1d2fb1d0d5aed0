package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.VisitorId;
import io.piste.protocol.Proof;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * That a visitor was said, or proved, to be a contact.
 *
 * @param source token, form, mail
 * @param event tells statements of one moment apart
 */
record Statement(
    VisitorId visitor, ContactId contact, Proof proof, String source, Instant at, UUID event) {

  /** Statements of one moment come in an order that does not depend on how they arrived. */
  static final Comparator<Statement> BY_TIME =
      Comparator.comparing(Statement::at).thenComparing(Statement::event);

  boolean isProof() {
    return proof == Proof.VERIFIED;
  }

  /** The same about another contact. */
  Statement about(ContactId other) {
    return new Statement(visitor, other, proof, source, at, event);
  }

  boolean repeats(Statement other) {
    return contact.equals(other.contact) && proof == other.proof;
  }
}
