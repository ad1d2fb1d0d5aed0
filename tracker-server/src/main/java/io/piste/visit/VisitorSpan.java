package io.piste.visit;

import io.piste.base.VisitorId;
import java.time.Instant;

/**
 * A stretch of a visitor's time, from {@code since} on and before {@code until}. Where two people
 * used one browser, each has a stretch of their own.
 */
public record VisitorSpan(VisitorId visitor, Instant since, Instant until) {}
