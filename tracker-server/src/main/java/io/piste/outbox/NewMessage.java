package io.piste.outbox;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.time.Instant;

/**
 * A mail to put into the outbox.
 *
 * @param dedupeKey at most 100 ASCII characters; the same key is never queued twice
 * @param kind which {@link Delivery} and {@link Recheck} answer for it, at most 32 characters
 * @param step of the enrolment, from 1
 */
public record NewMessage(
    String dedupeKey,
    String kind,
    SiteId site,
    ContactId contact,
    long enrolment,
    int step,
    Instant dueAt) {}
