package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.protocol.Proof;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a visitor's time that is a contact's.
 *
 * @param linkedAt when the first statement was made that it follows from
 * @param since the beginning of time, unless somebody else was proved to use the browser before
 * @param until when somebody else's begins; as large as {@code since} when the contact was only
 *     named; null for as long as nobody else is proved to be the visitor
 */
record Stretch(
    ContactId contact,
    Proof proof,
    String source,
    Instant linkedAt,
    Instant since,
    @Nullable Instant until) {

  /** What somebody gets who is proved, or said, to be the visitor: all time from {@code since}. */
  static Stretch from(Instant since, Statement said) {
    return new Stretch(said.contact(), said.proof(), said.source(), said.at(), since, null);
  }

  /** No time at all, for somebody who was named and is not believed. */
  static Stretch none(Statement said) {
    return from(said.at(), said).endingAt(said.at());
  }

  Stretch endingAt(Instant end) {
    return new Stretch(contact, proof, source, linkedAt, since, end);
  }

  boolean covers(Instant at) {
    return !at.isBefore(since) && (until == null || at.isBefore(until));
  }
}
