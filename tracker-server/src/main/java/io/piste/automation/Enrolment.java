package io.piste.automation;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One contact's way through one automation, or the note that there was none and why.
 *
 * @param reason why refused or stopped: a word of {@link Reason}
 * @param step the next step to take, from 1; so {@code step - 1} mails were queued
 * @param dueAt when the next step is due, null when none is left
 * @param round counts how often the same cart was left
 */
public record Enrolment(
    long id,
    SiteId site,
    long cart,
    @Nullable ContactId contact,
    EnrolmentState state,
    @Nullable String reason,
    int step,
    @Nullable Instant dueAt,
    Instant enrolledAt,
    @Nullable Instant endedAt,
    int round) {}
