package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SchemaTest {
  @Test
  void every_example_is_what_its_schema_says() {
    for (String name : Examples.EVENTS) {
      ObjectNode example = Examples.of(name);
      assertEquals(List.of(), Schemas.faults(example.get("t").textValue(), example), name);
      assertEquals(List.of(), Schemas.faults("event", example), name);
    }
    for (String name : Examples.GA4) {
      ObjectNode example = Examples.of(name);
      assertEquals(List.of(), Schemas.faults(example.get("t").textValue(), example), name);
      assertEquals(List.of(), Schemas.faults("event", example), name);
    }
    assertEquals(List.of(), Schemas.faults("batch", Examples.of("batch")));
    assertEquals(List.of(), Schemas.faults("server-results", Examples.of("server-results")));
  }

  @Test
  void the_example_of_a_server_says_what_becomes_of_each_event() {
    ObjectNode batch = Examples.of("server-batch");
    assertFalse(Schemas.faults("server-batch", batch).isEmpty(), "its last event is wrong");
    ((ObjectNode) batch.at("/e/2/checkout")).put("id", "c-4711");
    assertEquals(List.of(), Schemas.faults("server-batch", batch));

    ServerBatch read =
        ServerBatch.parse(Examples.of("server-batch").toString().getBytes(StandardCharsets.UTF_8));
    JsonNode results = Examples.of("server-results").get("results");
    for (int i = 0; i < 3; i++) {
      assertEquals(results.get(i).get("id").textValue(), read.items().get(i).id());
    }
    Problem wrong = Objects.requireNonNull(read.items().get(2).problem());
    assertEquals(results.get(2).get("detail").textValue(), wrong.getMessage());
    assertEquals(results.get(2).get("code").textValue(), wrong.code().word());
    assertEquals("Qw2eRt5yUi8oPa1sDf4gHj", read.items().get(2).visitor());
  }
}
