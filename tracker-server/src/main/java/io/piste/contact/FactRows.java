package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.db.Jdbis;
import io.piste.db.JsonRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads all that is known of many contacts in two statements, in the caller's transaction. */
final class FactRows {
  private static final String BY_ID =
      """
      SELECT STRAIGHT_JOIN c.*
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      JOIN contact c ON c.id = v.id
      """;

  private static final String BY_EMAIL = "SELECT c.* FROM contact c WHERE c.email IN (<emails>) ";

  private static final String VALUES =
      """
      SELECT STRAIGHT_JOIN d.contact_id, f.name, f.type, d.text, d.number, d.day
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      JOIN contact_value d ON d.contact_id = v.id
      JOIN contact_field f ON f.id = d.field_id
      """;

  private final Handle handle;

  FactRows(Handle handle) {
    this.handle = handle;
  }

  /** Those of the contacts that exist. */
  Map<ContactId, ContactFacts> of(Collection<ContactId> contacts, boolean locking) {
    JsonRows rows = new JsonRows();
    contacts.stream().distinct().forEach(rows::row);
    return rows.isEmpty()
        ? Map.of()
        : facts(handle.createQuery(BY_ID + lock(locking)).bind("rows", rows.toString()));
  }

  /** Those of the addresses that a contact has. */
  Map<ContactId, ContactFacts> ofEmails(Collection<EmailAddress> emails, boolean locking) {
    return emails.isEmpty()
        ? Map.of()
        : facts(
            handle.createQuery(BY_EMAIL + lock(locking)).bindList("emails", Jdbis.padded(emails)));
  }

  private static String lock(boolean locking) {
    return locking ? "FOR UPDATE" : "";
  }

  private Map<ContactId, ContactFacts> facts(Query query) {
    Map<ContactId, ContactFacts> facts = new LinkedHashMap<>();
    query.map((row, context) -> contact(row)).forEach(one -> facts.put(one.id(), one));
    JsonRows found = new JsonRows();
    facts.keySet().forEach(found::row);
    if (!found.isEmpty()) {
      handle
          .createQuery(VALUES)
          .bind("rows", found.toString())
          .map((row, context) -> value(row, facts))
          .list();
    }
    return facts;
  }

  private static ContactFacts contact(ResultSet row) throws SQLException {
    Map<String, FieldValue> values = new HashMap<>();
    for (ContactField field : ContactField.values()) {
      String text = row.getString(field.key());
      if (text != null && !text.isEmpty()) {
        values.put(field.key(), new FieldValue.Text(text));
      }
    }
    Long merged = maybe(row, "merged_into");
    return new ContactFacts(
        new ContactId(row.getLong("id")),
        new EmailAddress(row.getString("email")),
        row.getString("origin"),
        Instant.ofEpochMilli(Math.abs(row.getLong("created_at"))),
        Instant.ofEpochMilli(row.getLong("last_interaction_at")),
        time(row, "edited_at"),
        time(row, "restricted_at"),
        merged == null ? null : new ContactId(merged),
        values);
  }

  private static boolean value(ResultSet row, Map<ContactId, ContactFacts> facts)
      throws SQLException {
    ContactFacts contact = facts.get(new ContactId(row.getLong("contact_id")));
    FieldValue value = value(row, FieldType.of(row.getString("type")).orElse(FieldType.TEXT));
    if (contact != null && value != null) {
      contact.values().put(Field.CUSTOM + row.getString("name"), value);
    }
    return true;
  }

  private static @Nullable FieldValue value(ResultSet row, FieldType type) throws SQLException {
    return switch (type) {
      case TEXT, CHOICE -> {
        String text = row.getString("text");
        yield text == null ? null : new FieldValue.Text(text);
      }
      case NUMBER -> {
        var number = row.getBigDecimal("number");
        yield number == null ? null : new FieldValue.Decimal(number);
      }
      case YES_NO -> {
        var number = row.getBigDecimal("number");
        yield number == null ? null : new FieldValue.YesNo(number.signum() != 0);
      }
      case DATE -> {
        String day = row.getString("day");
        yield day == null ? null : new FieldValue.Day(LocalDate.parse(day));
      }
    };
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    Long millis = maybe(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Long maybe(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
