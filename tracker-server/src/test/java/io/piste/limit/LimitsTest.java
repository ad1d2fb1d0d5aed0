package io.piste.limit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.privacy.CoarseAddress;
import io.piste.support.TestClock;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  private final TestClock clock = new TestClock();
  private final Limits limits = new Limits(new LimitSettings(3, 100, 10, 25), clock);

  @Test
  void neighbours_share_a_limit_and_others_do_not() {
    limits.pass(from("203.0.113.1"));
    limits.pass(from("203.0.113.2"));
    limits.pass(from("203.0.113.255"));
    assertThrows(Problem.class, () -> limits.pass(from("203.0.113.3")));
    assertDoesNotThrow(() -> limits.pass(from("203.0.112.3")));
  }

  @Test
  void says_when_the_minute_is_over() {
    clock.advance(Duration.ofSeconds(13));
    for (int i = 0; i < 3; i++) {
      limits.pass(from("2001:db8::1"));
    }
    Problem problem = assertThrows(Problem.class, () -> limits.pass(from("2001:db8:0:ffff::1")));
    assertEquals(ProblemCode.TOO_MANY_REQUESTS, problem.code());
    assertEquals(Duration.ofSeconds(47), problem.retryAfter());

    clock.advance(problem.retryAfter());
    assertDoesNotThrow(() -> limits.pass(from("2001:db8::1")));
  }

  @Test
  void counts_the_events_of_each_site() {
    limits.pass(new SiteId(1), 50);
    limits.pass(new SiteId(1), 50);
    assertThrows(Problem.class, () -> limits.pass(new SiteId(1), 1));
    assertDoesNotThrow(() -> limits.pass(new SiteId(2), 50));
  }

  @Test
  void a_person_makes_so_many_events_in_a_minute_and_no_more() {
    VisitorId visitor = VisitorId.random();
    assertFalse(limits.isFlood(visitor, 10));
    assertTrue(limits.isFlood(visitor, 1));
    assertFalse(limits.isFlood(VisitorId.random(), 10));
    clock.advance(Duration.ofMinutes(1));
    assertFalse(limits.isFlood(visitor, 10));
  }

  @Test
  void a_person_makes_so_many_events_in_a_day_and_no_more() {
    VisitorId visitor = VisitorId.random();
    for (int minute = 0; minute < 5; minute++) {
      assertFalse(limits.isFlood(visitor, 5));
      clock.advance(Duration.ofMinutes(1));
    }
    assertTrue(limits.isFlood(visitor, 1));
    clock.advance(Duration.ofDays(1));
    assertFalse(limits.isFlood(visitor, 1));
  }

  private static CoarseAddress from(String address) {
    return CoarseAddress.of(InetAddress.ofLiteral(address));
  }
}
