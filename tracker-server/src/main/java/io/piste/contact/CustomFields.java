package io.piste.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.piste.base.Json;
import io.piste.db.JsonRows;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * The fields that the operator added to contacts. They are the installation's, as contacts are. A
 * field's name and type never change, for rules, files and calls name them. Thread-safe.
 */
public final class CustomFields {
  /** The most fields of an installation. */
  public static final int MOST = 100;

  /** The most texts of a choice. */
  public static final int MOST_CHOICES = 200;

  /** The most characters of a name. */
  public static final int MOST_NAME = 60;

  /** The most characters of a label and of a choice. */
  public static final int MOST_LABEL = 100;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  private static final String SELECT =
      "SELECT id, name, label, type, choices_json, counts FROM contact_field ";

  private static final String INSERT =
      """
      INSERT IGNORE INTO contact_field (name, label, type, choices_json, counts, made_at)
      SELECT :name, :label, :type, :choices, :counts, :at FROM DUAL
      WHERE (SELECT COUNT(*) FROM contact_field) < :most
      """;

  private static final String UPDATE =
      "UPDATE contact_field SET label = :label, choices_json = :choices, counts = :counts"
          + " WHERE id = :id";

  private static final String COUNT = "SELECT COUNT(*) FROM contact_value WHERE field_id = :id";

  private static final String COUNT_CHOICES =
      "SELECT text, COUNT(*) AS many FROM contact_value WHERE field_id = :id AND text IS NOT NULL"
          + " GROUP BY text";

  private static final String NOTE_ALL =
      "INSERT INTO contact_change (contact_id) SELECT contact_id FROM contact_value"
          + " WHERE field_id = :id";

  private static final String GONE =
      """
      FROM contact_value
      WHERE field_id = :id AND BINARY text NOT IN (
        SELECT BINARY v.choice
        FROM JSON_TABLE(:rows, '$[*]' COLUMNS (choice VARCHAR(500) PATH '$[0]')) v)
      """;

  private static final String NOTE_GONE =
      "INSERT INTO contact_change (contact_id) SELECT contact_id " + GONE;

  private static final String DELETE_GONE = "DELETE " + GONE;

  private static final TypeReference<List<String>> CHOICES = new TypeReference<>() {};

  private static final RowMapper<CustomField> ROW =
      (row, context) ->
          new CustomField(
              row.getLong("id"),
              row.getString("name"),
              row.getString("label"),
              FieldType.of(row.getString("type")).orElse(FieldType.TEXT),
              read(row.getString("choices_json")),
              row.getBoolean("counts"));

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Reads and writes through the given pool. */
  public CustomFields(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Whether a text can be a field's name: a letter, then at most 59 letters, digits and _. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** All fields in the order in which they were made. */
  public List<CustomField> all() {
    return jdbi.withHandle(CustomFields::all);
  }

  /** The same, inside the caller's transaction. */
  public static List<CustomField> all(Handle handle) {
    return handle.createQuery(SELECT + "ORDER BY id").map(ROW).list();
  }

  /** A field by its number. */
  public Optional<CustomField> byId(long id) {
    return jdbi.withHandle(
        handle -> handle.createQuery(SELECT + "WHERE id = :id").bind("id", id).map(ROW).findOne());
  }

  /** A field by its name. */
  public Optional<CustomField> byName(String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + "WHERE name = :name")
                .bind("name", name)
                .map(ROW)
                .findOne());
  }

  /**
   * Adds a field; its id is not looked at.
   *
   * @return empty when the name is taken or there are {@link #MOST} already
   */
  public Optional<CustomField> make(CustomField field) {
    if (!isName(field.name())) {
      throw new IllegalArgumentException("no name of a field");
    }
    int made =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(INSERT)
                    .bind("name", field.name())
                    .bind("label", field.label())
                    .bind("type", field.type().word())
                    .bind("choices", written(field.choices()))
                    .bind("counts", field.counts())
                    .bind("at", clock.instant())
                    .bind("most", MOST)
                    .execute());
    return made == 0 ? Optional.empty() : byName(field.name());
  }

  /**
   * Changes label, choices and whether it counts. Values that are none of the choices any more are
   * removed, and the contacts noted as changed.
   */
  public void change(CustomField field) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(UPDATE)
              .bind("id", field.id())
              .bind("label", field.label())
              .bind("choices", written(field.choices()))
              .bind("counts", field.counts())
              .execute();
          if (field.type() == FieldType.CHOICE) {
            String choices = JsonRows.of(field.choices()).toString();
            for (String sql : List.of(NOTE_GONE, DELETE_GONE)) {
              handle.createUpdate(sql).bind("id", field.id()).bind("rows", choices).execute();
            }
          }
        });
  }

  /** Removes a field with all its values, and notes the contacts as changed. */
  public void remove(long id) {
    jdbi.useTransaction(
        handle -> {
          handle.createUpdate(NOTE_ALL).bind("id", id).execute();
          handle.createUpdate("DELETE FROM contact_field WHERE id = :id").bind("id", id).execute();
        });
  }

  /** How many contacts have a value of the field. */
  public long values(long id) {
    return jdbi.withHandle(
        handle -> handle.createQuery(COUNT).bind("id", id).mapTo(Long.class).one());
  }

  /** How many contacts have which text of a choice. */
  public Map<String, Long> valuesByChoice(long id) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(COUNT_CHOICES)
                .bind("id", id)
                .map((row, context) -> Map.entry(row.getString("text"), row.getLong("many")))
                .forEach(entry -> counts.merge(entry.getKey(), entry.getValue(), Long::sum)));
    return counts;
  }

  private static @Nullable String written(List<String> choices) {
    try {
      return choices.isEmpty() ? null : Json.MAPPER.writeValueAsString(choices);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> read(@Nullable String choices) {
    try {
      return choices == null ? List.of() : List.copyOf(Json.MAPPER.readValue(choices, CHOICES));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
