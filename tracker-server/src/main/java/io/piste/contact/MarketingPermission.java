package io.piste.contact;

import io.piste.protocol.Proof;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contact's answer to "may we write to you?" on one site.
 *
 * @param source where it was given: form, checkout, unsubscribe
 * @param page the page of the box, where there was one
 */
public record MarketingPermission(
    boolean granted, Proof proof, String source, @Nullable String page, Instant decidedAt) {}
