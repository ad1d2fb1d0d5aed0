package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SignInThrottleTest {
  private final TestClock clock = new TestClock();
  private final SignInThrottle throttle = new SignInThrottle(clock);

  @Test
  void a_few_mistakes_are_free_and_the_pause_doubles_after_them() {
    fail("a", "1", 4);
    assertEquals(Duration.ZERO, throttle.pause("a", "1"));
    fail("a", "1", 1);
    assertEquals(Duration.ofSeconds(15), throttle.pause("a", "1"));
    fail("a", "1", 1);
    assertEquals(Duration.ofSeconds(30), throttle.pause("a", "1"));
    fail("a", "1", 20);
    assertEquals(Duration.ofMinutes(15), throttle.pause("a", "1"));
  }

  @Test
  void somebody_elses_mistakes_do_not_lock_the_owner_out() {
    fail("a", "1", 20);
    assertEquals(Duration.ZERO, throttle.pause("a", "2"));
  }

  @Test
  void many_accounts_from_one_address_are_slowed_down_too() {
    for (int i = 0; i < 30; i++) {
      fail("account" + i, "1", 1);
    }
    assertTrue(throttle.pause("fresh", "1").toSeconds() > 0);
  }

  @Test
  void success_and_an_hour_of_peace_forget() {
    fail("a", "1", 5);
    throttle.succeeded("a", "1");
    assertEquals(Duration.ZERO, throttle.pause("a", "1"));
    fail("b", "2", 6);
    clock.advance(Duration.ofMinutes(61));
    fail("b", "2", 1);
    assertEquals(Duration.ZERO, throttle.pause("b", "2"));
  }

  @Test
  void memory_is_bounded() {
    for (int i = 0; i < 20_000; i++) {
      fail("account" + i, "address" + i, 1);
    }
    assertEquals(10_000, throttle.size());
  }

  private void fail(String account, String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(account, address);
    }
  }
}
