package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Contacts as one site knows them: those who were a visitor of it, or answered it about mails. What
 * they are to other sites of the installation is not told. Thread-safe.
 */
public final class SiteContacts {
  /**
   * A contact of a site.
   *
   * @param contact without names and language where it is shared: nothing says which site they are
   *     from
   * @param marketing whether the site may write to them; null when they were never asked
   * @param shared whether another site knows them too
   */
  public record Known(Contact contact, @Nullable Boolean marketing, boolean shared) {}

  /** What is to be changed. */
  public record Change(Field firstName, Field lastName, Field language) {}

  /**
   * A field of a change.
   *
   * @param set whether it is to be changed at all
   * @param value null empties it
   */
  public record Field(boolean set, @Nullable String value) {}

  private static final String OF_SITE =
      """
      (EXISTS (SELECT 1 FROM identity_statement s WHERE s.contact_id = c.id AND s.site_id = :site)
       OR EXISTS (SELECT 1 FROM identity_link l WHERE l.contact_id = c.id AND l.site_id = :site)
       OR EXISTS (SELECT 1 FROM marketing_permission p
                  WHERE p.contact_id = c.id AND p.site_id = :site))
      """;
  private static final String ELSEWHERE = OF_SITE.replace("= :site", "<> :site");
  private static final String SELECT =
      """
      SELECT c.*, (SELECT m.granted FROM marketing_permission m
                   WHERE m.contact_id = c.id AND m.site_id = :site) AS marketing,
             %s AS shared
      FROM contact c
      """
          .formatted(ELSEWHERE);
  private static final String PAGE =
      SELECT + "WHERE c.id > :after AND " + OF_SITE + "ORDER BY c.id LIMIT :limit";
  private static final String BY_ID = SELECT + "WHERE c.id = :id AND " + OF_SITE;
  private static final String BY_EMAIL = SELECT + "WHERE c.email = :email AND " + OF_SITE;

  /** The origin says that a rebuild leaves the names alone: they are in no event. */
  private static final String CHANGE =
      """
      UPDATE {table}
      SET first_name = IF(:setFirst, :first, first_name), last_name = IF(:setLast, :last, last_name),
          language = IF(:setLanguage, :language, language), origin = 'connector'
      WHERE id = :id
      """;

  private static final RowMapper<Known> ROW =
      (row, context) -> {
        boolean granted = row.getBoolean("marketing");
        Boolean marketing = row.wasNull() ? null : granted;
        boolean shared = row.getBoolean("shared");
        return new Known(
            new Contact(
                new ContactId(row.getLong("id")),
                new EmailAddress(row.getString("email")),
                shared ? null : row.getString("first_name"),
                shared ? null : row.getString("last_name"),
                shared ? null : row.getString("language"),
                row.getString("origin"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("last_interaction_at"))),
            marketing,
            shared);
      };

  private final Jdbi jdbi;

  /** Reads and writes through the given pool. */
  public SiteContacts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Those behind a number (0: from the start), in the order they were made. */
  public List<Known> page(SiteId site, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PAGE)
                .bind("site", site)
                .bind("after", after)
                .bind("limit", limit)
                .map(ROW)
                .list());
  }

  /** One by its number. */
  public Optional<Known> byId(SiteId site, ContactId id) {
    return jdbi.withHandle(
        handle -> handle.createQuery(BY_ID).bind("site", site).bind("id", id).map(ROW).findOne());
  }

  /** One by its address. */
  public Optional<Known> byEmail(SiteId site, EmailAddress email) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(BY_EMAIL)
                .bind("site", site)
                .bind("email", email.value())
                .map(ROW)
                .findOne());
  }

  /** Changes names and language; a rebuild keeps them. */
  public void change(ContactId id, Change change) {
    jdbi.useTransaction(
        handle -> {
          for (String table : List.of("contact", "contact_opening")) {
            handle
                .createUpdate(CHANGE.replace("{table}", table))
                .bind("id", id)
                .bind("setFirst", change.firstName().set())
                .bind("first", change.firstName().value())
                .bind("setLast", change.lastName().set())
                .bind("last", change.lastName().value())
                .bind("setLanguage", change.language().set())
                .bind("language", change.language().value())
                .execute();
          }
        });
  }
}
