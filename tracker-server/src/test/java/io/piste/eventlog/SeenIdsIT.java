package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.piste.support.TestLog;
import io.piste.support.Track;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SeenIdsIT {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private static TestLog log;
  private long nanos;
  private SeenIds ids;

  @BeforeAll
  static void start() {
    log = TestLog.start();
  }

  @BeforeEach
  void forget() {
    log.clear();
    log.clock().set(Track.START);
    ids = new SeenIds(log.jdbi(), log.clock(), () -> nanos);
    assertFalse(ids.forgetOld());
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void ids_are_kept_a_day_longer_than_repeats_are_believed() {
    log.play(Track.fresh().page(0, "/"));
    pass(Duration.ofDays(8));
    assertEquals(1, known());

    pass(Duration.ofMillis(1));

    assertEquals(0, known());
  }

  @Test
  void a_clock_that_jumps_ahead_makes_nothing_forgotten() {
    Track ada = Track.fresh();
    UUID id = UUID.randomUUID();
    log.play(ada.page(id, 0, "/"));

    log.clock().advance(Duration.ofDays(30));
    for (int i = 0; i < 6; i++) {
      pass(TEN_MINUTES);
    }
    log.clock().set(Track.START);
    pass(TEN_MINUTES);
    log.play(ada.page(id, 0, "/"));

    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"));
  }

  @Test
  void a_server_that_starts_with_a_clock_far_ahead_forgets_nothing_at_once() {
    log.play(Track.fresh().page(0, "/"));
    log.clock().advance(Duration.ofDays(30));

    SeenIds started = new SeenIds(log.jdbi(), log.clock(), () -> nanos);
    started.forgetOld();
    nanos += TEN_MINUTES.toNanos();
    log.clock().set(Track.START);
    started.forgetOld();

    assertEquals(1, known());
  }

  @Test
  void what_grew_old_while_the_server_was_off_goes_at_twice_the_speed_of_time() {
    log.play(Track.fresh().page(0, "/"));
    log.clock().advance(Duration.ofMinutes(30));
    log.play(Track.fresh().page(0, "/"));
    log.clock().advance(Duration.ofDays(20));
    ids = new SeenIds(log.jdbi(), log.clock(), () -> nanos);
    ids.forgetOld();
    assertEquals(2, known());

    pass(TEN_MINUTES);
    assertEquals(1, known());
    pass(TEN_MINUTES);

    assertEquals(0, known());
  }

  @Test
  void the_id_of_a_dead_letter_is_kept_and_holds_up_no_other() {
    log.play(Track.fresh().page(0, "/"));
    log.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO event_dead (stream, seq, event_id, reason, died_at)
                    SELECT 0, 1, event_id, '', 0 FROM event_seen
                    """));
    log.clock().advance(Duration.ofDays(40));
    log.play(Track.fresh().page(0, "/"));
    ids = new SeenIds(log.jdbi(), log.clock(), () -> nanos);
    ids.forgetOld();

    pass(Duration.ofDays(8).plusMillis(1));

    assertEquals(1, known());
  }

  /** Time goes by, by the clock and really. */
  private void pass(Duration time) {
    log.clock().advance(time);
    nanos += time.toNanos();
    ids.forgetOld();
  }

  private static long known() {
    return log.count("SELECT COUNT(*) FROM event_seen");
  }
}
