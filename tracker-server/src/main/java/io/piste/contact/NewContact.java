package io.piste.contact;

import io.piste.base.EmailAddress;
import io.piste.protocol.Proof;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was said about a person, how sure it is, and when. */
public record NewContact(
    EmailAddress email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String language,
    Proof proof,
    String origin,
    Instant at) {}
