package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor did without a pause of 30 minutes.
 *
 * @param pages how many pages were shown, 0 when only something else happened
 * @param entryUrl the page of its first event
 */
public record Session(
    long id,
    SiteId site,
    VisitorId visitor,
    Instant startedAt,
    Instant lastAt,
    int pages,
    String entryUrl,
    @Nullable String referrer) {}
