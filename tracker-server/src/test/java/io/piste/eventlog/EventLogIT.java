package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.support.FailingDatabase;
import io.piste.support.TestDatabase;
import io.piste.support.TestLog;
import io.piste.support.Track;
import io.piste.support.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventLogIT {
  private static final EventLogSettings SMALL =
      new EventLogSettings(10, 2_000, Duration.ofSeconds(60));

  private static final String ONLY_REAL_SITES =
      "ALTER TABLE event_log ADD CONSTRAINT real_site CHECK (site_id > 0)";

  private static final String ANY_SITE = "ALTER TABLE event_log DROP CONSTRAINT real_site";

  private static final TestDatabase database = TestDatabase.fresh();

  private final FailingDatabase failing = new FailingDatabase(database.dataSource());

  @BeforeEach
  void forget() {
    database.jdbi().useHandle(handle -> handle.execute("DELETE FROM event_log"));
    database.jdbi().useHandle(handle -> handle.execute("DELETE FROM event_checkpoint"));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void everything_that_50_threads_append_is_stored_when_they_are_answered() throws Exception {
    long threads = 50;
    int each = 40;
    try (EventLog log = started(EventLogSettings.DEFAULT);
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch go = new CountDownLatch(1);
      List<? extends Future<?>> sent =
          LongStream.range(0, threads)
              .mapToObj(
                  thread ->
                      senders.submit(
                          () -> {
                            go.await();
                            Track track = Track.fresh();
                            for (int i = 0; i < each; i++) {
                              log.append(List.of(track.page(i, "/" + i)));
                              assertEquals(i + 1, countOf(track));
                            }
                            return null;
                          }))
              .toList();
      go.countDown();
      for (Future<?> one : sent) {
        one.get();
      }
    }
    assertEquals(threads * each, count("SELECT COUNT(*) FROM event_log"));
    assertEquals(threads * each, count("SELECT MAX(seq) FROM event_log"));
  }

  @Test
  void numbers_go_on_after_a_restart() {
    try (EventLog log = started(SMALL)) {
      log.append(List.of(Track.fresh().page(0, "/"), Track.fresh().page(1, "/")));
    }
    try (EventLog log = started(SMALL)) {
      log.append(List.of(Track.fresh().page(2, "/")));
    }
    assertEquals(3, count("SELECT MAX(seq) FROM event_log"));
    assertEquals(3, count("SELECT COUNT(*) FROM event_log"));
  }

  @Test
  void numbers_go_on_when_all_projected_rows_were_dropped() {
    try (EventLog log = started(SMALL)) {
      log.append(List.of(Track.fresh().page(1, "/"), Track.fresh().page(2, "/")));
    }
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("INSERT INTO event_checkpoint (stream, seq) VALUES (0, 2)");
              handle.execute("DELETE FROM event_log");
            });

    try (EventLog log = started(SMALL)) {
      log.append(List.of(Track.fresh().page(3, "/")));
    }

    assertEquals(3, count("SELECT MAX(seq) FROM event_log"));
  }

  @Test
  void two_processes_on_one_stream_lose_nothing_and_tear_no_gap() throws Exception {
    try (EventLog one = started(EventLogSettings.DEFAULT);
        EventLog other = started(EventLogSettings.DEFAULT);
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> sent =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      senders.submit(
                          () -> untilStored(i % 2 == 0 ? one : other, Track.fresh().page(i, "/"))))
              .toList();
      for (Future<?> answer : sent) {
        answer.get();
      }
    }
    assertEquals(count("SELECT COUNT(*) FROM event_log"), count("SELECT MAX(seq) FROM event_log"));
    assertEquals(100, count("SELECT COUNT(DISTINCT event_id) FROM event_log"));
  }

  @Test
  void a_group_with_a_row_that_does_not_fit_is_not_stored_in_part() {
    Track ada = Track.fresh();
    LoggedEvent good = ada.page(0, "/");
    LoggedEvent bad =
        new LoggedEvent(
            new SiteId(-1),
            good.visitor(),
            good.purposes(),
            Instant.ofEpochMilli(-1),
            good.receivedAt(),
            good.verdict(),
            good.client(),
            good.event());
    try (EventLog log = started(SMALL)) {
      database.jdbi().useHandle(handle -> handle.execute(ONLY_REAL_SITES));
      assertEquals(ProblemCode.DATABASE_AWAY, refusalOf(log, List.of(good, bad, good)));
      log.append(List.of(good));
    } finally {
      database.jdbi().useHandle(handle -> handle.execute(ANY_SITE));
    }
    assertEquals(1, count("SELECT COUNT(*) FROM event_log"));
    assertEquals(1, count("SELECT MAX(seq) FROM event_log"));
  }

  @Test
  void too_many_waiting_events_are_refused_and_the_others_stored() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    EventLog log = new EventLog(database.dataSource(), SMALL, meters);
    try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> eight =
          sender.submit(() -> log.append(Collections.nCopies(8, Track.fresh().page(0, "/"))));
      // Not started yet: once the eight are there, they stay.
      while (meters.get("piste.eventlog.waiting").gauge().value() < 8) {
        Thread.onSpinWait();
      }
      assertEquals(
          ProblemCode.BUSY,
          refusalOf(log, Collections.nCopies(3, Track.fresh().page(0, "/refused"))));
      log.start();
      eight.get();
    }
    log.close();
    assertEquals(8, count("SELECT COUNT(*) FROM event_log"));
  }

  @Test
  void a_database_that_is_away_is_told_and_nothing_acknowledged_is_lost() {
    try (EventLog log = started(SMALL)) {
      log.append(List.of(Track.fresh().page(0, "/kept")));
      failing.isAway(true);
      assertEquals(
          ProblemCode.DATABASE_AWAY, refusalOf(log, List.of(Track.fresh().page(1, "/lost"))));
      failing.isAway(false);
      log.append(List.of(Track.fresh().page(2, "/kept")));
    }
    assertEquals(2, count("SELECT COUNT(*) FROM event_log"));
    assertEquals(2, count("SELECT MAX(seq) FROM event_log"));
  }

  @Test
  void a_connection_that_was_cut_while_nothing_was_written_costs_nobody_an_answer() {
    try (EventLog log = started(SMALL)) {
      log.append(List.of(Track.fresh().page(0, "/before")));
      cutAllConnections();
      log.append(List.of(Track.fresh().page(1, "/after")));
    }
    assertEquals(2, count("SELECT COUNT(*) FROM event_log"));
    assertEquals(2, count("SELECT MAX(seq) FROM event_log"));
  }

  @Test
  void a_log_with_nothing_to_write_holds_no_connection() {
    try (EventLog log = started(SMALL)) {
      log.append(List.of(Track.fresh().page(0, "/")));
      Wait.until("the connection is given back", () -> database.database().connectionsInUse() == 0);
      log.append(List.of(Track.fresh().page(1, "/")));
    }
    assertEquals(2, count("SELECT COUNT(*) FROM event_log"));
  }

  @Test
  void a_commit_of_unknown_result_is_told_as_failed_and_its_repeat_counts_once() {
    Track ada = Track.fresh();
    List<LoggedEvent> page = List.of(ada.page(0, "/teas"));
    try (TestLog projecting = TestLog.start()) {
      FailingDatabase network = new FailingDatabase(projecting.database().dataSource());
      try (EventLog log = started(network, SMALL)) {
        network.losesAnswersOfBatches(true);
        assertEquals(ProblemCode.DATABASE_AWAY, refusalOf(log, page));
        network.losesAnswersOfBatches(false);
        log.append(page);
      }
      projecting.project();

      assertEquals(2, projecting.count("SELECT COUNT(*) FROM event_log"));
      assertEquals(1, projecting.count("SELECT COUNT(*) FROM page_view"));
    }
  }

  @Test
  void what_waits_when_the_log_is_closed_is_still_stored() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    EventLog log = new EventLog(database.dataSource(), SMALL, meters);
    try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> waiting = sender.submit(() -> log.append(List.of(Track.fresh().page(0, "/"))));
      while (meters.get("piste.eventlog.waiting").gauge().value() < 1) {
        Thread.onSpinWait();
      }
      log.start();
      log.close();
      waiting.get();
    }
    assertEquals(1, count("SELECT COUNT(*) FROM event_log"));
    assertEquals(ProblemCode.BUSY, refusalOf(log, List.of(Track.fresh().page(1, "/"))));
  }

  /** Whoever runs a statement at the time of it is spared. */
  private static void cutAllConnections() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT id FROM information_schema.processlist
                        WHERE db = DATABASE() AND id <> CONNECTION_ID()
                        """)
                    .mapTo(Long.class)
                    .list()
                    .forEach(id -> handle.execute("KILL " + id)));
  }

  private EventLog started(EventLogSettings settings) {
    return started(failing, settings);
  }

  private static EventLog started(FailingDatabase database, EventLogSettings settings) {
    EventLog log = new EventLog(database, settings, new SimpleMeterRegistry());
    log.start();
    return log;
  }

  private static ProblemCode refusalOf(EventLog log, List<LoggedEvent> events) {
    return assertThrows(Problem.class, () -> log.append(events)).code();
  }

  /** As a browser does. */
  private static void untilStored(EventLog log, LoggedEvent event) {
    boolean stored = false;
    while (!stored) {
      try {
        log.append(List.of(event));
        stored = true;
      } catch (Problem e) {
        Thread.onSpinWait();
      }
    }
  }

  private static long countOf(Track track) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM event_log WHERE visitor_id = :visitor")
                    .bind("visitor", track.visitor())
                    .mapTo(Long.class)
                    .one());
  }

  private static long count(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
