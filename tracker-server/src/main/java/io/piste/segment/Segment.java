package io.piste.segment;

import io.piste.base.SiteId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A segment of a site.
 *
 * @param isStatic whether it is filled by hand
 * @param rule null: a static one, or one whose rule cannot be read
 * @param version grows with each change of the rule, and of a segment that the rule names
 * @param filled the version that all its members were worked out for
 */
public record Segment(
    long id,
    SiteId site,
    String name,
    String description,
    boolean isStatic,
    @Nullable Rule rule,
    int version,
    int filled,
    Instant madeAt,
    Instant changedAt) {

  /**
   * Whether its rule cannot be read, because a newer version wrote it or it is damaged: its members
   * stay as they are.
   */
  public boolean isUnreadable() {
    return rule == null && !isStatic;
  }

  /** Whether its members are all worked out for its present rule, as far as it can be read. */
  public boolean isFilled() {
    return rule == null || filled >= version;
  }
}
