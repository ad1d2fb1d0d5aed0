package io.piste.report;

import io.piste.base.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Who has which tag now, and how much of it. A weight follows from the level that is stored (weight
 * = 2^(level - time / half-life)), so that nothing is counted anew as time passes. Up to {@link
 * Count#COUNTED} contacts are counted in the index of levels; more are estimated from contacts
 * drawn by lot, so that a million take no longer than ten thousand. Thread-safe.
 */
public final class TagFigures {
  /** A weight below this is faded: the contact has the tag no more. */
  public static final double FAINT = 0.1;

  /** All tags of a page together read about so many entries of the index. */
  private static final int ENTRIES = 400_000;

  private static final String COUNT =
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM profile_tag WHERE site_id = :site AND tag = :tag AND level >= :least
        LIMIT :most) c
      """;

  private static final String SAMPLED =
      """
      SELECT t.tag, COUNT(*) AS met
      FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) d
      STRAIGHT_JOIN profile_tag t ON t.site_id = :site AND t.contact_id = d.id
      LEFT JOIN tag n ON n.site_id = t.site_id AND n.name = t.tag
      LEFT JOIN tag_category c ON c.id = n.category_id
      WHERE t.level >= IF(c.half_life_days = 0, :faint,
        LOG2(:faint) + :now / (COALESCE(c.half_life_days, 30) * 86400000.0))
      GROUP BY t.tag
      """;

  private static final String LEVELS =
      """
      SELECT level FROM profile_tag
      WHERE site_id = :site AND tag = :tag AND level >= :least ORDER BY level LIMIT :most
      """;

  private static final String SAMPLED_LEVELS =
      """
      SELECT t.level FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) d
      STRAIGHT_JOIN profile_tag t
        ON t.site_id = :site AND t.contact_id = d.id AND t.tag = :tag AND t.level >= :least
      """;

  private static final String HIGHEST =
      """
      SELECT c.id, c.email, c.first_name, c.last_name, t.level AS figure, t.given
      FROM (SELECT contact_id, level, given FROM profile_tag
            WHERE site_id = :site AND tag = :tag ORDER BY level DESC LIMIT :limit) t
      JOIN contact c ON c.id = t.contact_id
      WHERE t.level >= :least OR t.given
      ORDER BY t.level DESC
      """;

  /**
   * A tag as its category lets it fade.
   *
   * @param halfLife zero when it does not fade
   */
  public record Of(SiteId site, String tag, Duration halfLife) {
    double least(Instant now) {
      return halfLife.isZero() ? FAINT : Math.log(FAINT) / Math.log(2) + halvings(now);
    }

    double weight(double level, Instant now) {
      if (halfLife.isZero()) {
        return Math.max(0, level);
      }
      return Math.pow(2, level - halvings(now));
    }

    private double halvings(Instant now) {
      return (double) now.toEpochMilli() / halfLife.toMillis();
    }
  }

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public TagFigures(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** How many contacts have each of some tags of one site now, by name. */
  public Map<String, Count> carriers(List<Of> tags, Instant now) {
    if (tags.isEmpty()) {
      return Map.of();
    }
    int most = Math.min(Count.COUNTED, ENTRIES / tags.size());
    return jdbi.withHandle(
        handle -> {
          Map<String, Long> counted = new LinkedHashMap<>();
          for (Of tag : tags) {
            counted.put(tag.tag(), count(handle, tag, now, most));
          }
          boolean exact = counted.values().stream().allMatch(count -> count <= most);
          Map<String, Double> sampled =
              exact ? Map.of() : sampled(handle, tags.getFirst().site(), now);
          Map<String, Count> counts = new LinkedHashMap<>();
          counted.forEach(
              (tag, count) ->
                  counts.put(tag, Count.of(count, most, sampled.getOrDefault(tag, 0.0))));
          return counts;
        });
  }

  private static long count(Handle handle, Of tag, Instant now, int most) {
    return bind(handle.createQuery(COUNT), tag, now).bind("most", most + 1).mapTo(Long.class).one();
  }

  private static Map<String, Double> sampled(Handle handle, SiteId site, Instant now) {
    ContactSample sample = ContactSample.of(handle, site, ContactSample.DRAWS);
    Map<String, Double> met = new HashMap<>();
    handle
        .createQuery(SAMPLED)
        .bind("ids", sample.ids())
        .bind("site", site)
        .bind("faint", FAINT)
        .bind("now", now)
        .map((row, context) -> Map.entry(row.getString("tag"), row.getLong("met")))
        .forEach(entry -> met.put(entry.getKey(), entry.getValue() * sample.scale()));
    return met;
  }

  /** The weights of a tag now, of those who have it. */
  public Spread weights(Of tag, Instant now) {
    return jdbi.withHandle(
        handle -> {
          List<Double> all = levels(handle.createQuery(LEVELS), tag, now);
          if (all.size() <= Count.COUNTED) {
            return spread(all, tag, now, new Count(all.size(), true));
          }
          ContactSample sample = ContactSample.of(handle, tag.site(), ContactSample.DRAWS);
          List<Double> met =
              bind(handle.createQuery(SAMPLED_LEVELS), tag, now)
                  .bind("ids", sample.ids())
                  .mapTo(Double.class)
                  .list();
          return spread(
              met,
              tag,
              now,
              Count.of(all.size(), Count.COUNTED, (double) met.size() * sample.scale()));
        });
  }

  private static List<Double> levels(Query query, Of tag, Instant now) {
    return bind(query, tag, now).bind("most", Count.COUNTED + 1).mapTo(Double.class).list();
  }

  private static Spread spread(List<Double> levels, Of tag, Instant now, Count count) {
    return new Spread(levels.stream().map(level -> tag.weight(level, now)).toList(), count);
  }

  /** Those who have most of a tag now. */
  public List<Carrier> highest(Of tag, Instant now, int limit) {
    return jdbi.withHandle(
        handle ->
            bind(handle.createQuery(HIGHEST), tag, now)
                .bind("limit", limit)
                .map((row, context) -> Carrier.read(row))
                .map(carrier -> carrier.with(tag.weight(carrier.figure(), now)))
                .list());
  }

  private static Query bind(Query query, Of tag, Instant now) {
    return query.bind("site", tag.site()).bind("tag", tag.tag()).bind("least", tag.least(now));
  }
}
