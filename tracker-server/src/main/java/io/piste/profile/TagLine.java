package io.piste.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What made a tag grow, and when.
 *
 * @param kind what fitted the rule; null for what is left of events that are not kept any more
 * @param reason what fitted: a path, words, a number; may be empty
 * @param weight how much it gave then; above 0
 */
public record TagLine(
    String tag, @Nullable RuleKind kind, String reason, double weight, Instant at) {}
