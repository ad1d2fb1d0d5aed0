package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.TestLog;
import io.piste.support.Track;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProjectionWatchIT {
  private static final long SECOND = 1_000_000_000L;

  private static TestLog log;

  private long nanos = -SECOND;
  private ProjectionWatch watch;

  @BeforeAll
  static void start() {
    log = TestLog.start();
  }

  @BeforeEach
  void catch_up() {
    log.project();
    watch = new ProjectionWatch(log.jdbi(), () -> nanos);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void everything_is_projected() {
    assertTrue(watch.isCurrent());
  }

  @Test
  void what_came_just_now_may_wait_for_its_turn() {
    watch.isCurrent();
    come();
    assertTrue(watch.isCurrent());
    nanos += 5 * SECOND;
    assertTrue(watch.isCurrent());
  }

  @Test
  void what_waits_for_longer_stops_everything_until_it_is_projected() {
    watch.isCurrent();
    come();
    watch.isCurrent();
    nanos += 6 * SECOND;
    assertFalse(watch.isCurrent());
    log.project();
    assertTrue(watch.isCurrent());
  }

  @Test
  void what_came_meanwhile_has_time_of_its_own() {
    watch.isCurrent();
    come();
    watch.isCurrent();
    nanos += 4 * SECOND;
    log.project();
    come();
    assertTrue(watch.isCurrent());
    nanos += 4 * SECOND;
    assertTrue(watch.isCurrent());
    nanos += 2 * SECOND;
    assertFalse(watch.isCurrent());
  }

  @Test
  void after_a_start_it_waits_for_what_was_left_over() {
    come();
    assertFalse(watch.isCurrent());
    log.project();
    assertTrue(watch.isCurrent());
  }

  private static void come() {
    log.log().append(List.of(Track.fresh().page(0, "/")));
  }
}
