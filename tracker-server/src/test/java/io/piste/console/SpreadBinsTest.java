package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.SpreadBins.Bin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Figures are sorted into round steps, and each into exactly one. */
final class SpreadBinsTest {
  @Test
  void nobody_has_no_steps() {
    assertEquals(List.of(), SpreadBins.of(List.of()));
  }

  @Test
  void a_figure_on_the_edge_belongs_to_the_step_that_begins_there() {
    List<Bin> bins = SpreadBins.of(List.of(0.0, 4.9999999, 5.0, 9.9, 50.0));
    assertEquals(new Bin(0, 1, 1), bins.getFirst());
    List<Bin> fives = SpreadBins.of(spread(50));
    assertEquals(5, fives.getFirst().to());
    assertEquals(5, fives.get(0).figures());
    assertEquals(5, fives.get(1).figures());
  }

  @Test
  void those_who_are_far_ahead_share_an_open_step() {
    List<Double> figures = new ArrayList<>(Collections.nCopies(99, 3.0));
    figures.add(4_000.0);
    List<Bin> bins = SpreadBins.of(figures);
    assertTrue(bins.getLast().isOpen());
    assertTrue(bins.size() <= 12, bins.toString());
    assertEquals(100, total(bins));
  }

  @Test
  void points_below_zero_have_steps_of_their_own() {
    List<Bin> bins = SpreadBins.of(List.of(-12.0, -3.0, 0.0, 4.0, 8.0));
    assertTrue(bins.getFirst().from() <= -12);
    assertEquals(5, total(bins));
    assertEquals(3, bins.stream().filter(bin -> bin.from() >= 0).mapToLong(Bin::figures).sum());
  }

  @Test
  void what_no_figure_can_be_does_no_harm() {
    List<Bin> bins = SpreadBins.of(List.of(1.0, Double.POSITIVE_INFINITY, 1e300, Double.NaN, 2.0));
    assertTrue(bins.size() <= 13, bins.toString());
    assertEquals(5, total(bins));
  }

  @Test
  void every_figure_lies_in_one_of_a_dozen_steps() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      double size = Math.pow(10, random.nextInt(9) - 3.0);
      boolean negative = random.nextBoolean();
      List<Double> figures =
          random.doubles(1 + random.nextInt(200), negative ? -size : 0, size).boxed().toList();
      List<Bin> bins = SpreadBins.of(figures);
      assertEquals(figures.size(), total(bins));
      assertTrue(bins.size() <= 13, bins.toString());
    }
  }

  private static long total(List<Bin> bins) {
    return bins.stream().mapToLong(Bin::figures).sum();
  }

  private static List<Double> spread(int count) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add((double) i);
    }
    return all;
  }
}
