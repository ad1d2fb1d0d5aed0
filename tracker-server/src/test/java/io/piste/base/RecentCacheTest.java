package io.piste.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RecentCacheTest {
  private final RecentCache<String, String> cache = new RecentCache<>(10);
  private final AtomicInteger worked = new AtomicInteger();

  @Test
  void works_a_value_out_once() {
    String first = ask("a");
    assertSame(first, ask("a"));
    assertEquals(1, worked.get());
  }

  @Test
  void keeps_what_is_asked_for_again_and_again_among_many_others() {
    String first = ask("a");
    for (int i = 0; i < 1_000; i++) {
      ask("other " + i);
      assertSame(first, ask("a"));
    }
  }

  @Test
  void never_holds_more_than_two_generations() {
    for (int i = 0; i < 10_000; i++) {
      ask("other " + i);
    }
    assertTrue(cache.size() <= 20, cache.size() + " entries");
  }

  @Test
  void forgets_what_was_not_asked_for_lately() {
    ask("a");
    for (int i = 0; i < 20; i++) {
      ask("other " + i);
    }
    int before = worked.get();
    ask("a");
    assertEquals(before + 1, worked.get());
  }

  private String ask(String key) {
    return cache.get(
        key,
        asked -> {
          worked.incrementAndGet();
          return asked + worked.get();
        });
  }
}
