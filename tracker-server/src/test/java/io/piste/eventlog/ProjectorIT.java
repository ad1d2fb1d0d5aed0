package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProjectorIT {
  private static final String PAGES = "SELECT COUNT(*) FROM page_view";
  private static final String DEAD = "SELECT COUNT(*) FROM event_dead";

  private static TestLog log;

  @BeforeAll
  static void start() {
    log = TestLog.start();
  }

  @BeforeEach
  void forget() {
    log.clear();
    log.clock().set(Track.START);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void the_same_event_id_counts_once_in_one_batch_and_in_a_later_one() {
    Track ada = Track.fresh();
    UUID id = UUID.randomUUID();

    log.play(ada.page(id, 0, "/"), ada.page(id, 0, "/"));
    log.play(ada.page(id, 0, "/"));

    assertEquals(3, log.count("SELECT COUNT(*) FROM event_log"));
    assertEquals(1, log.count(PAGES));
  }

  @Test
  void the_same_event_id_of_another_visitor_is_another_event() {
    UUID id = UUID.randomUUID();

    log.play(Track.fresh().page(id, 0, "/"), Track.fresh().page(id, 0, "/"));

    assertEquals(2, log.count(PAGES));
  }

  @Test
  void a_projection_that_dies_after_writing_leaves_nothing_and_is_repeated() {
    Track ada = Track.fresh();
    log.log().append(List.of(ada.page(0, "/"), ada.page(1, "/"), ada.page(2, "/")));
    AtomicInteger deaths = new AtomicInteger(2);
    List<Projection> dying = new ArrayList<>(TestLog.projections(log.jdbi()));
    dying.add(
        (handle, events) -> {
          if (deaths.getAndDecrement() > 0) {
            throw new Killed();
          }
        });
    Projector projector = projector(dying);

    assertThrows(Killed.class, projector::runOnce);
    assertThrows(Killed.class, projector::runOnce);
    assertEquals(0, log.count(PAGES));
    projector.runOnce();

    assertEquals(3, log.count(PAGES));
    assertEquals(3, log.count("SELECT SUM(pages) FROM visit_session"));
    assertEquals(0, log.count(DEAD));
  }

  @Test
  void a_poisonous_event_is_set_aside_with_its_reason_and_holds_up_nobody() {
    Track ada = Track.fresh();
    log.log().append(List.of(ada.page(0, "/a"), ada.page(1, "/poison"), ada.page(2, "/b")));
    List<Projection> touchy = new ArrayList<>(TestLog.projections(log.jdbi()));
    touchy.add(
        (handle, events) -> {
          if (events.stream().anyMatch(event -> event.event().u().endsWith("/poison"))) {
            throw new IllegalArgumentException("it tastes of almonds");
          }
        });
    Projector projector = projector(touchy);

    projector.runOnce();

    assertEquals(List.of("/a", "/b"), paths());
    assertEquals(
        1, log.count("SELECT COUNT(*) FROM event_dead WHERE reason LIKE '%tastes of almonds%'"));
    assertEquals(1, log.meters().get("piste.projection.dead.letters").gauge().value());
    assertFalse(projector.runOnce());
  }

  @Test
  void an_event_whose_time_is_not_believed_is_set_aside_until_somebody_decides() {
    Track ada = Track.fresh();
    UUID old = UUID.randomUUID();
    LoggedEvent fresh = ada.page(0, "/fresh");
    LoggedEvent past = at(ada.page(old, 0, "/past"), Duration.ofDays(-7).minusMillis(1));
    LoggedEvent future = at(ada.page(0, "/future"), Duration.ofMillis(1));
    LoggedEvent robots = robot(at(ada.page(0, "/robot"), Duration.ofDays(1)));

    log.play(past, fresh, future, robots, at(ada.page(0, "/edge"), Duration.ofDays(-7)));

    assertEquals(List.of("/edge", "/fresh"), paths().stream().sorted().toList());
    assertEquals(1, log.count(DEAD + " WHERE cause = 'too_old' AND type = 'page'"));
    assertEquals(1, log.count(DEAD + " WHERE cause = 'in_future' AND state = 'dead'"));
    assertEquals(2, log.count(DEAD));
    assertEquals(0, log.meters().get("piste.projection.dead.letters").gauge().value());

    log.play(ada.page(old, 0, "/past"));
    assertEquals(3, log.count(PAGES));
  }

  private static LoggedEvent at(LoggedEvent event, Duration off) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        event.receivedAt().plus(off),
        event.receivedAt(),
        event.verdict(),
        event.client(),
        event.event());
  }

  private static LoggedEvent robot(LoggedEvent event) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        event.happenedAt(),
        event.receivedAt(),
        Verdict.ROBOT,
        event.client(),
        event.event());
  }

  @Test
  void a_few_poisonous_events_among_many_cost_few_transactions() {
    Track ada = Track.fresh();
    List<LoggedEvent> events = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      events.add(ada.page(i / 100.0, i % 200 == 7 ? "/poison" : "/" + i));
    }
    log.log().append(events);
    AtomicInteger transactions = new AtomicInteger();
    AtomicInteger projected = new AtomicInteger();
    project(
        projector(
            List.of(
                (handle, batch) -> {
                  transactions.incrementAndGet();
                  if (batch.stream().anyMatch(event -> event.event().u().endsWith("/poison"))) {
                    throw new IllegalArgumentException("it tastes of almonds");
                  }
                  projected.addAndGet(batch.size());
                })));

    assertEquals(497, projected.get());
    assertEquals(3, log.count(DEAD));
    assertTrue(transactions.get() < 100, transactions + " transactions");
  }

  @Test
  void an_event_that_does_not_fit_its_column_is_set_aside() {
    Track ada = Track.fresh();
    log.log().append(List.of(ada.product(0, "x".repeat(101)), ada.page(1, "/b")));

    log.project();

    assertEquals(List.of("/b"), paths());
    assertEquals(1, log.count(DEAD));
  }

  @Test
  void an_event_that_cannot_be_read_is_set_aside() {
    Track ada = Track.fresh();
    log.log().append(List.of(ada.page(0, "/a"), ada.page(1, "/b")));
    log.jdbi().useHandle(h -> h.execute("UPDATE event_log SET body = '{}' ORDER BY seq LIMIT 1"));

    log.project();

    assertEquals(List.of("/b"), paths());
    assertEquals(1, log.count(DEAD));
  }

  @Test
  void a_lost_dead_lock_is_tried_again_at_once() {
    log.log().append(List.of(Track.fresh().page(0, "/")));
    AtomicInteger left = new AtomicInteger(2);
    Projection unlucky =
        (handle, events) -> {
          if (left.getAndDecrement() > 0) {
            throw new IllegalStateException(new SQLException("Deadlock found", "40001", 1213));
          }
        };

    projector(List.of(TestLog.projections(log.jdbi()).getFirst(), unlucky)).runOnce();

    assertEquals(1, log.count(PAGES));
    assertEquals(0, log.count(DEAD));
  }

  @Test
  void a_database_in_trouble_makes_no_dead_letters() {
    log.log().append(List.of(Track.fresh().page(0, "/")));
    Projection trouble =
        (handle, events) -> {
          throw new IllegalStateException(new SQLException("disk full", "HY000", 1021));
        };
    Projector projector = projector(List.of(trouble));

    assertThrows(IllegalStateException.class, projector::runOnce);
    assertThrows(IllegalStateException.class, projector::runOnce);
    log.project();

    assertEquals(0, log.count(DEAD));
    assertEquals(1, log.count(PAGES));
  }

  @Test
  void two_projectors_at_once_project_each_event_once() throws Exception {
    Track ada = Track.fresh();
    List<LoggedEvent> many = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      many.add(ada.page(i, "/" + i));
    }
    log.log().append(many);
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> one = both.submit(() -> project(projector(TestLog.projections(log.jdbi()))));
      Future<?> other = both.submit(() -> project(projector(TestLog.projections(log.jdbi()))));
      one.get();
      other.get();
    }

    assertEquals(1_500, log.count(PAGES));
    assertEquals(1_500, log.count("SELECT COUNT(DISTINCT path) FROM page_view"));
  }

  @Test
  void says_how_far_behind_it_is() {
    log.clock().set(Track.minute(1));
    log.log().append(List.of(Track.fresh().page(0, "/"), Track.fresh().page(0.5, "/")));

    assertEquals(2, gauge("piste.projection.behind.events"));
    assertEquals(60, gauge("piste.projection.behind.seconds"));
    log.project();
    assertEquals(0, gauge("piste.projection.behind.events"));
    assertEquals(0, gauge("piste.projection.behind.seconds"));
  }

  @Test
  void the_log_wakes_the_projector_after_each_commit() {
    AtomicInteger woken = new AtomicInteger();
    log.log().afterCommit(woken::incrementAndGet);

    log.log().append(List.of(Track.fresh().page(0, "/")));
    log.log().append(List.of(Track.fresh().page(0, "/")));

    // The second append is written after the first one's wake.
    assertTrue(woken.get() >= 1);
  }

  /** As if the process ended here. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static Projector projector(List<Projection> projections) {
    return new Projector(log.jdbi(), projections, log.clock(), new SimpleMeterRegistry());
  }

  private static void project(Projector projector) {
    boolean more = true;
    while (more) {
      more = projector.runOnce();
    }
  }

  private static double gauge(String name) {
    return log.meters().get(name).gauge().value();
  }

  private static List<String> paths() {
    return log.jdbi().withHandle(ProjectorIT::paths);
  }

  private static List<String> paths(Handle handle) {
    return handle
        .createQuery("SELECT path FROM page_view ORDER BY viewed_at")
        .mapTo(String.class)
        .list();
  }
}
