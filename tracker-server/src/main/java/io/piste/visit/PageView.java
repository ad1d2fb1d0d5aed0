package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A page that a visitor saw. */
public record PageView(
    long id,
    SiteId site,
    VisitorId visitor,
    long sessionId,
    Instant viewedAt,
    String url,
    String path,
    @Nullable String title) {}
