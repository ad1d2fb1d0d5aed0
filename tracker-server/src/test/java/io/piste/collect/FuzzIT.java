package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random requests over HTTP, by a seed: never our fault, nothing of our insides, and what is stored
 * is what the schemas describe.
 */
final class FuzzIT {
  private static final long SEED = 20260303;
  private static final int CASES = 20_000;
  private static final int LARGEST = 64 * 1024;
  private static final Set<Integer> FINE = Set.of(200, 204, 400, 403, 413);

  private enum Door {
    PAGES("/p/v1/e"),
    SERVERS("/api/v1/events");

    final String path;

    Door(String path) {
      this.path = path;
    }
  }

  private static TestTracker tracker;
  private static TestTracker.Visitor visitor;
  private static String key;

  private final Mutations mutations = new Mutations(SEED);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> names =
      Stream.concat(Examples.EVENTS.stream(), Examples.GA4.stream()).toList();

  @BeforeAll
  static void start() throws IOException {
    tracker = TestTracker.start();
    visitor = tracker.visitor("visits", "profile", "carts");
    key = tracker.key(tracker.site());
  }

  @AfterAll
  static void stop() {
    tracker.close();
  }

  @Test
  void whatever_comes_is_no_fault_of_ours_and_leaves_nothing_odd() throws Exception {
    Map<Door, Map<Integer, Integer>> answered = new EnumMap<>(Door.class);
    for (int i = 0; i < CASES; i++) {
      Door door = i % 4 == 0 ? Door.SERVERS : Door.PAGES;
      if (i % 5_000 == 0) {
        // A key may not ask so often within a minute.
        tracker.clock.advance(Duration.ofMinutes(1));
      }
      byte[] body = body(i, door);
      HttpResponse<String> answer =
          client.send(request(door, body), HttpResponse.BodyHandlers.ofString());
      String about =
          "seed " + SEED + ", case " + i + ": " + new String(body, StandardCharsets.UTF_8);
      assertTrue(FINE.contains(answer.statusCode()), answer.statusCode() + about);
      assertFalse(Leaks.in(answer.body()), answer.body() + about);
      answered
          .computeIfAbsent(door, d -> new TreeMap<>())
          .merge(answer.statusCode(), 1, Integer::sum);
    }
    assertTrue(
        answered.getOrDefault(Door.PAGES, Map.of()).getOrDefault(204, 0) > CASES / 50,
        answered::toString);
    assertTrue(
        answered.getOrDefault(Door.SERVERS, Map.of()).getOrDefault(200, 0) > CASES / 50,
        answered::toString);
    assertStoredIsSound();
  }

  private HttpRequest request(Door door, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tracker.port() + door.path))
            .timeout(Duration.ofSeconds(20))
            .header(
                "User-Agent",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
            .header("Accept-Language", "en")
            // Refused while it still sends, this client gives up and reads no answer.
            .expectContinue(body.length > LARGEST)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return door == Door.SERVERS
        ? request.header("Authorization", "Bearer " + key).build()
        : request
            .header("Origin", TestTracker.ORIGIN)
            .header("Cookie", "piste_visitor=" + visitor.id())
            .build();
  }

  private byte[] body(int number, Door door) {
    ArrayNode events = Json.MAPPER.createArrayNode();
    for (int n = number % 3; n >= 0; n--) {
      events.add(Examples.of(mutations.any(names)));
    }
    ObjectNode batch = Json.MAPPER.createObjectNode().put("s", tracker.site().publicId());
    batch.put("c", visitor.consent()).put("sent", 1_772_442_020_000L).set("e", events);
    if (door == Door.SERVERS) {
      batch.put("v", visitor.id().toString());
    }
    boolean bend = number % 5 != 0;
    byte[] whole =
        (bend ? mutations.bend(batch) : batch).toString().getBytes(StandardCharsets.UTF_8);
    return bend ? whole : mutations.scratch(whole);
  }

  private static void assertStoredIsSound() {
    List<String> stored =
        tracker
            .database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT body FROM event_log WHERE seq % 5 = 0")
                        .mapTo(String.class)
                        .list());
    assertTrue(stored.size() > CASES / 100, stored.size() + " were stored");
    for (String body : stored) {
      try {
        assertEquals(List.of(), Schemas.faults("event", Json.MAPPER.readTree(body)), body);
      } catch (IOException e) {
        throw new AssertionError(body, e);
      }
    }
  }
}
