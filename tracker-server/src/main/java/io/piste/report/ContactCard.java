package io.piste.report;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.contact.Merges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one contact beside the timeline and the profile. What was merged into the
 * contact is told with it. Each question reads an index; thread-safe.
 */
public final class ContactCard {
  /**
   * Who it is.
   *
   * @param restrictedAt since when nothing is done with what is stored; null: it is not restricted
   * @param mergedInto whom it counts for; null: for itself
   */
  public record Person(
      ContactId id,
      String email,
      @Nullable String name,
      @Nullable String language,
      String origin,
      Instant createdAt,
      Instant lastInteractionAt,
      @Nullable Instant restrictedAt,
      @Nullable ContactId mergedInto) {}

  /**
   * Whether a site may write to an address.
   *
   * @param email the contact's, or that of one which was merged into it: each keeps its own answer
   */
  public record Permission(
      SiteId site, String email, boolean granted, String source, Instant decidedAt) {}

  /**
   * A browser that is linked to the contact.
   *
   * @param until when somebody else's time begins; null: it is the contact's now
   * @param consents words of the purposes that are allowed now, by commas; null without consent
   */
  public record Link(
      SiteId site,
      VisitorId visitor,
      String proof,
      String source,
      Instant linkedAt,
      @Nullable Instant until,
      @Nullable Integer consents,
      @Nullable Instant expiresAt) {}

  /** A segment that the contact is in. */
  public record Member(SiteId site, long segment, String name, Instant since) {}

  /**
   * An automation that the contact went or goes through.
   *
   * @param state running, completed, stopped, refused
   * @param dueAt of the next step; null when nothing is left to do
   */
  public record Way(
      SiteId site,
      String automation,
      long cart,
      String state,
      @Nullable String reason,
      int step,
      @Nullable Instant dueAt,
      Instant enrolledAt) {}

  private static final String PERSON = "SELECT * FROM contact WHERE id = :contact";
  private static final String PERMISSIONS =
      """
      SELECT p.*, c.email FROM contact c JOIN marketing_permission p ON p.contact_id = c.id
      WHERE c.id IN (<people>) ORDER BY p.site_id, c.id
      """;
  private static final String LINKS =
      """
      SELECT l.*, s.purposes, s.expires_at FROM identity_link l
      LEFT JOIN consent_state s ON s.site_id = l.site_id AND s.visitor_id = l.visitor_id
      WHERE l.contact_id = :contact AND (l.undone_at IS NULL OR l.undone_at > l.since_at)
      ORDER BY l.undone_at IS NULL DESC, l.linked_at DESC LIMIT 20
      """;
  private static final String MEMBERS =
      """
      SELECT s.site_id, s.id, s.name, m.entered_at FROM segment_member m
      JOIN segment s ON s.id = m.segment_id
      WHERE m.contact_id = :contact ORDER BY m.entered_at DESC LIMIT 20
      """;
  private static final String WAYS =
      """
      SELECT * FROM enrolment WHERE contact_id IN (<people>)
      ORDER BY enrolled_at DESC LIMIT 5
      """;

  /** Pages by day, for the days that have any. */
  private static final String ACTIVITY =
      """
      SELECT s.started_at, s.pages + s.actions AS acts FROM identity_link l
      JOIN visit_session s ON s.site_id = l.site_id AND s.visitor_id = l.visitor_id
      WHERE l.contact_id = :contact AND s.last_at >= :since AND %s
      ORDER BY s.started_at LIMIT 5000
      """
          .formatted(Linked.within("s.started_at"));

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public ContactCard(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Who it is, empty when there is no such contact. */
  public Optional<Person> person(ContactId contact) {
    return list(PERSON, contact, ContactCard::person).stream().findFirst();
  }

  private static Person person(ResultSet row) throws SQLException {
    Long into = Columns.maybeLong(row, "merged_into");
    return new Person(
        new ContactId(row.getLong("id")),
        row.getString("email"),
        Columns.name(row),
        row.getString("language"),
        row.getString("origin"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "last_interaction_at"),
        Columns.maybeInstant(row, "restricted_at"),
        into == null ? null : new ContactId(into));
  }

  /** Per site and address that was asked. */
  public List<Permission> permissions(ContactId contact) {
    return ofPeople(
        PERMISSIONS,
        contact,
        (row, context) ->
            new Permission(
                Columns.site(row),
                row.getString("email"),
                row.getBoolean("granted"),
                row.getString("source"),
                Columns.instant(row, "decided_at")));
  }

  /** The browsers whose time is the contact's, those of now and the newest first, at most 20. */
  public List<Link> links(ContactId contact) {
    return list(
        LINKS,
        contact,
        row -> {
          Long purposes = Columns.maybeLong(row, "purposes");
          return new Link(
              Columns.site(row),
              Columns.visitor(row),
              row.getString("proof"),
              row.getString("source"),
              Columns.instant(row, "linked_at"),
              Columns.maybeInstant(row, "undone_at"),
              purposes == null ? null : purposes.intValue(),
              Columns.maybeInstant(row, "expires_at"));
        });
  }

  /** The segments it is in, at most 20. */
  public List<Member> members(ContactId contact) {
    return list(
        MEMBERS,
        contact,
        row ->
            new Member(
                Columns.site(row),
                row.getLong("id"),
                row.getString("name"),
                Columns.instant(row, "entered_at")));
  }

  /** The automations it went or goes through, the latest first, at most 5. */
  public List<Way> ways(ContactId contact) {
    return ofPeople(
        WAYS,
        contact,
        (row, context) ->
            new Way(
                Columns.site(row),
                row.getString("automation"),
                row.getLong("cart_id"),
                row.getString("state"),
                row.getString("reason"),
                row.getInt("step"),
                Columns.maybeInstant(row, "due_at"),
                Columns.instant(row, "enrolled_at")));
  }

  /** How much a visit had of pages and acts, oldest first, at most 5,000 visits. */
  public record Activity(Instant at, int acts) {}

  /** The visits since a time. */
  public List<Activity> activity(ContactId contact, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(ACTIVITY)
                .bind("contact", contact.value())
                .bind("since", since)
                .map(
                    (row, context) ->
                        new Activity(Columns.instant(row, "started_at"), row.getInt("acts")))
                .list());
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> list(String sql, ContactId contact, Reading<T> reading) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("contact", contact.value())
                .map((row, context) -> reading.read(row))
                .list());
  }

  private <T> List<T> ofPeople(String sql, ContactId contact, RowMapper<T> mapper) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bindList("people", Merges.together(handle, contact))
                .map(mapper)
                .list());
  }
}
