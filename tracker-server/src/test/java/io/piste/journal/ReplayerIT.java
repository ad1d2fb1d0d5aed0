package io.piste.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.support.FailingDatabase;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries are numbers that are written into a table of their own. */
final class ReplayerIT {
  private static final TestDatabase database = TestDatabase.fresh();

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FailingDatabase network = new FailingDatabase(database.dataSource());
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void clear() {
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("CREATE TABLE IF NOT EXISTS taken (number INT, kind CHAR(6))");
              handle.execute("DELETE FROM taken");
            });
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void everything_comes_in_once_and_in_order() {
    try (Journal journal = opened()) {
      Replayer replayer = replayer(journal);
      journal.append(Kind.EVENT, numbers(0, 2_500));
      journal.append(Kind.CHOICE, numbers(2_500, 2_501));
      journal.append(Kind.EVENT, numbers(2_501, 2_600));
      turn(replayer);

      assertEquals(numbers(0, 2_600), taken());
      assertEquals(numbers(0, 2_600), told);
      assertTrue(journal.isEmpty());
      assertEquals(2_600, meters.counter("piste.journal.replayed").count());
      assertEquals(0, meters.get("piste.journal.bytes").gauge().value());
    }
  }

  @Test
  void a_process_that_dies_between_the_commit_and_the_mark_in_memory_doubles_nothing() {
    try (Journal journal = opened()) {
      journal.append(Kind.EVENT, numbers(0, 100));
      // The commit is done, and the process ends before it deletes the file.
      Replay dies =
          new Replay() {
            @Override
            public void replay(Connection connection, List<String> bodies) throws SQLException {
              insert(connection, "event", bodies);
            }

            @Override
            public void replayed(List<String> bodies) {
              throw new IllegalStateException("the process ends here");
            }
          };
      Replayer replayer =
          new Replayer(journal, network, network, Map.of(Kind.EVENT, dies), clock, meters);
      org.junit.jupiter.api.Assertions.assertThrows(IllegalStateException.class, replayer::runOnce);
    }
    assertEquals(100, taken().size());
    try (Journal journal = opened()) {
      Replayer replayer = replayer(journal);
      replayer.resume();
      assertTrue(journal.isEmpty());
      journal.append(Kind.EVENT, numbers(100, 103));
      turn(replayer);
    }
    assertEquals(numbers(0, 103), taken());
  }

  @Test
  void a_commit_that_was_not_heard_of_is_not_repeated() {
    try (Journal journal = opened()) {
      Replayer replayer = replayer(journal);
      journal.append(Kind.EVENT, numbers(0, 50));
      network.losesAnswersOfCommits(true);
      assertFalse(replayer.runOnce());
      assertTrue(journal.absence().isNow());
      network.losesAnswersOfCommits(false);
      journal.append(Kind.EVENT, numbers(50, 60));
      turn(replayer);
      assertTrue(journal.isEmpty());
      assertFalse(journal.absence().isNow());
    }
    assertEquals(numbers(0, 60), taken());
    assertEquals(numbers(0, 60), told);
  }

  @Test
  void a_database_that_is_away_is_waited_for() {
    try (Journal journal = opened()) {
      Replayer replayer = replayer(journal);
      journal.append(Kind.EVENT, numbers(0, 10));
      network.isAway(true);
      assertFalse(replayer.runOnce());
      assertFalse(replayer.isThrough());
      assertEquals(10, journal.waiting());
      network.isAway(false);
      assertFalse(replayer.isThrough(), "nobody asked it yet whether it is back");
      turn(replayer);
      assertTrue(replayer.isThrough());
    }
    assertEquals(numbers(0, 10), taken());
  }

  @Test
  void an_absence_ends_when_the_database_answers_though_nothing_was_taken() {
    try (Journal journal = opened()) {
      Replayer replayer = replayer(journal);
      journal.absence().begin(new SQLException("gone"));
      network.isAway(true);
      replayer.runOnce();
      assertTrue(journal.absence().isNow());
      network.isAway(false);
      replayer.runOnce();
      assertFalse(journal.absence().isNow());
    }
  }

  @Test
  void a_small_rest_is_brought_in_by_whoever_has_something_newer() {
    try (Journal journal = opened()) {
      Replayer replayer = replayer(journal);
      journal.append(Kind.EVENT, numbers(0, 10));
      assertTrue(replayer.isThrough());
      assertEquals(numbers(0, 10), taken());
      journal.append(Kind.EVENT, numbers(10, 10_000));
      assertFalse(replayer.isThrough(), "too much to wait for");
      assertEquals(10, taken().size());
    }
  }

  @Test
  void an_entry_that_the_database_will_never_take_is_set_aside_and_holds_up_nobody() {
    try (Journal journal = opened()) {
      Replayer replayer = replayer(journal);
      journal.append(Kind.EVENT, List.of("1", "2", "no number", "4"));
      journal.append(Kind.EVENT, List.of("5"));
      turn(replayer);
      assertEquals(List.of("1", "2", "4", "5"), taken());
      assertEquals(1, journal.status().aside());
      assertEquals(1, meters.get("piste.journal.aside").gauge().value());
    }
    try (Journal journal = opened()) {
      assertTrue(journal.isEmpty());
      assertEquals(1, journal.status().aside(), "it stays until somebody looks");
    }
  }

  @Test
  void a_database_that_was_set_back_gets_what_it_lacks() {
    try (Journal journal = opened()) {
      Replayer replayer = replayer(journal);
      journal.append(Kind.EVENT, numbers(0, 10));
      journal.append(Kind.CHOICE, numbers(10, 11));
      assertTrue(replayer.runOnce());
    }
    clear();
    database.jdbi().useHandle(handle -> handle.execute("DELETE FROM journal_replay"));
    try (Journal journal = opened()) {
      Replayer replayer = replayer(journal);
      replayer.resume();
      turn(replayer);
    }
    assertEquals(numbers(0, 11), taken());
  }

  private Journal opened() {
    Journal journal = new Journal(folder, new JournalSettings(16), clock);
    journal.start();
    return journal;
  }

  private Replayer replayer(Journal journal) {
    return new Replayer(
        journal,
        network,
        network,
        Map.of(Kind.EVENT, into("event"), Kind.CHOICE, into("choice")),
        clock,
        meters);
  }

  private Replay into(String kind) {
    return new Replay() {
      @Override
      public void replay(Connection connection, List<String> bodies) throws SQLException {
        insert(connection, kind, bodies);
      }

      @Override
      public void replayed(List<String> bodies) {
        told.addAll(bodies);
      }
    };
  }

  private static void insert(Connection connection, String kind, List<String> bodies)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO taken VALUES (?, '" + kind + "')")) {
      for (String body : bodies) {
        insert.setString(1, body);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void turn(Replayer replayer) {
    while (replayer.runOnce()) {
      Thread.onSpinWait();
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static List<String> taken() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT number FROM taken ORDER BY number")
                    .mapTo(String.class)
                    .list());
  }
}
