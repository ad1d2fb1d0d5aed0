package io.piste.report;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the column types of this schema. */
final class Columns {
  private Columns() {}

  static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static @Nullable Instant maybeInstant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  static @Nullable Long maybeLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static SiteId site(ResultSet row) throws SQLException {
    return new SiteId(row.getLong("site_id"));
  }

  static VisitorId visitor(ResultSet row) throws SQLException {
    ByteBuffer bytes = ByteBuffer.wrap(row.getBytes("visitor_id"));
    return new VisitorId(new UUID(bytes.getLong(), bytes.getLong()));
  }

  static @Nullable Money money(ResultSet row) throws SQLException {
    BigDecimal amount = row.getBigDecimal("amount");
    String currency = row.getString("currency");
    return amount == null || currency == null ? null : new Money(amount, currency);
  }

  /** A person's name as it is shown, null when neither part is known. */
  static @Nullable String name(ResultSet row) throws SQLException {
    String first = row.getString("first_name");
    String last = row.getString("last_name");
    if (first == null) {
      return last;
    }
    return last == null ? first : first + " " + last;
  }
}
