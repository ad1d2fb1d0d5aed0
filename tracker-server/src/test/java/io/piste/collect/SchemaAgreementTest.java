package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.protocol.Event;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The parser and the schemas say the same, as far as a schema can say it. */
final class SchemaAgreementTest {
  private static final long SEED = 20260302;
  private static final int CASES = 20_000;

  /** What a schema cannot say: what is left of a text, a sum, the rules of addresses. */
  private static final Pattern UNSAYABLE =
      Pattern.compile(
          ".*: expected (a name in plain text|something in plain text|lines of .* together"
              + "|an e-mail address|an http or https address of at most 1000 characters)");

  private final Mutations mutations = new Mutations(SEED);
  private final List<String> names =
      Stream.concat(Examples.EVENTS.stream(), Examples.GA4.stream()).toList();

  @Test
  void what_one_takes_the_other_takes() {
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      ObjectNode event = mutations.bend(Examples.of(mutations.any(names)));
      List<String> faults = Schemas.faults("event", event);
      try {
        List<Event> read = Examples.read(event);
        taken++;
        assertEquals(List.of(), faults, () -> "the parser takes " + event);
        read.forEach(SchemaAgreementTest::assertStorable);
      } catch (Problem problem) {
        refused++;
        if (faults.isEmpty()) {
          assertUnsayable(event, problem);
        }
      }
    }
    assertTrue(taken > CASES / 10 && refused > CASES / 10, taken + " taken, " + refused);
  }

  /** What goes to the log is what the schemas describe too. */
  private static void assertStorable(Event event) {
    assertEquals(List.of(), Schemas.faults("event", Json.MAPPER.valueToTree(event)));
  }

  private static void assertUnsayable(ObjectNode event, Problem problem) {
    String message = String.valueOf(problem.getMessage());
    boolean tooLong =
        message.contains("click.to") && event.at("/click/to").asText().length() > 1_000;
    if (!UNSAYABLE.matcher(message).matches() || (message.contains("click.to") && !tooLong)) {
      fail("the schema takes what the parser does not (" + message + "): " + event);
    }
  }

  @Test
  void the_same_holds_for_whole_requests() {
    for (int i = 0; i < CASES / 10; i++) {
      ObjectNode batch = mutations.bend(Examples.of("batch"));
      List<String> faults = Schemas.faults("batch", batch);
      try {
        Examples.parse(batch.toString());
        assertEquals(List.of(), faults, batch::toString);
      } catch (Problem problem) {
        if (faults.isEmpty()) {
          assertUnsayable(batch, problem);
        }
      }
    }
  }
}
