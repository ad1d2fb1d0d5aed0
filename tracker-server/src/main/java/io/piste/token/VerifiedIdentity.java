package io.piste.token;

import io.piste.base.EmailAddress;
import java.util.Optional;

/**
 * What a shop's server says about the person who is signed in.
 *
 * @param firstName at most 100 characters
 * @param lastName at most 100 characters
 */
public record VerifiedIdentity(
    EmailAddress email, Optional<String> firstName, Optional<String> lastName) {}
