package io.piste.segment;

import io.piste.base.SiteId;
import io.piste.profile.Person;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads what rules have to know of some contacts, one statement for each kind of it, and none for
 * what no rule asks for.
 */
final class FactRows {
  private static final String SOME =
      " FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) v STRAIGHT_JOIN ";

  private static final String LINKS =
      "identity_link l FORCE INDEX (identity_link_person)"
          + " ON l.contact_id = v.id AND l.site_id = :site STRAIGHT_JOIN ";

  private static final String OURS =
      """
      SELECT v.id, c.email, c.first_name, c.last_name, c.language, c.company, c.phone, c.street,
             c.postcode, c.city, c.country, c.time_zone, c.origin, c.created_at,
             c.last_interaction_at
      """
          + SOME
          + "contact c ON c.id = v.id";

  private static final String CUSTOM =
      "SELECT v.id, x.field_id, x.text, x.number, x.day"
          + SOME
          + "contact_value x ON x.contact_id = v.id AND x.field_id IN (<fields>)";

  private static final String ORDERS =
      "SELECT v.id, x.ordered_at, x.total - x.refunded AS amount, x.currency"
          + SOME
          + LINKS
          + """
          purchase x ON x.site_id = :site AND x.visitor_id = l.visitor_id
            AND x.ordered_at >= l.since_at AND (l.undone_at IS NULL OR x.ordered_at < l.undone_at)
          WHERE x.status NOT IN ('cancelled', 'failed', 'refunded')
          """;

  private static final String CARTS =
      """
      SELECT v.id, x.state,
        CASE x.state WHEN 'open' THEN x.updated_at WHEN 'abandoned' THEN x.abandoned_at
          ELSE x.closed_at END AS at
      """
          + SOME
          + LINKS
          + """
          cart x ON x.site_id = :site AND x.visitor_id = l.visitor_id
            AND x.changed_at >= l.since_at AND (l.undone_at IS NULL OR x.changed_at < l.undone_at)
          WHERE x.state IN ('open', 'abandoned', 'recovered')
          """;

  private static final String MAILS =
      "SELECT v.id, x.sent_at"
          + SOME
          + "outbox_message x ON x.contact_id = v.id AND x.site_id = :site AND x.state = 'sent'"
          + " AND x.sent_at IS NOT NULL";

  private static final String FOLLOWS =
      "SELECT v.id, x.message_id, x.followed_at, x.kind = 'unsubscribe' AS ends"
          + SOME
          + "mail_link x ON x.contact_id = v.id AND x.site_id = :site"
          + " AND x.followed_at IS NOT NULL";

  private static final String MARKETING =
      "SELECT v.id"
          + SOME
          + "marketing_permission x ON x.contact_id = v.id AND x.site_id = :site AND x.granted";

  private static final String CONSENTS =
      "SELECT v.id, x.purposes, x.expires_at"
          + SOME
          + LINKS
          + "consent_state x ON x.site_id = :site AND x.visitor_id = l.visitor_id"
          + " AND l.undone_at IS NULL";

  private static final String MEMBERSHIPS =
      "SELECT v.id, x.segment_id"
          + SOME
          + "segment_member x ON x.contact_id = v.id"
          + " STRAIGHT_JOIN segment s ON s.id = x.segment_id AND s.site_id = :site";

  private final Handle handle;
  private final SiteId site;
  private final RuleWorld world;
  private final Map<Long, Facts> found = new LinkedHashMap<>();
  private final String ids;

  private FactRows(Handle handle, RuleWorld world, Collection<Person> people) {
    this.handle = handle;
    this.site = world.site();
    this.world = world;
    people.forEach(person -> found.put(person.contact().value(), new Facts(person)));
    this.ids =
        ContactSet.of(found.keySet().stream().mapToLong(Long::longValue).toArray(), found.size())
            .json();
  }

