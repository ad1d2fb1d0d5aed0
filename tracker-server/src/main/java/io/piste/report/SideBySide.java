package io.piste.report;

import io.piste.base.ContactId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What is known of a contact, for looking at two of them. Thread-safe. */
public final class SideBySide {
  /**
   * One of them.
   *
   * @param address street, postcode, city and country in one line
   * @param mayWrite whether some site may write to this address
   * @param tags that were given
   * @param mergedInto whom it counts for; null: for itself
   */
  public record Side(
      ContactId id,
      String email,
      @Nullable String name,
      @Nullable String company,
      @Nullable String phone,
      @Nullable String address,
      @Nullable String language,
      Instant createdAt,
      Instant lastInteractionAt,
      int browsers,
      int orders,
      int mails,
      boolean mayWrite,
      List<String> tags,
      @Nullable ContactId mergedInto) {
    public Side {
      tags = List.copyOf(tags);
    }
  }

  private static final String SIDE =
      """
      SELECT c.*,
        (SELECT COUNT(DISTINCT l.site_id, l.visitor_id) FROM identity_link l
         WHERE l.contact_id = c.id) AS browsers,
        (SELECT COUNT(*) FROM identity_link l
         JOIN purchase o ON o.site_id = l.site_id AND o.visitor_id = l.visitor_id
         WHERE l.contact_id = c.id AND o.status NOT IN ('cancelled', 'failed') AND %s) AS orders,
        (SELECT COUNT(*) FROM outbox_message m
         WHERE m.contact_id = c.id AND m.state = 'sent') AS mails,
        (SELECT MAX(p.granted) FROM marketing_permission p WHERE p.contact_id = c.id) AS granted
      FROM contact c WHERE c.id = :contact
      """
          .formatted(Linked.within("o.ordered_at"));

  private static final String TAGS =
      "SELECT DISTINCT tag FROM contact_tag WHERE contact_id = :contact ORDER BY tag LIMIT 20";

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public SideBySide(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What is known of a contact; empty when there is none. */
  public Optional<Side> of(ContactId contact) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SIDE)
                .bind("contact", contact)
                .map((row, context) -> side(row, tags(handle, contact)))
                .findOne());
  }

  private static List<String> tags(Handle handle, ContactId contact) {
    return handle.createQuery(TAGS).bind("contact", contact).mapTo(String.class).list();
  }

  private static Side side(ResultSet row, List<String> tags) throws SQLException {
    Long into = Columns.maybeLong(row, "merged_into");
    return new Side(
        new ContactId(row.getLong("id")),
        row.getString("email"),
        Columns.name(row),
        row.getString("company"),
        row.getString("phone"),
        joined(row),
        row.getString("language"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "last_interaction_at"),
        row.getInt("browsers"),
        row.getInt("orders"),
        row.getInt("mails"),
        row.getBoolean("granted"),
        tags,
        into == null ? null : new ContactId(into));
  }

  private static @Nullable String joined(ResultSet row) throws SQLException {
    String text =
        Stream.of(
                row.getString("street"),
                row.getString("postcode"),
                row.getString("city"),
                row.getString("country"))
            .filter(part -> part != null && !part.isBlank())
            .collect(Collectors.joining(" "));
    return text.isEmpty() ? null : text;
  }
}
