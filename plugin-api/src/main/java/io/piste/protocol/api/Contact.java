package io.piste.protocol.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person with an address, as the site of the key knows them.
 *
 * @param phone + and the digits with the country's, where that is known
 * @param country ISO 3166-1 alpha-2
 * @param custom what the operator's own fields hold, by name: 2026-03-01, 12.5, yes, no, or a text
 * @param restricted whether the person asked that nothing be done with their data
 * @param marketing whether the site may write to them; null when never asked
 * @param createdAt in milliseconds since 1970
 */
public record Contact(
    long id,
    String email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String language,
    @Nullable String timeZone,
    @Nullable String company,
    @Nullable String phone,
    @Nullable String street,
    @Nullable String postcode,
    @Nullable String city,
    @Nullable String country,
    Map<String, String> custom,
    boolean restricted,
    @Nullable Boolean marketing,
    long createdAt,
    long lastInteractionAt) {}
