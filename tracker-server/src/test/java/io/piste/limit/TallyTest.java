package io.piste.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private final Tally tally = new Tally(1 << 12);

  @Test
  void counts_each_key_by_itself() {
    assertEquals(1, tally.add(7, 1, 100));
    assertEquals(51, tally.add(7, 50, 100));
    assertEquals(1, tally.add(8, 1, 100));
    assertEquals(52, tally.add(7, 1, 100));
  }

  @Test
  void begins_anew_in_another_window_earlier_ones_too() {
    tally.add(7, 50, 100);
    assertEquals(1, tally.add(7, 1, 101));
    assertEquals(1, tally.add(7, 1, 99));
  }

  @Test
  void never_runs_over() {
    int most = (1 << 24) - 1;
    assertEquals(most, tally.add(7, Integer.MAX_VALUE, 100));
    assertEquals(most, tally.add(7, 5, 100));
    assertEquals(5, tally.add(8, 5, 100));
  }

  @Test
  void knows_the_busy_one_among_strangers_without_number() {
    for (int i = 0; i < 1_000; i++) {
      tally.add(7, 1, 100);
    }
    for (int stranger = 1_000; stranger < 1_000_000; stranger++) {
      tally.add(stranger, 1, 100);
    }
    assertEquals(1_001, tally.add(7, 1, 100));
  }

  @Test
  void finds_room_among_those_of_the_window_before() {
    for (int key = 0; key < 100_000; key++) {
      tally.add(key, 1_000, 100);
    }
    assertEquals(1, tally.add(1_000_000, 1, 101));
    assertEquals(2, tally.add(1_000_000, 1, 101));
  }

  @Test
  void takes_hardly_ever_one_for_another() {
    int mixedUp = 0;
    for (int key = 0; key < 1_000_000; key++) {
      mixedUp += tally.add(key, 1, 100) > 1 ? 1 : 0;
    }
    assertTrue(mixedUp < 50, mixedUp + " of a million");
  }

  @Test
  void loses_nothing_when_many_count_at_once() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 20_000; i++) {
                      tally.add(i & 3, 1, 100);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int key = 0; key < 4; key++) {
      assertEquals(40_000, tally.add(key, 0, 100));
    }
  }

  @Test
  void has_a_size_that_is_a_power_of_two() {
    assertThrows(IllegalArgumentException.class, () -> new Tally(2));
    assertThrows(IllegalArgumentException.class, () -> new Tally(1_000));
  }
}
