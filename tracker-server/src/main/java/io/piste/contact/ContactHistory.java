package io.piste.contact;

import io.piste.base.ContactId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who made, changed and restricted contacts, and when. Thread-safe. */
public final class ContactHistory {
  /**
   * One act.
   *
   * @param what made, changed, restricted, lifted
   * @param way hand, import, connector
   * @param who the address of a user, the name of a file or of a key
   * @param fields which changed, by key
   * @param reason of a restriction and its end
   */
  public record Edit(
      String what,
      String way,
      String who,
      Instant at,
      List<String> fields,
      @Nullable String reason) {}

  private static final String OF =
      """
      SELECT what, way, edited_by, edited_at, fields, reason FROM contact_edit
      WHERE contact_id = :contact ORDER BY edited_at DESC, id DESC LIMIT :limit
      """;

  private final Jdbi jdbi;

  /** Reads through the given pool. */
  public ContactHistory(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What was done to a contact, the newest first. */
  public List<Edit> of(ContactId contact, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF)
                .bind("contact", contact)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Edit(
                            row.getString("what"),
                            row.getString("way"),
                            row.getString("edited_by"),
                            Instant.ofEpochMilli(row.getLong("edited_at")),
                            split(row.getString("fields")),
                            row.getString("reason")))
                .list());
  }

  private static List<String> split(@Nullable String fields) {
    return fields == null ? List.of() : Arrays.asList(fields.split(",", -1));
  }
}
