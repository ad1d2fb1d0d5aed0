package io.piste.automation;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Who is on the way through which automation, and which carts got no mail and why. */
public final class Enrolments {
  /** The one automation there is. */
  public static final String CART_RECOVERY = "cart-recovery";

  private static final String COLUMNS =
      """
      SELECT id, site_id, cart_id, contact_id, state, reason, step, due_at, enrolled_at, ended_at,
             round
      FROM enrolment
      """;

  private static final String OF_CART =
      COLUMNS + "WHERE automation = 'cart-recovery' AND cart_id = :cart ORDER BY round DESC";

  private static final String OF_CARTS =
      COLUMNS + "WHERE automation = 'cart-recovery' AND cart_id IN (<carts>) ORDER BY round";

  private static final String OF_CONTACT =
      COLUMNS + "WHERE contact_id = :contact ORDER BY enrolled_at DESC, id DESC";

  private static final String BY_ID = COLUMNS + "WHERE id = :id";

  private final Jdbi jdbi;

  /** Asks the database nothing yet. */
  public Enrolments(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** One enrolment. */
  public Optional<Enrolment> byId(Handle handle, long id) {
    return handle.createQuery(BY_ID).bind("id", id).map(Enrolments::read).findOne();
  }

  /** The rounds of a cart, newest first; empty while the cart was never left. */
  public List<Enrolment> ofCart(long cart) {
    return jdbi.withHandle(
        handle -> handle.createQuery(OF_CART).bind("cart", cart).map(Enrolments::read).list());
  }

  /** The latest round of each cart that was ever left, by cart. */
  public Map<Long, Enrolment> latestOfCarts(Collection<Long> carts) {
    Map<Long, Enrolment> latest = new LinkedHashMap<>();
    if (!carts.isEmpty()) {
      jdbi.useHandle(
          handle ->
              handle
                  .createQuery(OF_CARTS)
                  .bindList("carts", List.copyOf(carts))
                  .map(Enrolments::read)
                  .forEach(enrolment -> latest.put(enrolment.cart(), enrolment)));
    }
    return latest;
  }

  /** Everything a person was enrolled in or refused, newest first. */
  public List<Enrolment> ofContact(ContactId contact) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(OF_CONTACT).bind("contact", contact).map(Enrolments::read).list());
  }

  static Enrolment read(ResultSet row, StatementContext context) throws SQLException {
    Long contact = nullable(row, "contact_id");
    return new Enrolment(
        row.getLong("id"),
        new SiteId(row.getLong("site_id")),
        row.getLong("cart_id"),
        contact == null ? null : new ContactId(contact),
        EnrolmentState.of(row.getString("state")),
        row.getString("reason"),
        row.getInt("step"),
        instant(nullable(row, "due_at")),
        Instant.ofEpochMilli(row.getLong("enrolled_at")),
        instant(nullable(row, "ended_at")),
        row.getInt("round"));
  }

  private static @Nullable Instant instant(@Nullable Long milliseconds) {
    return milliseconds == null ? null : Instant.ofEpochMilli(milliseconds);
  }

  private static @Nullable Long nullable(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
