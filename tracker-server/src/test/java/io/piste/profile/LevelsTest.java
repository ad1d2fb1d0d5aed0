package io.piste.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LevelsTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void a_weight_halves_in_a_half_life_and_its_level_stays() {
    double level = Levels.of(8, START, 30);

    assertEquals(8, Levels.weightAt(level, START, 30), 1e-9);
    assertEquals(4, Levels.weightAt(level, START.plus(Duration.ofDays(30)), 30), 1e-9);
    assertEquals(1, Levels.weightAt(level, START.plus(Duration.ofDays(90)), 30), 1e-9);
    assertEquals(level, Levels.of(4, START.plus(Duration.ofDays(30)), 30), 1e-9);
  }

  @Test
  void without_a_half_life_the_level_is_the_weight() {
    assertEquals(3.5, Levels.of(3.5, START, 0));
    assertEquals(-2, Levels.of(-2, START, 0));
    assertEquals(3.5, Levels.weightAt(3.5, START.plus(Duration.ofDays(900)), 0));
  }

  @Test
  void the_level_of_a_sum_is_that_of_all_weights_together_whatever_came_first() {
    Random random = new Random(7);
    for (int days : List.of(0, 1, 30, 365)) {
      double forwards = Levels.NONE;
      double sum = 0;
      Instant end = START.plus(Duration.ofDays(400));
      double backwards = Levels.NONE;
      double[] levels = new double[50];
      for (int i = 0; i < levels.length; i++) {
        double weight = random.nextDouble() * 10 + 0.001;
        Instant at = START.plus(Duration.ofMinutes(random.nextInt(400 * 24 * 60)));
        levels[i] = Levels.of(weight, at, days);
        sum += Levels.weightAt(levels[i], end, days);
        forwards = Levels.sum(forwards, levels[i], days);
      }
      for (int i = levels.length - 1; i >= 0; i--) {
        backwards = Levels.sum(levels[i], backwards, days);
      }
      assertEquals(sum, Levels.weightAt(forwards, end, days), sum * 1e-9, days + " days");
      assertEquals(forwards, backwards, 1e-9, days + " days");
    }
  }

  @Test
  void the_moment_when_a_weight_falls_to_a_value_is_known() {
    double level = Levels.of(8, START, 30);
    Instant falls = Levels.fallsTo(level, 2, 30);

    assertTrue(Duration.between(START.plus(Duration.ofDays(60)), falls).abs().toMillis() <= 1);
    assertTrue(Levels.weightAt(level, falls.minusMillis(2), 30) >= 2);
    assertTrue(Levels.weightAt(level, falls, 30) <= 2);
    assertTrue(Levels.fallsTo(level, 16, 30).isBefore(START), "it is below already");
    assertEquals(Instant.MAX, Levels.fallsTo(3, 2, 0));
    assertEquals(Instant.MIN, Levels.fallsTo(1, 2, 0));
  }

  @Test
  void no_weight_is_less_than_any_weight() {
    assertEquals(Levels.NONE, Levels.of(0, START, 30));
    assertEquals(Levels.NONE, Levels.of(-3, START, 30));
    assertEquals(0, Levels.weightAt(Levels.NONE, START, 30));
    assertFalse(Levels.of(1e-12, START, 3650) <= Levels.NONE);
    assertEquals(5.5, Levels.sum(Levels.NONE, 5.5, 30));
  }

  @Test
  void of_two_weights_the_heavier_has_the_higher_level_now_and_later() {
    double early = Levels.of(10, START, 30);
    double late = Levels.of(6, START.plus(Duration.ofDays(30)), 30);

    assertTrue(late > early);
    Instant much = START.plus(Duration.ofDays(300));
    assertTrue(Levels.weightAt(late, much, 30) > Levels.weightAt(early, much, 30));
  }
}
