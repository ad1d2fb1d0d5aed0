package io.piste.report;

import io.piste.base.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Who has how many points of a score now. Points fade from the moment at which they are stored
 * (points * 2^(-age / half-life)). Up to {@link Count#COUNTED} contacts are read; more are
 * estimated from contacts drawn by lot. Thread-safe.
 */
public final class ScoreFigures {
  /** Numbers drawn for the small charts of all scores together. */
  private static final int FEW_DRAWS = 4_000;

  private static final String POINTS =
      "p.points * IF(:halfLife = 0, 1, POW(0.5, (:now - p.changed_at) / NULLIF(:halfLife, 0)))";

  private static final String ALL =
      "SELECT " + POINTS + " FROM profile_score p WHERE p.score_id = :score LIMIT :most";

  private static final String COUNT =
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM profile_score WHERE score_id = :score LIMIT :most) c
      """;

  private static final String SAMPLED =
      "SELECT "
          + POINTS
          + """
           FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) d
          STRAIGHT_JOIN profile_score p ON p.score_id = :score AND p.contact_id = d.id
          """;

  private static final String HIGHEST =
      """
      SELECT c.id, c.email, c.first_name, c.last_name, FALSE AS given,
      """
          + POINTS
          + """
           AS figure
          FROM (SELECT contact_id, points, changed_at FROM profile_score
                WHERE score_id = :score ORDER BY level DESC LIMIT :limit) p
          JOIN contact c ON c.id = p.contact_id
          ORDER BY figure DESC, c.id
          """;

  /**
   * A score as it fades.
   *
   * @param halfLife zero when it does not
   */
  public record Of(SiteId site, long score, Duration halfLife) {}

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public ScoreFigures(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The points of a score now, of those who have any. */
  public Spread points(Of score, Instant now) {
    return jdbi.withHandle(
        handle -> {
          List<Double> all = first(handle, score, now, Count.COUNTED + 1);
          if (all.size() <= Count.COUNTED) {
            return new Spread(all, new Count(all.size(), true));
          }
          ContactSample sample = ContactSample.of(handle, score.site(), ContactSample.DRAWS);
          List<Double> met = met(handle, score, now, sample);
          double estimate = met.size() * sample.scale();
          return new Spread(met, Count.of(all.size(), Count.COUNTED, estimate));
        });
  }

  /** The same in short for several scores of one site: fewer figures, and counts as exact. */
  public Map<Long, Spread> inShort(List<Of> scores, Instant now) {
    Map<Long, Spread> all = new LinkedHashMap<>();
    if (scores.isEmpty()) {
      return all;
    }
    jdbi.useHandle(
        handle -> {
          List<Of> many = new ArrayList<>();
          Map<Long, Long> counts = new HashMap<>();
          for (Of score : scores) {
            long count = count(handle, score);
            counts.put(score.score(), count);
            if (count > FEW_DRAWS) {
              many.add(score);
            } else {
              List<Double> points = first(handle, score, now, FEW_DRAWS);
              all.put(score.score(), new Spread(points, new Count(count, true)));
            }
          }
          if (many.isEmpty()) {
            return;
          }
          ContactSample sample = ContactSample.of(handle, scores.getFirst().site(), FEW_DRAWS);
          for (Of score : many) {
            List<Double> met = met(handle, score, now, sample);
            long counted = counts.getOrDefault(score.score(), 0L);
            double estimate = met.size() * sample.scale();
            all.put(score.score(), new Spread(met, Count.of(counted, Count.COUNTED, estimate)));
          }
        });
    return all;
  }

  private static long count(Handle handle, Of score) {
    return handle
        .createQuery(COUNT)
        .bind("score", score.score())
        .bind("most", Count.COUNTED + 1)
        .mapTo(Long.class)
        .one();
  }

  private static List<Double> first(Handle handle, Of score, Instant now, int most) {
    return bind(handle.createQuery(ALL), score, now).bind("most", most).mapTo(Double.class).list();
  }

  private static List<Double> met(Handle handle, Of score, Instant now, ContactSample sample) {
    return bind(handle.createQuery(SAMPLED), score, now)
        .bind("ids", sample.ids())
        .mapTo(Double.class)
        .list();
  }

  /** Those who have most points now. */
  public List<Carrier> highest(Of score, Instant now, int limit) {
    return jdbi.withHandle(
        handle ->
            bind(handle.createQuery(HIGHEST), score, now)
                .bind("limit", limit)
                .map((row, context) -> Carrier.read(row))
                .list());
  }

  private static Query bind(Query query, Of score, Instant now) {
    return query
        .bind("score", score.score())
        .bind("halfLife", (double) score.halfLife().toMillis())
        .bind("now", now);
  }
}
