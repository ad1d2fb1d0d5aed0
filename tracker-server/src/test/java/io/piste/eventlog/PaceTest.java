package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  /** 10,000 events a second. */
  private static final Pace.Batch BATCH = new Pace.Batch(2_000, SECOND / 5);

  private final Pace pace = new Pace();

  @Test
  void never_rests_before_it_knows_how_much_arrives() {
    assertEquals(Duration.ZERO, pace.rest(BATCH, 1_000_000, 0));
  }

  @Test
  void never_rests_while_no_more_arrives_than_can_be_projected() {
    pace.rest(BATCH, 0, 0);
    assertEquals(Duration.ZERO, pace.rest(BATCH, 10_000, SECOND));
  }

  @Test
  void never_rests_while_it_catches_up_and_little_arrives() {
    pace.rest(BATCH, 1_000_000, 0);
    assertEquals(Duration.ZERO, pace.rest(BATCH, 1_000_100, SECOND));
  }

  @Test
  void takes_an_eighth_of_the_time_when_twice_as_much_arrives() {
    pace.rest(BATCH, 0, 0);
    assertEquals(Duration.ofMillis(1_400), pace.rest(BATCH, 20_000, SECOND));
  }

  @Test
  void rests_little_when_a_little_too_much_arrives() {
    pace.rest(BATCH, 0, 0);
    Duration rest = pace.rest(BATCH, 10_500, SECOND);
    assertTrue(rest.toMillis() > 0 && rest.toMillis() < 35, rest.toString());
  }

  @Test
  void takes_a_twentieth_of_the_time_at_least_whatever_comes() {
    pace.rest(BATCH, 0, 0);
    assertEquals(Duration.ofMillis(3_800), pace.rest(BATCH, 10_000_000, SECOND));
  }

  @Test
  void rests_five_seconds_at_most() {
    Pace.Batch slow = new Pace.Batch(2_000, SECOND);
    pace.rest(slow, 0, 0);
    assertEquals(Duration.ofSeconds(5), pace.rest(slow, 10_000_000, SECOND));
  }
}
