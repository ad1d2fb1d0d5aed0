package io.piste.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to one webhook.
 *
 * @param messageId the header {@code webhook-id}: the same at every attempt
 * @param attempts begun so far
 * @param dueAt of the next attempt, while it waits
 * @param status of the last answer; null when there was none
 * @param problem why there was none: a word of {@code FetchProblem.Kind}
 * @param note the beginning of the last answer, as plain text
 * @param took milliseconds until the last answer
 * @param triedAt when the last attempt ended; null when there was none
 */
public record WebhookDelivery(
    long id,
    String messageId,
    String event,
    String body,
    DeliveryState state,
    int attempts,
    Instant dueAt,
    @Nullable Integer status,
    @Nullable String problem,
    @Nullable String note,
    @Nullable Integer took,
    Instant createdAt,
    @Nullable Instant triedAt) {}
