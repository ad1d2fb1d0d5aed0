package io.piste.profile;

import java.math.BigDecimal;
import java.time.Instant;

/** One line of the ledger: why a score changed, and when. */
public record ScoreEntry(String score, BigDecimal points, String reason, Instant scoredAt) {}
