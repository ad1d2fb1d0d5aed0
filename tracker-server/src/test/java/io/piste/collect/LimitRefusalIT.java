package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.Json;
import io.piste.config.ConfigReader;
import io.piste.limit.LimitSettings;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who asks too often, and what is taken again when the minute is over. */
final class LimitRefusalIT {
  @Test
  @About(Refusal.ADDRESS_LIMIT)
  void more_requests_from_a_network_than_are_taken() throws IOException {
    try (TestTracker narrow = TestTracker.limited(limits("limit.address.minute", "2"))) {
      TestTracker.Visitor any = narrow.visitor("visits");
      String two = Sample.batch(narrow.site().publicId(), any.consent(), Sample.page("1"));
      assertEquals(204, postFrom("203.0.113.1", narrow, any, two).status());
      assertEquals(204, postFrom("203.0.113.2", narrow, any, two).status());

      assertTooMany(postFrom("203.0.113.3", narrow, any, "not even read"));
      assertEquals(1, narrow.refused(Refusal.ADDRESS_LIMIT.reason()));
      assertEquals(204, postFrom("203.0.114.1", narrow, any, two).status());

      narrow.clock.advance(Duration.ofMinutes(1));
      assertEquals(204, postFrom("203.0.113.3", narrow, any, two).status());
      assertEquals(4, narrow.stored());
    }
  }

  @Test
  @About(Refusal.SITE_LIMIT)
  void more_events_for_a_site_than_are_taken() throws IOException {
    try (TestTracker narrow = TestTracker.limited(limits("limit.site.minute", "2"))) {
      TestTracker.Visitor any = narrow.visitor("visits");
      String one = Sample.batch(narrow.site().publicId(), any.consent(), Sample.page("1"));
      String two =
          Sample.batch(narrow.site().publicId(), any.consent(), Sample.page("2"), Sample.page("3"));
      assertEquals(204, postFrom("203.0.113.1", narrow, any, one).status());
      assertEquals(
          403,
          postFrom("203.0.113.1", narrow, any, two.replace(any.consent(), "made up")).status());

      assertTooMany(postFrom("203.0.113.1", narrow, any, two));
      assertEquals(2, narrow.refused(Refusal.SITE_LIMIT.reason()));
      assertEquals(1, narrow.stored());
    }
  }

  private static LimitSettings limits(String key, String value) {
    return LimitSettings.read(new ConfigReader(Map.of(key, value)));
  }

  private static void assertTooMany(RawHttp.Answer answer) throws IOException {
    assertEquals(429, answer.status(), answer.body());
    assertEquals("too_many_requests", Json.MAPPER.readTree(answer.body()).get("code").textValue());
    assertEquals(Optional.of("60"), answer.header("Retry-After"));
    assertEquals(Optional.of(TestTracker.ORIGIN), answer.header("Access-Control-Allow-Origin"));
  }

  private static RawHttp.Answer postFrom(
      String address, TestTracker to, TestTracker.Visitor who, String body) throws IOException {
    return RawHttp.post(to.port(), "/p/v1/e", body)
        .header("Origin", TestTracker.ORIGIN)
        .header("Cookie", "piste_visitor=" + who.id())
        .header("X-Forwarded-For", address)
        .send();
  }
}
