package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person with an e-mail address.
 *
 * @param origin what first brought the address: identify, connector, hand, import
 * @param lastInteractionAt the last act that came from the person
 */
public record Contact(
    ContactId id,
    EmailAddress email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String language,
    String origin,
    Instant createdAt,
    Instant lastInteractionAt) {}
