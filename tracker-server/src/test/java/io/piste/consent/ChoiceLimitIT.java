package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.Json;
import io.piste.config.ConfigReader;
import io.piste.limit.LimitSettings;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each choice is kept for years, so nobody may send them without end. */
final class ChoiceLimitIT {
  @Test
  void more_choices_from_a_network_than_are_taken_are_refused_and_leave_nothing()
      throws IOException {
    LimitSettings two = LimitSettings.read(new ConfigReader(Map.of("limit.address.minute", "2")));
    try (TestTracker tracker = TestTracker.limited(two)) {
      String hash = tracker.text(tracker.site()).get("hash").textValue();
      assertEquals(200, refuse(tracker, hash, "2001:db8:1::1").status());
      assertEquals(200, refuse(tracker, hash, "2001:db8:1::2").status());

      RawHttp.Answer third = refuse(tracker, hash, "2001:db8:1:ffff::3");
      assertEquals(429, third.status());
      assertEquals(Optional.of("60"), third.header("Retry-After"));
      assertEquals(Optional.of(TestTracker.ORIGIN), third.header("Access-Control-Allow-Origin"));
      assertEquals(200, refuse(tracker, hash, "2001:db8:2::1").status());
      assertEquals(3, choices(tracker));
    }
  }

  private static RawHttp.Answer refuse(TestTracker tracker, String hash, String from)
      throws IOException {
    Map<String, Object> choice =
        Map.of(
            "s",
            tracker.site().publicId(),
            "hash",
            hash,
            "granted",
            List.of(),
            "how",
            "refuse",
            "u",
            TestTracker.ORIGIN + "/");
    return RawHttp.post(tracker.port(), "/p/v1/consent", Json.write(choice))
        .host(TestTracker.TRACKER_HOST)
        .header("Origin", TestTracker.ORIGIN)
        .header("X-Forwarded-For", from)
        .send();
  }

  private static int choices(TestTracker tracker) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("SELECT COUNT(*) FROM consent_record").mapTo(int.class).one());
  }
}
