package io.piste.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which pages asked for what, as it is written down. */
final class CallersIT {
  private TestTracker tracker;

  @BeforeEach
  void start() throws IOException {
    tracker = TestTracker.start();
  }

  @AfterEach
  void stop() {
    tracker.close();
  }

  private RawHttp.Answer askText(String origin) throws IOException {
    String path = "/p/v1/consent?l=fr&s=" + tracker.site().publicId();
    return RawHttp.get(tracker.port(), path).header("Origin", origin).send();
  }

  /** What, origin and times, after both counters wrote. */
  private List<String> written() {
    tracker.sites.callers().flush();
    tracker.counters.flush();
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT CONCAT_WS(' ', what, origin, SUM(times)) FROM recent_arrival"
                            + " WHERE site_id > 0 GROUP BY what, origin ORDER BY what, origin")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void a_page_whose_banner_asks_is_counted_by_its_origin() throws IOException {
    askText(TestTracker.ORIGIN);
    askText(TestTracker.ORIGIN);
    assertEquals(List.of("text_asked https://www.shop.example 2"), written());
    askText(TestTracker.ORIGIN);
    assertEquals(List.of("text_asked https://www.shop.example 3"), written(), "added up");
  }

  @Test
  void a_choice_is_counted_whatever_it_is() throws IOException {
    tracker.visitor("visits");
    assertTrue(written().contains("choice_made https://www.shop.example 1"), written().toString());
  }

  @Test
  void an_origin_that_is_not_listed_is_named() throws IOException {
    assertEquals(403, askText("https://test.shop.example").status());
    assertEquals(List.of("origin_refused https://test.shop.example 1"), written());
  }

  @Test
  void events_of_such_an_origin_are_counted_there_and_among_the_refused() throws IOException {
    String body =
        """
        {"s":"%s","c":"x","sent":1,"e":[{"t":"page","id":"01930a5d-ac96-774b-bcce-b302099a8057",
          "at":1,"u":"https://test.shop.example/"}]}
        """
            .formatted(tracker.site().publicId());
    RawHttp.Answer answer =
        RawHttp.post(tracker.port(), "/p/v1/e", body)
            .header("Origin", "https://test.shop.example")
            .send();
    assertEquals(403, answer.status(), answer.body());
    assertEquals(
        List.of(
            "origin_not_listed  1", "origin_refused https://test.shop.example 1", "received  1"),
        written());
  }

  @Test
  void what_is_no_origin_is_not_kept() throws IOException {
    for (String made :
        List.of("null", "https://x.example/path", "javascript:alert(1)", "https://é.example")) {
      askText(made);
    }
    askText("https://" + "a".repeat(250) + ".example");
    assertEquals(List.of("origin_refused  5"), written());
  }

  @Test
  void strangers_cannot_fill_the_table() throws IOException {
    for (int i = 0; i < 1_200; i++) {
      askText("https://s" + i + ".example");
    }
    assertEquals(1_000, written().size());
  }

  @Test
  void our_own_check_is_no_page() throws IOException {
    RawHttp.get(tracker.port(), "/p/v1/consent?l=fr&s=" + tracker.site().publicId())
        .header("Origin", TestTracker.ORIGIN)
        .header("User-Agent", "Mozilla/5.0 (compatible; " + Callers.CHECK + "/1)")
        .send();
    assertEquals(List.of(), written());
  }

  @Test
  void what_is_older_than_an_hour_is_forgotten() throws IOException {
    askText(TestTracker.ORIGIN);
    written();
    tracker.clock.advance(Duration.ofMinutes(62));
    askText("https://later.example");
    assertEquals(List.of("origin_refused https://later.example 1"), written());
  }
}
