package io.piste.report;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** What is known of one contact beside the timeline. */
public final class ContactCard {
  /** Who it is. */
  public record Person(
      ContactId id,
      String email,
      @Nullable String name,
      @Nullable String language,
      String origin,
      Instant createdAt,
      Instant lastInteractionAt) {}

  /** Whether a site may write to the contact. */
  public record Permission(
      SiteId site, boolean granted, String proof, String source, Instant decidedAt) {}

  /** A browser that is linked to the contact. */
  public record Link(SiteId site, String proof, String source, Instant linkedAt) {}

  /** An interest and its weight now. */
  public record Tag(String name, double weight) {}

  /** A score: the sum of its ledger. */
  public record ScoreSum(String name, BigDecimal points) {}

  /** A line of the ledger: what it was given for. */
  public record ScoreLine(String score, BigDecimal points, String reason, Instant at) {}

  private static final double HALF_LIFE_MILLIS = Duration.ofDays(30).toMillis();

  private static final String PERSON = "SELECT * FROM contact WHERE id = :contact";
  private static final String PERMISSIONS =
      "SELECT * FROM marketing_permission WHERE contact_id = :contact ORDER BY site_id";
  private static final String LINKS =
      """
      SELECT * FROM identity_link WHERE contact_id = :contact AND undone_at IS NULL
      ORDER BY linked_at DESC LIMIT 20
      """;
  private static final String TAGS =
      """
      SELECT t.tag, t.weight, t.weighed_at FROM identity_link l
      JOIN visitor_tag t ON t.site_id = l.site_id AND t.visitor_id = l.visitor_id
      WHERE l.contact_id = :contact AND %s
      """
          .formatted(Linked.within("t.weighed_at"));
  private static final String SCORES =
      """
      SELECT s.score, SUM(s.points) AS points FROM identity_link l
      JOIN score_ledger s ON s.site_id = l.site_id AND s.visitor_id = l.visitor_id
      WHERE l.contact_id = :contact AND %s
      GROUP BY s.score ORDER BY s.score
      """
          .formatted(Linked.within("s.scored_at"));
  private static final String LEDGER =
      """
      SELECT s.* FROM identity_link l
      JOIN score_ledger s ON s.site_id = l.site_id AND s.visitor_id = l.visitor_id
      WHERE l.contact_id = :contact AND %s
      ORDER BY s.scored_at DESC, s.id DESC LIMIT :limit
      """
          .formatted(Linked.within("s.scored_at"));

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public ContactCard(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Who it is, empty when there is no such contact. */
  public Optional<Person> person(ContactId contact) {
    return list(
            PERSON,
            contact,
            (row, context) ->
                new Person(
                    contact,
                    row.getString("email"),
                    Columns.name(row),
                    row.getString("language"),
                    row.getString("origin"),
                    Columns.instant(row, "created_at"),
                    Columns.instant(row, "last_interaction_at")))
        .stream()
        .findFirst();
  }

  /** Per site that asked. */
  public List<Permission> permissions(ContactId contact) {
    return list(
        PERMISSIONS,
        contact,
        (row, context) ->
            new Permission(
                Columns.site(row),
                row.getBoolean("granted"),
                row.getString("proof"),
                row.getString("source"),
                Columns.instant(row, "decided_at")));
  }

  /** The browsers that are linked now, the newest first, at most 20. */
  public List<Link> links(ContactId contact) {
    return list(
        LINKS,
        contact,
        (row, context) ->
            new Link(
                Columns.site(row),
                row.getString("proof"),
                row.getString("source"),
                Columns.instant(row, "linked_at")));
  }

  /** What the contact's own pages said, on all browsers, as it weighs now; the heaviest first. */
  public List<Tag> tags(ContactId contact, Instant now) {
    Map<String, Double> weights = new HashMap<>();
    list(
        TAGS,
        contact,
        (row, context) -> {
          double age = (double) now.toEpochMilli() - row.getLong("weighed_at");
          double left = Math.pow(0.5, Math.max(0, age) / HALF_LIFE_MILLIS);
          return weights.merge(row.getString("tag"), row.getDouble("weight") * left, Double::sum);
        });
    return weights.entrySet().stream()
        .map(entry -> new Tag(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(Tag::weight).reversed().thenComparing(Tag::name))
        .toList();
  }

  /** Each score. */
  public List<ScoreSum> scores(ContactId contact) {
    return list(
        SCORES,
        contact,
        (row, context) -> new ScoreSum(row.getString("score"), row.getBigDecimal("points")));
  }

  /** The newest lines of the ledger. */
  public List<ScoreLine> ledger(ContactId contact, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LEDGER)
                .bind("contact", contact.value())
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new ScoreLine(
                            row.getString("score"),
                            row.getBigDecimal("points"),
                            row.getString("reason"),
                            Columns.instant(row, "scored_at")))
                .list());
  }

  private <T> List<T> list(String sql, ContactId contact, RowMapper<T> mapper) {
    return jdbi.withHandle(
        handle -> handle.createQuery(sql).bind("contact", contact.value()).map(mapper).list());
  }
}
