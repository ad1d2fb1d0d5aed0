package io.piste.protocol.api;

import org.jspecify.annotations.Nullable;

/**
 * A person with an address, as the site of the key knows them.
 *
 * @param marketing whether the site may write to them; null when never asked
 * @param createdAt in milliseconds since 1970
 */
public record Contact(
    long id,
    String email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String language,
    @Nullable Boolean marketing,
    long createdAt,
    long lastInteractionAt) {}
