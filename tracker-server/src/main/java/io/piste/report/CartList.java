package io.piste.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import io.piste.base.ContactId;
import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.protocol.CartLine;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Carts of a site, those with the latest sign of life first, paged by key. */
public final class CartList {
  /**
   * A cart, whose it is, and what was done about it.
   *
   * @param state open, abandoned, ordered, recovered or emptied
   * @param sequence what the cart's latest enrolment says, null when it was never left
   */
  public record Row(
      long id,
      SiteId site,
      VisitorId visitor,
      @Nullable Person person,
      String state,
      Money total,
      List<CartLine> lines,
      Times times,
      @Nullable Sequence sequence) {}

  /** The contact who changed the cart last. */
  public record Person(ContactId id, @Nullable String name, String email) {}

  /** When things happened to the cart. */
  public record Times(
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant abandonedAt,
      @Nullable Instant restoredAt,
      @Nullable Instant closedAt) {}

  /**
   * The way through the cart mails.
   *
   * @param state refused, running, completed or stopped
   * @param reason why refused or stopped
   * @param dueAt when the next mail is due, null when nothing is left to do
   */
  public record Sequence(
      String state, @Nullable String reason, int mailsSent, @Nullable Instant dueAt) {}

  /** Where a page ends: the next one goes on behind it. */
  public record Key(Instant updatedAt, long id) {}

  private static final ObjectReader LINES =
      Json.MAPPER.readerFor(new TypeReference<List<CartLine>>() {});
  private static final String COLUMNS =
      """
      SELECT k.*, c.first_name, c.last_name, c.email,
        e.state AS sequence_state, e.reason, e.due_at,
        (SELECT COUNT(*) FROM outbox_message m
         WHERE m.enrolment_id = e.id AND m.state IN ('sent', 'unknown')) AS mails_sent
      """;
  private static final String JOINS =
      """
      LEFT JOIN contact c ON c.id = k.contact_id
      LEFT JOIN enrolment e ON e.id =
        (SELECT latest.id FROM enrolment latest
         WHERE latest.automation = 'cart-recovery' AND latest.cart_id = k.id
         ORDER BY latest.round DESC LIMIT 1)
      ORDER BY k.updated_at DESC, k.id DESC
      """;

  /** Whoever changed it last; cart recovery writes to nobody else. */
  private static final String OWNER = Linked.contactAt("t", "t.changed_at");

  private static final String PAGE =
      COLUMNS
          + """
          FROM (SELECT t.*, %s AS contact_id FROM cart t
                WHERE t.site_id = :site %s
                  AND t.updated_at <= :at AND (t.updated_at < :at OR t.id < :id)
                ORDER BY t.updated_at DESC, t.id DESC LIMIT :limit) k
          """
          + JOINS;
  private static final String ALL = PAGE.formatted(OWNER, "AND t.state <> 'emptied'");
  private static final String OF_STATE = PAGE.formatted(OWNER, "AND t.state = :state");
  private static final String ONE =
      COLUMNS
          + "FROM (SELECT t.*, %s AS contact_id FROM cart t WHERE t.id = :id) k ".formatted(OWNER)
          + JOINS;

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public CartList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The carts behind a key (null: from the start); a null state means all that hold something. */
  public List<Row> page(SiteId site, @Nullable String state, @Nullable Key after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(state == null ? ALL : OF_STATE)
                .bind("site", site.value())
                .bind("state", Objects.requireNonNullElse(state, ""))
                .bind("at", after == null ? Long.MAX_VALUE : after.updatedAt().toEpochMilli())
                .bind("id", after == null ? 0 : after.id())
                .bind("limit", limit)
                .map((row, context) -> row(row))
                .list());
  }

  /** One cart by its number. */
  public Optional<Row> byId(long id) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(ONE).bind("id", id).map((row, context) -> row(row)).findFirst());
  }

  private static Row row(ResultSet row) throws SQLException {
    Long contact = Columns.maybeLong(row, "contact_id");
    String sequence = row.getString("sequence_state");
    return new Row(
        row.getLong("id"),
        Columns.site(row),
        Columns.visitor(row),
        contact == null
            ? null
            : new Person(new ContactId(contact), Columns.name(row), row.getString("email")),
        row.getString("state"),
        new Money(row.getBigDecimal("total"), row.getString("currency")),
        lines(row.getString("lines_json")),
        new Times(
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            Columns.maybeInstant(row, "abandoned_at"),
            Columns.maybeInstant(row, "restored_at"),
            Columns.maybeInstant(row, "closed_at")),
        sequence == null
            ? null
            : new Sequence(
                sequence,
                row.getString("reason"),
                row.getInt("mails_sent"),
                Columns.maybeInstant(row, "due_at")));
  }

  private static List<CartLine> lines(String json) {
    try {
      return LINES.readValue(json);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the stored lines of a cart", e);
    }
  }
}
