package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.db.JsonRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes what came by hand, file or API for many contacts, in the caller's transaction. */
final class EditRows {
  /** Those that events bring too. */
  private static final Set<ContactField> NAMES_AND_LANGUAGE =
      Set.of(ContactField.FIRST_NAME, ContactField.LAST_NAME, ContactField.LANGUAGE);

  /** Which columns a row sets is a bit of its mask, so that all rows are one statement. */
  private static final String CHANGE = changeSql();

  private static final String MAKE =
      """
      INSERT INTO contact (email, origin, created_at, last_interaction_at, edited_at)
      SELECT v.email, :origin, :at, :at, :at
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (email VARCHAR(254) PATH '$[0]')) v
      ON DUPLICATE KEY UPDATE edited_at = :at, created_at = ABS(contact.created_at)
      """;

  private static final String KNOW =
      """
      INSERT IGNORE INTO contact_site (site_id, contact_id, since_at)
      SELECT :site, v.id, :at FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      """;

  private static final String SET_VALUES =
      """
      INSERT INTO contact_value (contact_id, field_id, text, number, day)
      SELECT v.contact, v.field, v.text, v.number, v.day
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        contact BIGINT PATH '$[0]', field BIGINT PATH '$[1]', text VARCHAR(500) PATH '$[2]',
        number DECIMAL(18,4) PATH '$[3]', day DATE PATH '$[4]')) v
      JOIN contact_field f ON f.id = v.field
      ON DUPLICATE KEY UPDATE text = VALUES(text), number = VALUES(number), day = VALUES(day)
      """;

  private static final String EMPTY_VALUES =
      """
      DELETE d FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        contact BIGINT PATH '$[0]', field BIGINT PATH '$[1]')) v
      STRAIGHT_JOIN contact_value d ON d.contact_id = v.contact AND d.field_id = v.field
      """;

  private static final String LOG =
      """
      INSERT INTO contact_edit (contact_id, what, way, edited_by, edited_at, fields)
      SELECT v.contact, v.what, :way, :who, :at, v.fields
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        contact BIGINT PATH '$[0]', what VARCHAR(16) PATH '$[1]',
        fields VARCHAR(2000) PATH '$[2]')) v
      """;

  private static final int MOST_FIELDS = 2_000;

  private final Handle handle;
  private final Editor editor;

  EditRows(Handle handle, Editor editor) {
    this.handle = handle;
    this.editor = editor;
  }

  /** Makes those that are not there; the site knows all of them then. */
  void make(Collection<EmailAddress> emails) {
    JsonRows rows = new JsonRows();
    emails.forEach(email -> rows.row(email.value()));
    if (!rows.isEmpty()) {
      handle
          .createUpdate(MAKE)
          .bind("origin", editor.way().word())
          .bind("at", editor.at())
          .bind("rows", rows.toString())
          .execute();
    }
  }

  void know(SiteId site, Collection<ContactId> contacts) {
    if (!contacts.isEmpty()) {
      handle
          .createUpdate(KNOW)
          .bind("site", site)
          .bind("at", editor.at())
          .bind("rows", JsonRows.of(contacts).toString())
          .execute();
    }
  }

  void change(Map<ContactId, ContactEdit> edits) {
    JsonRows columns = new JsonRows();
    JsonRows set = new JsonRows();
    JsonRows empty = new JsonRows();
    edits.forEach(
        (contact, edit) -> {
          columns.row(columns(contact, edit));
          edit.changes()
              .forEach(
                  (field, value) -> {
                    if (field instanceof CustomField custom) {
                      addValue(set, empty, contact, custom, value);
                    }
                  });
        });
    run(CHANGE, columns, Map.of("at", editor.at().toEpochMilli()));
    run(EMPTY_VALUES, empty, Map.of());
    run(SET_VALUES, set, Map.of());
  }

  /** Writes down who did what. */
  void log(Collection<ContactId> made, Map<ContactId, ContactEdit> edits) {
    JsonRows rows = new JsonRows();
    Map<ContactId, String> all = new LinkedHashMap<>();
    made.forEach(contact -> all.put(contact, "made"));
    edits.keySet().forEach(contact -> all.putIfAbsent(contact, "changed"));
    all.forEach((contact, what) -> rows.row(contact, what, fields(edits.get(contact))));
    run(
        LOG,
        rows,
        Map.of("way", editor.way().word(), "who", editor.who(), "at", editor.at().toEpochMilli()));
  }

  private void run(String sql, JsonRows rows, Map<String, ?> more) {
    if (!rows.isEmpty()) {
      handle.createUpdate(sql).bind("rows", rows.toString()).bindMap(more).execute();
    }
  }

  private static @Nullable String fields(@Nullable ContactEdit edit) {
    if (edit == null || edit.isEmpty()) {
      return null;
    }
    String fields = edit.fields().stream().map(Field::key).collect(Collectors.joining(","));
    return fields.length() <= MOST_FIELDS
        ? fields
        : fields.substring(0, fields.lastIndexOf(',', MOST_FIELDS));
  }

  private static @Nullable Object[] columns(ContactId contact, ContactEdit edit) {
    long mask = 0;
    List<@Nullable Object> cells = new ArrayList<>();
    for (int i = 0; i < ContactField.CHANGEABLE.size(); i++) {
      Optional<FieldValue> value = edit.changes().get(ContactField.CHANGEABLE.get(i));
      mask |= value == null ? 0 : 1L << i;
      cells.add(value == null ? null : value.map(FieldValue::text).orElse(null));
    }
    cells.addFirst(mask);
    cells.addFirst(contact);
    return cells.toArray();
  }

  private static void addValue(
      JsonRows set,
      JsonRows empty,
      ContactId contact,
      CustomField field,
      Optional<FieldValue> value) {
    if (value.isEmpty()) {
      empty.row(contact, field.id());
      return;
    }
    switch (value.get()) {
      case FieldValue.Text text -> set.row(contact, field.id(), text.text(), null, null);
      case FieldValue.Decimal number -> set.row(contact, field.id(), null, number.text(), null);
      case FieldValue.YesNo yesNo ->
          set.row(contact, field.id(), null, yesNo.yes() ? "1" : "0", null);
      case FieldValue.Day day -> set.row(contact, field.id(), null, null, day.text());
    }
  }

  private static String changeSql() {
    StringBuilder columns = new StringBuilder("id BIGINT PATH '$[0]', mask BIGINT PATH '$[1]'");
    StringBuilder sets = new StringBuilder();
    long names = 0;
    for (int i = 0; i < ContactField.CHANGEABLE.size(); i++) {
      ContactField field = ContactField.CHANGEABLE.get(i);
      names |= NAMES_AND_LANGUAGE.contains(field) ? 1L << i : 0;
      String column = field.key();
      columns
          .append(", ")
          .append(column)
          .append(" VARCHAR(200) PATH '$[")
          .append(i + 2)
          .append("]'");
      sets.append(
          "c.%s = IF(v.mask & %d, v.%s, c.%s), ".formatted(column, 1L << i, column, column));
    }
    return """
        UPDATE JSON_TABLE(:rows, '$[*]' COLUMNS (%s)) v STRAIGHT_JOIN contact c ON c.id = v.id
        SET %sc.names_at = IF(v.mask & %d, :at, c.names_at), c.edited_at = :at
        """
        .formatted(columns, sets, names);
  }
}
