package io.piste.segment;

import io.piste.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The fields that rules can ask for: those that every contact has, and the operator's. */
public final class SegmentFields {
  /** In the order in which people read them. */
  static final List<SegmentField> OURS =
      List.of(
          ours("email", FieldType.TEXT),
          ours("first_name", FieldType.TEXT),
          ours("last_name", FieldType.TEXT),
          ours("language", FieldType.TEXT),
          ours("company", FieldType.TEXT),
          ours("phone", FieldType.TEXT),
          ours("street", FieldType.TEXT),
          ours("postcode", FieldType.TEXT),
          ours("city", FieldType.TEXT),
          ours("country", FieldType.TEXT),
          ours("time_zone", FieldType.TEXT),
          ours("origin", FieldType.TEXT),
          ours("created", FieldType.TIME),
          ours("last_interaction", FieldType.TIME));

  private static final String CUSTOM =
      "SELECT id, name, label, type, choices_json FROM contact_field ORDER BY id";

  private final Jdbi jdbi;

  /** Reads through the given pool. */
  public SegmentFields(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private static SegmentField ours(String name, FieldType type) {
    return new SegmentField(name, type, null, List.of(), 0);
  }

  /** Ours first. */
  public List<SegmentField> all() {
    return jdbi.withHandle(SegmentFields::all);
  }

  static List<SegmentField> all(Handle handle) {
    List<SegmentField> fields = new ArrayList<>(OURS);
    handle
        .createQuery(CUSTOM)
        .map(
            (row, context) ->
                new SegmentField(
                    SegmentField.CUSTOM + row.getString("name"),
                    FieldType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                    row.getString("label"),
                    choices(row.getString("choices_json")),
                    row.getLong("id")))
        .forEach(fields::add);
    return fields;
  }

  private static List<String> choices(@Nullable String json) {
    return json == null ? List.of() : List.of(Json.read(json, String[].class));
  }
}
