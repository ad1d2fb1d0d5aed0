package io.piste.report;

import io.piste.base.ContactId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Everything that a contact did and that was done for it, on all linked browsers, newest first. */
public final class Timeline {
  /**
   * A stretch of it.
   *
   * @param nextBefore where the next, older stretch begins; null when this is the end
   */
  public record Stretch(List<Moment> moments, @Nullable Instant nextBefore) {
    public Stretch {
      moments = List.copyOf(moments);
    }
  }

  private static final String SQL =
      Stream.of(
                  done("PAGE", "t.viewed_at", "page_view").with("NULL", "t.title", "t.path"),
                  done("PRODUCT", "t.viewed_at", "product_view").with("NULL", "t.name", "t.sku"),
                  ofCart("CART", "t.created_at").with("t.state", "NULL", "NULL").worth("t.total"),
                  ofCart("ABANDONED", "t.abandoned_at")
                      .with("t.state", "NULL", "NULL")
                      .worth("t.total"),
                  ofCart("RESTORED", "t.restored_at")
                      .with("t.state", "NULL", "NULL")
                      .worth("t.total"),
                  done("ORDER", "t.ordered_at", "purchase")
                      .with(
                          "CASE WHEN t.status IN ('cancelled', 'failed', 'refunded') THEN t.status"
                              + " WHEN t.recovered THEN 'recovered' ELSE 'ordered' END",
                          "t.order_key",
                          "NULL")
                      .worth("t.total"),
                  done("CONSENT", "t.decided_at", "consent_record")
                      .with("t.how", "t.granted", "t.page"),
                  source("LINK", "t.linked_at", of("identity_link"))
                      .with("IF(t.undone_at IS NULL, t.proof, 'undone')", "NULL", "t.source"),
                  source("PERMISSION", "t.decided_at", of("marketing_permission"))
                      .with("IF(t.granted, 'granted', 'refused')", "NULL", "t.source")
                      .numbered("0"),
                  source("MAIL", "COALESCE(t.sent_at, t.created_at)", of("outbox_message"))
                      .with("t.state", "t.subject", "t.reason"),
                  source("NO_MAIL", "t.enrolled_at", of("enrolment") + " AND t.state = 'refused'")
                      .with("t.state", "NULL", "t.reason")
                      .numbered("t.cart_id"))
              .map(Source::sql)
              .collect(Collectors.joining(" UNION ALL "))
          + " ORDER BY at DESC LIMIT :limit";

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public Timeline(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What happened before a moment, about {@code size} entries, the newest first. */
  public Stretch before(ContactId contact, Instant before, int size) {
    List<Moment> found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(SQL)
                    .bind("contact", contact.value())
                    .bind("before", before.toEpochMilli())
                    .bind("limit", size + 1)
                    .map((row, context) -> moment(row))
                    .list());
    if (found.size() <= size) {
      return new Stretch(found, null);
    }
    // Entries of the same millisecond must not be torn apart: they begin the next stretch.
    Instant cut = found.getLast().at();
    List<Moment> shown = found.stream().filter(moment -> moment.at().isAfter(cut)).toList();
    return shown.isEmpty() ? new Stretch(found, cut) : new Stretch(shown, cut.plusMillis(1));
  }

  private static String of(String table) {
    return "FROM " + table + " t WHERE t.contact_id = :contact";
  }

  /** What a visitor did while linked to the contact. */
  private static Source done(String kind, String at, String table) {
    return source(kind, at, during(table, at));
  }

  /** What happened to a cart is its owner's, who changed it last: nobody else sees any of it. */
  private static Source ofCart(String kind, String at) {
    return source(kind, at, during("cart", "t.changed_at"));
  }

  private static String during(String table, String at) {
    return """
        FROM identity_link l JOIN %s t ON t.site_id = l.site_id AND t.visitor_id = l.visitor_id
        WHERE l.contact_id = :contact AND %s
        """
        .formatted(table, Linked.within(at));
  }

  private static Source source(String kind, String at, String from) {
    return new Source(kind, at, from, "NULL", "NULL", "NULL", "NULL", "t.id");
  }

  private static Moment moment(ResultSet row) throws SQLException {
    return new Moment(
        Moment.Kind.valueOf(row.getString("kind")),
        Columns.instant(row, "at"),
        Columns.site(row),
        row.getString("state"),
        row.getString("text"),
        row.getString("detail"),
        Columns.money(row),
        row.getLong("reference"));
  }

  /** One branch of the union; all of them have the same columns. */
  private record Source(
      String kind,
      String at,
      String from,
      String state,
      String text,
      String detail,
      String amount,
      String reference) {

    Source with(String newState, String newText, String newDetail) {
      return new Source(kind, at, from, newState, newText, newDetail, amount, reference);
    }

    Source worth(String newAmount) {
      return new Source(kind, at, from, state, text, detail, newAmount, reference);
    }

    Source numbered(String newReference) {
      return new Source(kind, at, from, state, text, detail, amount, newReference);
    }

    String sql() {
      String currency = "NULL".equals(amount) ? "NULL" : "t.currency";
      return """
          (SELECT '%s' AS kind, %s AS at, t.site_id AS site_id, %s AS state, %s AS text,
             %s AS detail, %s AS currency, %s AS amount, %s AS reference
           %s AND %2$s < :before
           ORDER BY at DESC LIMIT :limit)
          """
          .formatted(kind, at, state, text, detail, currency, amount, reference, from);
    }
  }
}
