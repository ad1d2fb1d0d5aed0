package io.piste.profile;

import io.piste.base.SiteId;
import io.piste.visit.VisitorSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Interests and scores. They are kept per visitor and moment; a person's are the sums over the
 * stretches of time in which the visitors were that person. Thread-safe.
 */
public final class Profiles {
  private static final String TAGS =
      """
      SELECT tag, weight, weighed_at FROM visitor_tag
      WHERE site_id = :site AND visitor_id = :visitor
        AND weighed_at >= :since AND weighed_at < :until
      """;

  private static final String SCORES =
      """
      SELECT score AS name, SUM(points) AS points FROM score_ledger
      WHERE site_id = :site AND visitor_id = :visitor
        AND scored_at >= :since AND scored_at < :until
      GROUP BY score
      """;

  private static final String LEDGER =
      """
      SELECT score, points, reason, scored_at FROM score_ledger
      WHERE site_id = :site AND visitor_id = :visitor
        AND scored_at >= :since AND scored_at < :until
      ORDER BY scored_at DESC, id DESC LIMIT :limit
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Weighs tags at the clock's time. */
  public Profiles(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** The profile of the person whose stretches these are. */
  public Profile of(SiteId site, Collection<VisitorSpan> spans) {
    return jdbi.withHandle(
        handle -> {
          List<StoredTag> tags = new ArrayList<>();
          Map<String, BigDecimal> scores = new TreeMap<>();
          for (VisitorSpan span : spans) {
            tags.addAll(
                query(handle, TAGS, site, span).map(ConstructorMapper.of(StoredTag.class)).list());
            query(handle, SCORES, site, span)
                .map(ConstructorMapper.of(Score.class))
                .forEach(score -> scores.merge(score.name(), score.points(), BigDecimal::add));
          }
          return new Profile(
              weighed(tags),
              scores.entrySet().stream()
                  .map(score -> new Score(score.getKey(), score.getValue()))
                  .toList());
        });
  }

  /** Why the scores are what they are, newest first. */
  public List<ScoreEntry> ledger(SiteId site, Collection<VisitorSpan> spans, int limit) {
    return jdbi.withHandle(
        handle ->
            spans.stream()
                .flatMap(
                    span ->
                        query(handle, LEDGER, site, span)
                            .bind("limit", limit)
                            .map(ConstructorMapper.of(ScoreEntry.class))
                            .list()
                            .stream())
                .sorted(Comparator.comparing(ScoreEntry::scoredAt).reversed())
                .limit(limit)
                .toList());
  }

  // A person has a handful of browsers: one indexed query for each.
  private static Query query(Handle handle, String sql, SiteId site, VisitorSpan span) {
    return handle
        .createQuery(sql)
        .bind("site", site)
        .bind("visitor", span.visitor())
        .bind("since", span.since())
        .bind("until", span.until());
  }

  private List<WeightedTag> weighed(List<StoredTag> stored) {
    Instant now = clock.instant();
    Map<String, Double> weights =
        stored.stream()
            .collect(
                Collectors.groupingBy(
                    StoredTag::tag, Collectors.summingDouble(tag -> tag.weightAt(now))));
    return weights.entrySet().stream()
        .map(entry -> new WeightedTag(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingDouble(WeightedTag::weight)
                .reversed()
                .thenComparing(WeightedTag::tag))
        .toList();
  }
}
