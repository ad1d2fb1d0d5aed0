package io.piste.collect;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events have beside their payload.
 *
 * @param title of pages alone, at most 300 characters
 * @param referrer of pages and pages not found
 * @param language of pages and carts: the primary subtag in lower case
 */
record EventHead(
    UUID id,
    long at,
    String u,
    @Nullable String title,
    @Nullable String referrer,
    @Nullable String language) {}
