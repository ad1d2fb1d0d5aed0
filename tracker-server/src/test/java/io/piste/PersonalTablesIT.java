package io.piste;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.Clocks;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.privacy.PersonalTable;
import io.piste.support.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No table about people is forgotten when somebody asks what is kept. */
final class PersonalTablesIT {
  private static final String TABLES =
      """
      SELECT DISTINCT table_name FROM information_schema.columns
      WHERE table_schema = DATABASE()
        AND (column_name IN ('visitor_id', 'contact_id', 'email', 'email_hash'))
      """;

  /** Why a table with such a column is in no export by itself. */
  private static final Set<String> NOT_TOLD =
      Set.of(
          // Opening balances go with their tables; the ones of events by VisitorRebuilds.erase.
          "cart_opening",
          "purchase_opening",
          "visit_session_opening",
          "identity_statement_opening",
          "marketing_permission_opening",
          "contact_opening",
          // What the links follow from, the events themselves, and what was done with them.
          "identity_statement",
          "event_log",
          "event_seen",
          "event_covered",
          "event_dead",
          "erased_visitor",
          "rebuild_request",
          // Random numbers of browsers: proof of consent, and whether somebody is a robot.
          "consent_lost",
          "doubtful_visitor",
          "visitor_word",
          // Goes with its cart.
          "cart_return",
          // Who is to be looked at again: for a second or two.
          "contact_change",
          // A keyed hash (rule E14).
          "suppression",
          // People of the console.
          "console_user");

  @Test
  void every_table_about_people_is_told_or_named_here() {
    try (TestDatabase database = TestDatabase.fresh()) {
      List<String> found =
          database
              .jdbi()
              .withHandle(handle -> handle.createQuery(TABLES).mapTo(String.class).list());
      Set<String> tables = new TreeSet<>(found);
      VisitorRebuilds rebuilds = new VisitorRebuilds(database.jdbi(), List.of(), Clocks.system());
      String told =
          Stores.personalData(rebuilds).stream()
              .flatMap(store -> store.tables().stream())
              .map(PersonalTable::select)
              .collect(Collectors.joining("\n"));
      tables.removeAll(NOT_TOLD);
      tables.removeIf(table -> told.matches("(?s).*FROM\\s+" + table + "\\b.*"));
      assertEquals(Set.of(), tables, "nobody tells these");
    }
  }
}
