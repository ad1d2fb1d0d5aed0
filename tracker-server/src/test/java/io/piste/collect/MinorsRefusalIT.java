package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.Json;
import io.piste.support.RawHttp;
import io.piste.support.Setups;
import io.piste.support.TestTracker;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Rule C17 on the way of events. */
final class MinorsRefusalIT {
  @Test
  @About(Refusal.FOR_MINORS)
  void c17_a_site_for_minors() throws IOException {
    try (TestTracker tracker = TestTracker.start()) {
      TestTracker.Visitor visitor = tracker.visitor("visits");
      Setups.publish(tracker, setup -> setup.put("minors", true));
      String batch = Sample.batch(tracker.site().publicId(), visitor.consent(), Sample.page("1"));

      RawHttp.Answer answer =
          tracker.post("/p/v1/e", batch).header("Cookie", "piste_visitor=" + visitor.id()).send();

      assertEquals(403, answer.status(), answer.body());
      assertEquals("site_for_minors", Json.MAPPER.readTree(answer.body()).get("code").asText());
      assertEquals(1, tracker.refused(Refusal.FOR_MINORS.reason()));
      assertEquals(0, tracker.stored());
    }
  }
}
