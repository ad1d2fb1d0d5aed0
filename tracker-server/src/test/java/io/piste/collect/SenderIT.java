package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.config.ConfigReader;
import io.piste.eventlog.Verdict;
import io.piste.limit.LimitSettings;
import io.piste.sender.LocationSettings;
import io.piste.sender.Locations;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import io.piste.support.TinyMmdb;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sends, as it stands in the log beside the events of a visitor who allowed them. */
final class SenderIT {
  private static final String CHROME =
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Mobile Safari/537.36";
  private static final String ROBOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private static TestTracker tracker;
  private TestTracker.Visitor visitor;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("places.mmdb");
    new TinyMmdb("GeoLite2-City")
        .add4(
            InetAddress.ofLiteral("203.0.113.0").getAddress(),
            24,
            TinyMmdb.place("FR", "ARA", "Lyon"))
        .write(file);
    Locations locations = new Locations(new LocationSettings(Optional.of(file)), folder);
    locations.refresh();
    tracker =
        TestTracker.limited(
            LimitSettings.read(
                new ConfigReader(Map.of("limit.visitor.minute", "10", "limit.visitor.day", "30"))),
            locations);
  }

  @AfterAll
  static void stop() {
    tracker.close();
  }

  @BeforeEach
  void ask() throws IOException {
    tracker.database.jdbi().useHandle(handle -> handle.execute("DELETE FROM event_log"));
    visitor = tracker.visitor("visits");
  }

  @Test
  void a_person_is_stored_with_device_and_place_and_no_address() throws IOException {
    send(1, "User-Agent: " + CHROME, "X-Forwarded-For: 203.0.113.77");

    assertEquals(List.of(Verdict.HUMAN), verdicts());
    assertEquals(
        Json.MAPPER.readTree(
            """
            {"device":"mobile","browser":"Chrome","system":"Android",
             "country":"FR","region":"ARA","city":"Lyon"}
            """),
        client());
    assertEquals(0, rowsWith("203.0.113"));
    assertEquals(0, rowsWith("Mozilla"));
  }

  @Test
  void where_nothing_is_known_of_a_network_no_place_is_stored() throws IOException {
    send(1, "User-Agent: " + CHROME, "X-Forwarded-For: 198.51.100.1");
    assertEquals(
        Json.MAPPER.readTree(
            "{\"device\":\"mobile\",\"browser\":\"Chrome\",\"system\":\"Android\"}"),
        client());
  }

  @Test
  void a_robot_with_a_consent_is_stored_as_one_and_learns_nothing() throws IOException {
    double before = tracker.accepted(Verdict.ROBOT);
    send(2, "User-Agent: " + ROBOT);
    assertEquals(List.of(Verdict.ROBOT, Verdict.ROBOT), verdicts());
    assertEquals("Googlebot", client().get("browser").textValue());
    assertEquals(before + 2, tracker.accepted(Verdict.ROBOT));
  }

  @Test
  void a_browser_that_no_person_looks_at_is_stored_as_one() throws IOException {
    send(1, "User-Agent: " + CHROME.replace(" Chrome/", " HeadlessChrome/"));
    send(1, "User-Agent: " + CHROME, "Sec-CH-UA: \"HeadlessChrome\";v=\"140\"");
    send(1, "User-Agent: " + CHROME, "Accept-Language: ");
    send(1, "User-Agent: " + CHROME, "Accept-Language: fr");
    assertEquals(
        List.of(Verdict.HEADLESS, Verdict.HEADLESS, Verdict.HEADLESS, Verdict.HUMAN), verdicts());
  }

  @Test
  void what_a_visitor_sends_above_what_a_person_can_do_in_a_minute_is_a_flood() throws IOException {
    send(10);
    send(1);
    send(tracker.visitor("visits"), 1);
    tracker.clock.advance(Duration.ofMinutes(1));
    send(1);

    assertEquals(10, verdicts().stream().limit(10).filter(Verdict.HUMAN::equals).count());
    assertEquals(List.of(Verdict.FLOOD, Verdict.HUMAN, Verdict.HUMAN), verdicts().subList(10, 13));
    assertTrue(tracker.accepted(Verdict.FLOOD) >= 1);
  }

  @Test
  void what_a_visitor_sends_above_what_a_person_can_do_in_a_day_is_a_flood() throws IOException {
    for (int minute = 0; minute < 3; minute++) {
      send(10);
      tracker.clock.advance(Duration.ofMinutes(1));
    }
    send(1);
    tracker.clock.advance(Duration.ofDays(1));
    send(1);

    assertEquals(List.of(Verdict.HUMAN, Verdict.FLOOD, Verdict.HUMAN), verdicts().subList(29, 32));
  }

  @Test
  void a_robot_that_floods_stays_a_robot() throws IOException {
    send(20, "User-Agent: " + ROBOT);
    assertEquals(20, verdicts().stream().filter(Verdict.ROBOT::equals).count());
  }

  @Test
  void what_a_person_said_of_a_visitor_goes_before_what_the_program_thinks() throws IOException {
    tracker.words.say(tracker.site().id(), visitor.id(), Verdict.HUMAN, "marie@shop.example");
    send(1, "User-Agent: " + ROBOT);
    send(11);
    assertEquals(12, verdicts().stream().filter(Verdict.HUMAN::equals).count());

    tracker.words.say(tracker.site().id(), visitor.id(), Verdict.ROBOT, "marie@shop.example");
    send(1);
    assertEquals(Verdict.ROBOT, verdicts().getLast());
  }

  private void send(int events, String... headers) throws IOException {
    send(visitor, events, headers);
  }

  private static void send(TestTracker.Visitor who, int events, String... headers)
      throws IOException {
    ObjectNode[] pages = new ObjectNode[events];
    for (int i = 0; i < events; i++) {
      pages[i] = Sample.page(Integer.toString(i));
    }
    String body = Sample.batch(tracker.site().publicId(), who.consent(), pages);
    RawHttp post = tracker.post("/p/v1/e", body).header("Cookie", "piste_visitor=" + who.id());
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      post.header(parts[0], parts[1]);
    }
    assertEquals(204, post.send().status());
  }

  private static List<Verdict> verdicts() {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT verdict FROM event_log ORDER BY seq")
                    .mapTo(Integer.class)
                    .map(Verdict::of)
                    .list());
  }

  private static JsonNode client() throws IOException {
    String stored =
        tracker
            .database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT client FROM event_log ORDER BY seq DESC LIMIT 1")
                        .mapTo(String.class)
                        .one());
    return Json.MAPPER.readTree(stored);
  }

  private static int rowsWith(String text) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT COUNT(*) FROM event_log WHERE CONCAT_WS(' ', client, body) LIKE :text")
                    .bind("text", "%" + text + "%")
                    .mapTo(Integer.class)
                    .one());
  }
}
