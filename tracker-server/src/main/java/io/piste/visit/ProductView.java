package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A product that a visitor looked at. */
public record ProductView(
    long id,
    SiteId site,
    VisitorId visitor,
    Instant viewedAt,
    String sku,
    String name,
    @Nullable String url) {}
