package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /consents}: somebody said whether they want mails.
 *
 * @param purpose marketing
 * @param source form, checkout, account or unsubscribe
 * @param at milliseconds since 1970
 * @param text the words beside the box; needed for a yes
 * @param verified true only for the account of whoever is signed in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsentCall(
    String email,
    String purpose,
    boolean granted,
    String source,
    long at,
    @Nullable String text,
    @Nullable String page,
    @Nullable String language,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String v,
    @Nullable Boolean verified) {}