  /** What is needed about some people, by the numbers of the contacts. */
  static Map<Long, Facts> of(
      Handle handle, RuleWorld world, Needs needs, Collection<Person> people) {
    FactRows rows = new FactRows(handle, world, people);
    if (!people.isEmpty()) {
      rows.read(needs);
    }
    return rows.found;
  }

  private interface Take {
    void row(Facts facts, ResultSet row) throws SQLException;
  }

  private void read(Needs needs) {
    each(MEMBERSHIPS, (facts, row) -> facts.put(row.getLong("segment_id"), true));
    if (needs.ownFields()) {
      each(OURS, FactRows::ours);
    }
    if (!needs.customFields().isEmpty()) {
      List<Long> fields = List.copyOf(needs.customFields());
      each(handle.createQuery(CUSTOM).bindList("fields", fields), this::custom);
    }
    if (needs.orders()) {
      each(
          ORDERS,
          (facts, row) ->
              facts
                  .orders()
                  .add(
                      new Facts.Order(
                          row.getLong("ordered_at"),
                          row.getBigDecimal("amount"),
                          row.getString("currency"))));
    }
    if (needs.carts()) {
      each(CARTS, FactRows::cart);
    }
    if (needs.mails()) {
      each(MAILS, (facts, row) -> facts.mails().add(row.getLong("sent_at")));
    }
    if (needs.follows()) {
      each(FOLLOWS, FactRows::follow);
    }
    if (needs.marketing()) {
      each(MARKETING, (facts, row) -> facts.allowMarketing());
    }
    if (needs.consents()) {
      each(
          CONSENTS,
          (facts, row) ->
              facts
                  .consents()
                  .add(new Facts.Given(row.getInt("purposes"), row.getLong("expires_at"))));
    }
  }

  private void each(String sql, Take take) {
    Query query = handle.createQuery(sql);
    each(sql.contains(":site") ? query.bind("site", site) : query, take);
  }

  private void each(Query query, Take take) {
    query
        .bind("ids", ids)
        .scanResultSet(
            (rows, context) -> {
              try (ResultSet row = rows.get()) {
                while (row.next()) {
                  Facts facts = found.get(row.getLong(1));
                  if (facts != null) {
                    take.row(facts, row);
                  }
                }
                return found.size();
              }
            });
  }

  private static void ours(Facts facts, ResultSet row) throws SQLException {
    for (SegmentField field : SegmentFields.OURS) {
      String column = FieldLeaves.column(field.name());
      if (field.type() == FieldType.TIME) {
        facts.know(field.name(), Facts.Known.number(BigDecimal.valueOf(row.getLong(column))));
      } else {
        Optional.ofNullable(row.getString(column))
            .ifPresent(text -> facts.know(field.name(), Facts.Known.text(text)));
      }
    }
  }

  private void custom(Facts facts, ResultSet row) throws SQLException {
    SegmentField field = world.customField(row.getLong("field_id")).orElse(null);
    if (field == null) {
      return;
    }
    Optional<Facts.Known> value =
        switch (field.type()) {
          case TEXT, CHOICE -> Optional.ofNullable(row.getString("text")).map(Facts.Known::text);
          case NUMBER, YES_NO ->
              Optional.ofNullable(row.getBigDecimal("number")).map(Facts.Known::number);
          case DATE, TIME ->
              Optional.ofNullable(row.getString("day"))
                  .map(day -> Facts.Known.day(LocalDate.parse(day)));
        };
    value.ifPresent(known -> facts.know(field.name(), known));
  }

  private static void cart(Facts facts, ResultSet row) throws SQLException {
    long at = row.getLong("at");
    if (!row.wasNull()) {
      CartWord.of(row.getString("state"))
          .ifPresent(state -> facts.carts().add(new Facts.Cart(state, at)));
    }
  }

  private static void follow(Facts facts, ResultSet row) throws SQLException {
    facts
        .follows()
        .add(
            new Facts.Follow(
                row.getLong("message_id"), row.getLong("followed_at"), row.getBoolean("ends")));
  }
}
