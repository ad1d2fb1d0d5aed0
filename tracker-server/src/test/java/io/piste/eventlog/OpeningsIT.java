package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.piste.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Balances are copied with all columns that are stored, so a migration must not forget them. */
final class OpeningsIT {
  private static final String TABLES =
      """
      SELECT table_name FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_name LIKE '%\\_opening'
      """;

  private static final String COLUMNS =
      """
      SELECT CONCAT(ordinal_position, ' ', column_name, ' ', column_type, ' ', is_nullable, ' ',
                    COALESCE(collation_name, ''))
      FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name = :table AND is_generated = 'NEVER'
      ORDER BY ordinal_position
      """;

  @Test
  void every_opening_balance_has_the_columns_of_its_table() {
    try (TestDatabase database = TestDatabase.fresh()) {
      List<String> openings =
          database
              .jdbi()
              .withHandle(handle -> handle.createQuery(TABLES).mapTo(String.class).list());
      assertFalse(openings.isEmpty());
      for (String opening : openings) {
        String table = opening.replace("_opening", "");
        assertEquals(columns(database, table), columns(database, opening), opening);
      }
    }
  }

  private static List<String> columns(TestDatabase database, String table) {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery(COLUMNS).bind("table", table).mapTo(String.class).list());
  }
}
