package io.piste.base;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LoopTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void a_breath_is_taken_however_often_it_is_woken() throws Exception {
    Duration breath = Duration.ofMillis(200);
    List<Long> turns = new CopyOnWriteArrayList<>();
    CountDownLatch three = new CountDownLatch(3);
    try (Loop loop =
        new Loop(
            "test",
            LONG,
            breath,
            () -> {
              turns.add(System.nanoTime());
              three.countDown();
              return false;
            })) {
      loop.start();
      while (three.getCount() > 0) {
        loop.wake();
        Thread.sleep(1);
      }
    }
    for (int i = 1; i < 3; i++) {
      long between = turns.get(i) - turns.get(i - 1);
      assertTrue(between >= breath.toNanos(), between + " ns between two turns");
    }
  }

  @Test
  void without_a_breath_waking_ends_the_pause_at_once() throws Exception {
    CountDownLatch twice = new CountDownLatch(2);
    try (Loop loop =
        new Loop(
            "test",
            LONG,
            () -> {
              twice.countDown();
              return false;
            })) {
      loop.start();
      loop.wake();
      assertTrue(twice.await(1, TimeUnit.MINUTES), "woken in vain");
    }
  }
}
