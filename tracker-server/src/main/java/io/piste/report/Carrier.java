package io.piste.report;

import io.piste.base.ContactId;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A contact with how much of something it has now.
 *
 * @param figure weight of a tag or points of a score
 * @param given whether a tag was given by hand or by a shop
 */
public record Carrier(
    ContactId contact, String email, @Nullable String name, double figure, boolean given) {
  Carrier with(double other) {
    return new Carrier(contact, email, name, other, given);
  }

  static Carrier read(ResultSet row) throws SQLException {
    return new Carrier(
        new ContactId(row.getLong("id")),
        row.getString("email"),
        Columns.name(row),
        row.getDouble("figure"),
        row.getBoolean("given"));
  }
}
