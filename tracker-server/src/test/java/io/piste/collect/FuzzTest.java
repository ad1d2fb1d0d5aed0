package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.protocol.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random bodies, by a seed: each is read or meets a problem, and nothing else ever happens. */
final class FuzzTest {
  private static final long SEED = 20260302;
  private static final int CASES = 40_000;
  private static final int LONGEST_MESSAGE = 1_500;

  private final Mutations mutations = new Mutations(SEED);
  private final List<String> names =
      Stream.concat(Examples.EVENTS.stream(), Examples.GA4.stream()).toList();

  @FunctionalInterface
  private interface Reader {
    List<Event> read(byte[] body);
  }

  @Test
  void bodies_of_pages() {
    fuzz(body -> EventParser.parse(body).events());
  }

  @Test
  void bodies_of_servers() {
    fuzz(FuzzTest::readOfServer);
  }

  private void fuzz(Reader reader) {
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] body = body(i);
      String about =
          "seed " + SEED + ", case " + i + ": " + new String(body, StandardCharsets.UTF_8);
      try {
        List<Event> events = reader.read(body);
        read++;
        if (i % 10 == 0) {
          events.forEach(event -> assertSound(event, about));
        }
      } catch (Problem problem) {
        assertTells(problem, about);
      } catch (RuntimeException e) {
        throw new AssertionError(about, e);
      }
    }
    assertTrue(read > CASES / 50, "only " + read + " were read: too wild to tell anything");
  }

  private byte[] body(int number) {
    ArrayNode events = Json.MAPPER.createArrayNode();
    for (int n = number % 3; n >= 0; n--) {
      events.add(
          number % 2 == 0
              ? mutations.bend(Examples.of(mutations.any(names)))
              : Examples.of(mutations.any(names)));
    }
    byte[] whole = Examples.batch(events).getBytes(StandardCharsets.UTF_8);
    return number % 2 == 0 ? whole : mutations.scratch(whole);
  }

  /** What is wrong with one event stays in it, and has to be as telling. */
  private static List<Event> readOfServer(byte[] body) {
    ServerBatch batch = ServerBatch.parse(body);
    for (ServerBatch.Item item : batch.items()) {
      Problem problem = item.problem();
      assertEquals(problem == null, !item.events().isEmpty());
      if (problem != null) {
        assertTells(problem, "an event of a server");
      }
    }
    return batch.items().stream().flatMap(item -> item.events().stream()).toList();
  }

  private static void assertSound(Event event, String about) {
    assertEquals(List.of(), Schemas.faults("event", Json.MAPPER.valueToTree(event)), about);
  }

  private static void assertTells(Problem problem, String about) {
    String message = String.valueOf(problem.getMessage());
    assertTrue(
        problem.code() == ProblemCode.BAD_JSON || problem.code() == ProblemCode.BAD_EVENT, about);
    assertTrue(message.contains("expected") || message.startsWith("The body "), message + about);
    assertTrue(message.length() <= LONGEST_MESSAGE, about);
    assertFalse(Leaks.in(message), message + about);
  }
}
