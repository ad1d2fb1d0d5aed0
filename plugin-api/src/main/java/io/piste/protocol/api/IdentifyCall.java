package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /identify}: who a visitor is.
 *
 * @param v the value of the visitor cookie, or a visitor token
 * @param at milliseconds since 1970
 * @param source login is proof; register, checkout, comment and form are claims
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentifyCall(
    @Nullable String v,
    long at,
    String email,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String language,
    String source,
    @Nullable Boolean marketing,
    @Nullable String page) {}
