package io.piste.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.eventlog.Client;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projector;
import io.piste.eventlog.Verdict;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is written down behind events that do not count. */
final class DoubtBookIT {
  private static final String VISITORS =
      """
      SELECT CONCAT_WS(' ', verdict, name, system, events, (last_at - 1772442000000) DIV 60000)
      FROM doubtful_visitor ORDER BY first_at
      """;

  private static TestLog log;
  private static DoubtBook book;
  private static Projector projector;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    book = new DoubtBook(log.jdbi(), log.clock());
    projector =
        new Projector(
            log.jdbi(),
            log.jdbi(),
            TestLog.projections(log.jdbi()),
            List.of(book),
            log.clock(),
            new SimpleMeterRegistry());
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @BeforeEach
  void forget() {
    log.clear();
    log.clock().set(Track.START);
    log.jdbi().useHandle(handle -> handle.execute("DELETE FROM doubtful_visitor"));
  }

  @Test
  void people_alone_are_projected_and_the_others_written_down() {
    Track ada = Track.fresh();
    Track robot = Track.fresh();
    play(ada.page(0, "/"), as(Verdict.ROBOT, robot.page(1, "/")), ada.page(2, "/"));
    play(as(Verdict.FLOOD, ada.page(3, "/")), ada.page(4, "/"));

    assertEquals(List.of("1 1 1", "3 1 3"), texts(VISITORS));
    assertEquals(3, log.count("SELECT COUNT(*) FROM page_view"));
  }

  @Test
  void doubtful_visitors_are_named_once_with_the_latest_verdict() {
    Track robot = Track.fresh();
    Track flood = Track.fresh();
    Client curl = new Client("other", "curl", null, null, null, null);
    play(
        as(Verdict.FLOOD, curl, robot.page(1, "/")),
        as(Verdict.ROBOT, curl, robot.page(2, "/")),
        Track.fresh().page(2, "/"));
    play(
        as(Verdict.ROBOT, curl, robot.page(30, "/")),
        as(
            Verdict.FLOOD,
            new Client("desktop", "Firefox", "Linux", null, null, null),
            flood.page(3, "/")));

    assertEquals(List.of("1 curl 3 30", "3 Firefox Linux 1 3"), texts(VISITORS));
  }

  @Test
  void a_repeat_counts_once() {
    Track robot = Track.fresh();
    UUID id = UUID.randomUUID();
    play(
        as(Verdict.ROBOT, robot.page(id, 1, "/")),
        as(Verdict.ROBOT, robot.page(id, 1, "/")),
        robot.page(id, 1, "/"));
    play(robot.page(id, 1, "/"));

    assertEquals(List.of("1 1 1"), texts(VISITORS));
    assertEquals(0, log.count("SELECT COUNT(*) FROM page_view"), "the first one decided");
  }

  @Test
  void what_is_as_old_as_events_that_are_gone_is_forgotten() {
    Track robot = Track.fresh();
    play(as(Verdict.ROBOT, robot.page(1, "/")));
    log.clock().advance(Duration.ofDays(396));
    assertFalse(book.forgetOld());
    assertEquals(1, texts(VISITORS).size());

    log.clock().advance(Duration.ofMinutes(2));
    assertFalse(book.forgetOld());
    assertEquals(List.of(), texts(VISITORS));
  }

  private static void play(LoggedEvent... events) {
    log.log().append(List.of(events));
    boolean more = true;
    while (more) {
      more = projector.runOnce();
    }
  }

  private static List<String> texts(String sql) {
    return log.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private static LoggedEvent as(Verdict verdict, LoggedEvent event) {
    return as(verdict, Client.UNKNOWN, event);
  }

  static LoggedEvent as(Verdict verdict, Client client, LoggedEvent event) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        event.happenedAt(),
        event.receivedAt(),
        verdict,
        client,
        event.event());
  }
}
