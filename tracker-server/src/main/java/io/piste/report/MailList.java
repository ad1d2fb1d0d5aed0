package io.piste.report;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Mails of a site, the newest first, paged by key. */
public final class MailList {
  /**
   * One mail to one person.
   *
   * @param state queued, claimed, sending, sent, unknown, cancelled or failed
   * @param reason why cancelled or failed
   * @param serverReply the last words of the mail server
   */
  public record Row(
      long id,
      ContactId contact,
      @Nullable String name,
      @Nullable String email,
      @Nullable Long cart,
      int step,
      String state,
      @Nullable String reason,
      @Nullable String subject,
      int attempts,
      @Nullable String serverReply,
      Instant dueAt,
      @Nullable Instant sentAt) {}

  private static final String PAGE =
      """
      SELECT m.*, c.first_name, c.last_name, c.email, e.cart_id
      FROM (SELECT t.* FROM outbox_message t
            WHERE t.site_id = :site AND (:state = '' OR t.state = :state) AND t.id < :before
            ORDER BY t.id DESC LIMIT :limit) m
      LEFT JOIN contact c ON c.id = m.contact_id
      LEFT JOIN enrolment e ON e.id = m.enrolment_id
      ORDER BY m.id DESC
      """;
  private static final String OF_CART =
      """
      SELECT m.*, c.first_name, c.last_name, c.email, e.cart_id
      FROM enrolment e JOIN outbox_message m ON m.enrolment_id = e.id
      LEFT JOIN contact c ON c.id = m.contact_id
      WHERE e.automation = 'cart-recovery' AND e.cart_id = :cart ORDER BY m.id
      """;
  private static final String BY_STATE =
      "SELECT state, COUNT(*) AS mails FROM outbox_message WHERE site_id = :site GROUP BY state";

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public MailList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The mails before a number (null: from the newest); a null state means all. */
  public List<Row> page(SiteId site, @Nullable String state, @Nullable Long before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PAGE)
                .bind("site", site.value())
                .bind("state", Objects.requireNonNullElse(state, ""))
                .bind("before", Objects.requireNonNullElse(before, Long.MAX_VALUE))
                .bind("limit", limit)
                .map((row, context) -> row(row))
                .list());
  }

  /** The mails about one cart, in order. */
  public List<Row> ofCart(long cart) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(OF_CART).bind("cart", cart).map((row, context) -> row(row)).list());
  }

  /** How many there are in each state. */
  public Map<String, Integer> byState(SiteId site) {
    Map<String, Integer> counts = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(BY_STATE)
                .bind("site", site.value())
                .map((row, context) -> counts.put(row.getString("state"), row.getInt("mails")))
                .list());
    return counts;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        new ContactId(row.getLong("contact_id")),
        Columns.name(row),
        row.getString("email"),
        Columns.maybeLong(row, "cart_id"),
        row.getInt("step"),
        row.getString("state"),
        row.getString("reason"),
        row.getString("subject"),
        row.getInt("attempts"),
        row.getString("server_reply"),
        Columns.instant(row, "due_at"),
        Columns.maybeInstant(row, "sent_at"));
  }
}
