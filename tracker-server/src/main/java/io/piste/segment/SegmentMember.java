package io.piste.segment;

import io.piste.base.ContactId;
import java.time.Instant;

/** A member. Their names and address are in {@code contact.Contacts}. */
public record SegmentMember(ContactId contact, Instant enteredAt) {}
