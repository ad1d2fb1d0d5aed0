package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of the log that are no events, as an older or broken version may have left them. */
final class UnreadableIT {
  private static final String PAGES = "SELECT COUNT(*) FROM page_view";
  private static final String UNREADABLE =
      "SELECT COUNT(*) FROM event_dead WHERE cause = 'unreadable' AND reason <> ''";

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
  void many_of_them_cost_no_transaction_of_their_own() {
    Track ada = Track.fresh();
    for (int i = 0; i < 20; i++) {
      log.log().append(List.of(ada.page(i, "/" + i)));
    }
    spoil("body = 'broken'", "seq % 2 = 0");
    AtomicInteger batches = new AtomicInteger();

    projector((handle, events) -> batches.incrementAndGet()).runOnce();

    assertEquals(1, batches.get());
    assertEquals(10, log.count(UNREADABLE));
  }

  @Test
  void nothing_at_all_is_no_event() {
    log.log().append(List.of(Track.fresh().page(0, "/")));
    spoil("body = 'null'", "TRUE");

    log.project();

    assertEquals(1, log.count(UNREADABLE));
  }

  @Test
  void a_verdict_that_nobody_knows_is_told_as_such() {
    log.log().append(List.of(Track.fresh().page(0, "/a"), Track.fresh().page(0, "/b")));
    spoil("verdict = 77", "body LIKE '%/a\"%'");

    log.project();

    assertEquals(1, log.count(UNREADABLE));
    assertEquals(1, log.count(PAGES));
  }

  @Test
  void a_repeat_of_one_that_can_be_read_counts() {
    Track ada = Track.fresh();
    UUID id = UUID.randomUUID();
    log.log().append(List.of(ada.page(id, 0, "/")));
    spoil("body = 'broken'", "TRUE");
    log.log().append(List.of(ada.page(id, 0, "/")));

    log.project();
    log.play(ada.page(id, 0, "/"));

    assertEquals(1, log.count(UNREADABLE));
    assertEquals(1, log.count(PAGES));
  }

  @Test
  void one_that_goes_aside_is_not_taken_for_seen() {
    Track ada = Track.fresh();
    log.log().append(List.of(ada.page(0, "/a"), ada.page(1, "/b")));
    spoil("body = 'broken'", "body LIKE '%/a\"%'");

    log.project();

    assertEquals(1, log.count("SELECT COUNT(*) FROM event_seen"));
  }

  @Test
  void a_projector_that_was_overtaken_buries_nobody() {
    log.log().append(List.of(Track.fresh().page(0, "/a"), Track.fresh().page(0, "/b")));
    IllegalStateException failure = new IllegalStateException("it tastes of almonds");
    log.jdbi()
        .useTransaction(
            handle -> {
              LogReader reader = new LogReader(handle);
              long failedAfter = Checkpoint.lock(handle);

              Optional<Long> first = reader.buryNext(failedAfter, failure, Track.START);
              Optional<Long> second = reader.buryNext(failedAfter, failure, Track.START);

              assertTrue(first.isPresent());
              assertEquals(Optional.empty(), second);
            });

    assertEquals(1, log.count("SELECT COUNT(*) FROM event_dead"));
  }

  private static Projector projector(Projection projection) {
    return new Projector(log.jdbi(), List.of(projection), log.clock(), new SimpleMeterRegistry());
  }

  private static void spoil(String change, String which) {
    log.jdbi()
        .useHandle(handle -> handle.execute("UPDATE event_log SET " + change + " WHERE " + which));
  }
}
