package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SteadyClockIT {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestClock clock = new TestClock();
  private TestDatabase database;
  private SteadyClock steady;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    steady = new SteadyClock(database.jdbi(), clock);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void in_the_first_week_nothing_is_sure() {
    assertEquals(Optional.empty(), watch(7 * 24));
    assertNow(watch(1));
  }

  @Test
  void those_who_look_first_and_at_once_all_get_an_answer() throws Exception {
    for (int round = 0; round < 20; round++) {
      database.jdbi().useHandle(handle -> handle.execute("TRUNCATE TABLE upkeep_clock"));
      database.jdbi().useHandle(handle -> handle.execute("TRUNCATE TABLE upkeep_hour"));
      try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
        Callable<Optional<Instant>> look = steady::look;
        for (Future<Optional<Instant>> seen : all.invokeAll(Collections.nCopies(4, look))) {
          assertEquals(Optional.empty(), seen.get());
        }
      }
    }
  }

  @Test
  void a_jump_ahead_is_believed_after_a_week() {
    watch(10 * 24);
    Instant before = clock.instant();
    clock.advance(Duration.ofDays(365));

    Instant atOnce = watch(1).orElseThrow();
    assertEquals(before.plus(HOUR), atOnce);
    Instant later = watch(6 * 24).orElseThrow();
    assertTrue(later.isBefore(before.plus(Duration.ofDays(7))), later.toString());
    assertNow(watch(25));
  }

  @Test
  void what_was_seen_in_the_last_week_is_never_older_than_a_week_whatever_the_clock_does() {
    watch(8 * 24);
    Duration[] jumps = {
      Duration.ofDays(400), Duration.ofDays(-3), Duration.ofDays(-397), Duration.ofDays(20)
    };
    for (Duration jump : jumps) {
      clock.advance(jump);
      watch(3);
      Instant seen = clock.instant();
      for (int hours = 0; hours < 7 * 24 - 1; hours++) {
        Instant forgotten = watch(1).orElseThrow().minus(SteadyClock.TRIAL);
        assertTrue(!seen.isBefore(forgotten), jump + ", after " + hours + " hours");
      }
    }
  }

  @Test
  void a_clock_that_jumped_back_counts_by_what_it_says() {
    watch(8 * 24);
    clock.advance(Duration.ofDays(-30));
    assertNow(watch(1));
  }

  @Test
  void while_nobody_watched_time_stood_still() {
    watch(8 * 24);
    Instant before = clock.instant();
    for (int night = 0; night < 5; night++) {
      clock.advance(Duration.ofHours(12));
      watch(12);
    }
    Instant atLeast = watch(1).orElseThrow();
    assertTrue(atLeast.isAfter(before.plus(Duration.ofDays(2))), atLeast.toString());
    assertTrue(atLeast.isBefore(clock.instant().minus(Duration.ofDays(2))));
  }

  @Test
  void other_processes_know_what_one_saw() {
    watch(8 * 24);
    assertEquals(Optional.of(clock.instant()), new SteadyClock(database.jdbi(), clock).look());
    assertEquals(List.of(7L * 24 + 23), lastHour());
  }

  private void assertNow(Optional<Instant> seen) {
    assertEquals(Optional.of(clock.instant()), seen);
  }

  private List<Long> lastHour() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("SELECT MAX(hour) FROM upkeep_hour").mapTo(Long.class).list());
  }

  private Optional<Instant> watch(int hours) {
    Optional<Instant> atLeast = Optional.empty();
    for (int hour = 0; hour < hours; hour++) {
      clock.advance(HOUR);
      atLeast = steady.look();
    }
    return atLeast;
  }
}
