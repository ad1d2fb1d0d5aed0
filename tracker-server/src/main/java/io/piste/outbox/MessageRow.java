package io.piste.outbox;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads the columns of {@link Outbox#COLUMNS}. */
final class MessageRow {
  private MessageRow() {}

  static OutboxMessage read(ResultSet row, StatementContext context) throws SQLException {
    Long sentAt = nullable(row, "sent_at");
    Long step = nullable(row, "step");
    return new OutboxMessage(
        row.getLong("id"),
        row.getString("dedupe_key"),
        row.getString("kind"),
        new SiteId(row.getLong("site_id")),
        new ContactId(row.getLong("contact_id")),
        nullable(row, "enrolment_id"),
        step == null ? null : step.intValue(),
        OutboxState.of(row.getString("state")),
        row.getString("reason"),
        row.getString("subject"),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("due_at")),
        row.getString("server_reply"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        sentAt == null ? null : Instant.ofEpochMilli(sentAt));
  }

  private static @Nullable Long nullable(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
