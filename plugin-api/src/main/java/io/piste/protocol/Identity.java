package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who the visitor is. On the wire either {@code token} (an identity token signed by the site's
 * server, see {@code IdentityTokens}) or {@code email} (typed by the visitor) is given; in the
 * event log {@code email} and {@code proof} always are, and {@code token} never is.
 *
 * @param marketing the state of the box "send me offers": true ticked, false not ticked, null when
 *     there was no box
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Identity(
    @Nullable String email,
    @Nullable String token,
    @Nullable Proof proof,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String language,
    @Nullable Boolean marketing) {}
