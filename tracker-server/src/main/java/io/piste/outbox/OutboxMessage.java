package io.piste.outbox;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one person, as the outbox holds it.
 *
 * @param reason why it was cancelled or has failed
 * @param subject known once it was rendered
 * @param attempts how often a server answered "not now"
 * @param serverReply the last words of the mail server, or what kept us from reaching it
 */
public record OutboxMessage(
    long id,
    String dedupeKey,
    String kind,
    SiteId site,
    ContactId contact,
    @Nullable Long enrolment,
    @Nullable Integer step,
    OutboxState state,
    @Nullable String reason,
    @Nullable String subject,
    int attempts,
    Instant dueAt,
    @Nullable String serverReply,
    Instant createdAt,
    @Nullable Instant sentAt) {}
