package io.piste.profile;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Interests and scores. They are kept per visitor; a person's are the sums. Thread-safe. */
public final class Profiles {
  private static final String TAGS =
      """
      SELECT tag, weight, weighed_at FROM visitor_tag
      WHERE site_id = :site AND visitor_id IN (<visitors>)
      """;

  private static final String SCORES =
      """
      SELECT score, SUM(points) AS points FROM score_ledger
      WHERE site_id = :site AND visitor_id IN (<visitors>)
      GROUP BY score ORDER BY score
      """;

  private static final String LEDGER =
      """
      SELECT score, points, reason, scored_at FROM score_ledger
      WHERE site_id = :site AND visitor_id IN (<visitors>)
      ORDER BY scored_at DESC, id DESC LIMIT :limit
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Weighs tags at the clock's time. */
  public Profiles(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** The profile of the person who uses these browsers. */
  public Profile of(SiteId site, Collection<VisitorId> visitors) {
    if (visitors.isEmpty()) {
      return new Profile(List.of(), List.of());
    }
    return jdbi.withHandle(
        handle -> new Profile(tags(handle, site, visitors), scores(handle, site, visitors)));
  }

  /** Why the scores are what they are, newest first. */
  public List<ScoreEntry> ledger(SiteId site, Collection<VisitorId> visitors, int limit) {
    if (visitors.isEmpty()) {
      return List.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LEDGER)
                .bind("site", site)
                .bindList("visitors", visitors)
                .bind("limit", limit)
                .map(ConstructorMapper.of(ScoreEntry.class))
                .list());
  }

  private List<WeightedTag> tags(Handle handle, SiteId site, Collection<VisitorId> visitors) {
    Instant now = clock.instant();
    Map<String, Double> weights = new HashMap<>();
    handle
        .createQuery(TAGS)
        .bind("site", site)
        .bindList("visitors", visitors)
        .map(ConstructorMapper.of(StoredTag.class))
        .forEach(stored -> weights.merge(stored.tag(), stored.weightAt(now), Double::sum));
    return weights.entrySet().stream()
        .map(entry -> new WeightedTag(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingDouble(WeightedTag::weight)
                .reversed()
                .thenComparing(WeightedTag::tag))
        .toList();
  }

  private static List<Score> scores(Handle handle, SiteId site, Collection<VisitorId> visitors) {
    return handle
        .createQuery(SCORES)
        .bind("site", site)
        .bindList("visitors", visitors)
        .map((row, context) -> new Score(row.getString("score"), row.getBigDecimal("points")))
        .list();
  }
}
