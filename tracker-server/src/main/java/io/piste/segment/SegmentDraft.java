package io.piste.segment;

import org.jspecify.annotations.Nullable;

/**
 * A segment as somebody wants it.
 *
 * @param name 1 to 100 characters, one segment of a site alone may have it
 * @param description up to 500 characters, may be empty
 * @param rule null: a static segment, filled by hand
 */
public record SegmentDraft(String name, String description, @Nullable Rule rule) {}
