package io.piste.automation;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.cart.StoredCart;
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
import org.jdbi.v3.core.statement.Update;
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

  /** Whoever holds this row decides about the person's sequences alone. */
  private static final String LOCK_CONTACT =
      "SELECT id FROM contact WHERE id = :contact FOR UPDATE";

  /** A sequence counts from its first mail on: one that was stopped before does not. */
  private static final String RECENT =
      COLUMNS
          + """
          WHERE automation = 'cart-recovery' AND contact_id = :contact
            AND (state = 'running' OR (step > 1 AND enrolled_at > :since))
          ORDER BY id
          """;

  private static final String NEXT_ROUND =
      """
      SELECT COALESCE(MAX(round), 0) + 1 FROM enrolment
      WHERE automation = 'cart-recovery' AND cart_id = :cart
      """;

  private static final String ADD =
      """
      INSERT INTO enrolment (automation, site_id, cart_id, contact_id, state, reason, step, due_at,
                             enrolled_at, ended_at, round)
      VALUES ('cart-recovery', :site, :cart, :contact, :state, :reason, 1, :due, :now, :ended,
              :round)
      """;

  private static final String DUE =
      COLUMNS
          + """
          WHERE automation = 'cart-recovery' AND state = 'running' AND due_at <= :now
          ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
          """;

  /** Those about which something may have changed; the rules have the last word. */
  private static final String OVERTAKEN =
      """
      SELECT e.id, e.site_id, e.cart_id, e.contact_id, e.state, e.reason, e.step, e.due_at,
             e.enrolled_at, e.ended_at, e.round
      FROM enrolment e
      JOIN cart c ON c.id = e.cart_id
      LEFT JOIN consent_state s ON s.site_id = c.site_id AND s.visitor_id = c.visitor_id
      LEFT JOIN marketing_permission p
             ON p.contact_id = e.contact_id AND p.site_id = e.site_id AND p.granted
      WHERE e.automation = 'cart-recovery' AND e.state = 'running'
        AND (c.state <> 'abandoned' OR s.visitor_id IS NULL OR p.contact_id IS NULL)
      ORDER BY e.id LIMIT :limit
      """;

  private static final String ADVANCE =
      """
      UPDATE enrolment SET step = :step, due_at = :due, state = :state, ended_at = :ended
      WHERE id = :id AND state = 'running'
      """;

  private static final String STOP =
      """
      UPDATE enrolment SET state = 'stopped', reason = :reason, due_at = NULL, ended_at = :now
      WHERE id = :id AND state = 'running'
      """;

  private static final String STOP_OF_CONTACT =
      """
      UPDATE enrolment SET state = 'stopped', reason = :reason, due_at = NULL, ended_at = :now
      WHERE site_id = :site AND contact_id = :contact AND state = 'running'
      """;

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

  /** Makes everybody else who is about to decide about this person wait. */
  void lock(Handle handle, ContactId contact) {
    handle.createQuery(LOCK_CONTACT).bind("contact", contact).mapTo(Long.class).findOne();
  }

  /** The sequences of a person that run, or that began after an instant and had a mail. */
  List<Enrolment> recent(Handle handle, ContactId contact, Instant since) {
    return handle
        .createQuery(RECENT)
        .bind("contact", contact)
        .bind("since", since)
        .map(Enrolments::read)
        .list();
  }

  /** Notes that a cart gets no mail. */
  void refuse(
      Handle handle, StoredCart cart, @Nullable ContactId contact, Reason reason, Instant now) {
    add(handle, cart, now, EnrolmentState.REFUSED)
        .bind("contact", contact)
        .bind("reason", reason.word())
        .bind("due", (Instant) null)
        .bind("ended", now)
        .execute();
  }

  /** Begins a sequence whose first mail is due at an instant. */
  void enrol(Handle handle, StoredCart cart, ContactId contact, Instant due, Instant now) {
    add(handle, cart, now, EnrolmentState.RUNNING)
        .bind("contact", contact)
        .bind("reason", (String) null)
        .bind("due", due)
        .bind("ended", (Instant) null)
        .execute();
  }

  private static Update add(Handle handle, StoredCart cart, Instant now, EnrolmentState state) {
    int round = handle.createQuery(NEXT_ROUND).bind("cart", cart.id()).mapTo(Integer.class).one();
    return handle
        .createUpdate(ADD)
        .bind("site", cart.site())
        .bind("cart", cart.id())
        .bind("state", state.word())
        .bind("now", now)
        .bind("round", round);
  }

  /** Enrolments whose next step is due, locked; those that another process holds are left out. */
  List<Enrolment> due(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(DUE)
        .bind("now", now)
        .bind("limit", limit)
        .map(Enrolments::read)
        .list();
  }

  /** Running enrolments whose cart moved or whose consents ended. */
  List<Enrolment> overtaken(Handle handle, int limit) {
    return handle.createQuery(OVERTAKEN).bind("limit", limit).map(Enrolments::read).list();
  }

  /** Goes on to the next step, or completes when nothing is due any more. */
  void advance(Handle handle, long id, int step, @Nullable Instant due, Instant now) {
    EnrolmentState state = due == null ? EnrolmentState.COMPLETED : EnrolmentState.RUNNING;
    handle
        .createUpdate(ADVANCE)
        .bind("id", id)
        .bind("step", step)
        .bind("due", due)
        .bind("state", state.word())
        .bind("ended", due == null ? now : null)
        .execute();
  }

  /** Stops an enrolment; false when it no longer ran. */
  boolean stop(Handle handle, long id, Reason reason, Instant now) {
    return handle
            .createUpdate(STOP)
            .bind("id", id)
            .bind("reason", reason.word())
            .bind("now", now)
            .execute()
        == 1;
  }

  /** Stops whatever runs for a person on a site; answers how many. */
  public int stopOfContact(
      Handle handle, SiteId site, ContactId contact, Reason reason, Instant now) {
    return handle
        .createUpdate(STOP_OF_CONTACT)
        .bind("site", site)
        .bind("contact", contact)
        .bind("reason", reason.word())
        .bind("now", now)
        .execute();
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
