package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The settled profiles of contacts, for those who read. Contacts are the installation's, profiles a
 * site's. Thread-safe.
 */
public final class Profiles {
  private static final String SITES =
      "SELECT site_id FROM profile WHERE contact_id = :contact ORDER BY site_id";
  private static final String STAGE =
      "SELECT stage FROM profile WHERE site_id = :site AND contact_id = :contact";
  private static final String TAGS =
      """
      SELECT p.tag, p.level, p.given, COALESCE(c.half_life_days, 30) AS half_life_days
      FROM profile_tag p
      LEFT JOIN tag t ON t.site_id = p.site_id AND t.name = p.tag
      LEFT JOIN tag_category c ON c.id = t.category_id
      WHERE p.site_id = :site AND p.contact_id = :contact ORDER BY p.tag
      """;
  private static final String SCORES =
      """
      SELECT s.id AS score, s.name, p.points, p.changed_at, s.half_life_days
      FROM profile_score p JOIN score s ON s.id = p.score_id
      WHERE p.contact_id = :contact AND s.site_id = :site AND s.removed_at IS NULL ORDER BY s.id
      """;

  private static final RowMapper<ScoreValue> SCORE = ConstructorMapper.of(ScoreValue.class);

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Asks nothing yet. */
  public Profiles(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** A contact's profile at a site; {@link Profile#NONE} when the site has none. */
  public Profile of(SiteId site, ContactId contact) {
    return jdbi.withHandle(handle -> of(handle, site, contact));
  }

  /** A contact's profiles at all sites that have one. */
  public Map<SiteId, Profile> of(ContactId contact) {
    return jdbi.withHandle(
        handle -> {
          Map<SiteId, Profile> all = new TreeMap<>((a, b) -> Long.compare(a.value(), b.value()));
          handle
              .createQuery(SITES)
              .bind("contact", contact)
              .mapTo(SiteId.class)
              .forEach(site -> all.put(site, of(handle, site, contact)));
          return all;
        });
  }

  /**
   * Why a contact's scores at a site are what they are at a time, newest first. Worked out anew, by
   * the rules and the acts that are kept: the sum of a score's lines is its points then.
   */
  public List<LedgerLine> ledger(SiteId site, ContactId contact, Instant now, int limit) {
    return reasons(site, contact, now, limit).scores();
  }

  /**
   * The same lines, and what made each tag grow.
   *
   * @param limit most lines of each
   */
  public Reasons reasons(SiteId site, ContactId contact, Instant now, int limit) {
    return jdbi.withHandle(
        handle -> {
          RuleBook book = new RuleBook(Rules.of(handle, site));
          Facts facts =
              new FactsReader(handle, site, book, Set.of()).read(List.of(contact)).get(contact);
          return facts == null ? Reasons.NONE : Fold.reasons(book, facts, now).limited(limit);
        });
  }

  /** The time at which weights and points are told. */
  public Instant now() {
    return clock.instant();
  }

  private static Profile of(Handle handle, SiteId site, ContactId contact) {
    Stage stage =
        handle
            .createQuery(STAGE)
            .bind("site", site)
            .bind("contact", contact)
            .mapTo(String.class)
            .findOne()
            .map(Stages::stage)
            .orElse(Stage.ENGAGEMENT);
    return new Profile(
        list(handle, TAGS, site, contact, Profiles::tag),
        list(handle, SCORES, site, contact, SCORE),
        stage);
  }

  private static <T> List<T> list(
      Handle handle, String sql, SiteId site, ContactId contact, RowMapper<T> mapper) {
    return handle.createQuery(sql).bind("site", site).bind("contact", contact).map(mapper).list();
  }

  private static InterestTag tag(ResultSet row, StatementContext context) throws SQLException {
    return new InterestTag(
        row.getString("tag"),
        row.getDouble("level"),
        row.getInt("half_life_days"),
        row.getBoolean("given"));
  }
}
