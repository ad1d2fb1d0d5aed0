package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
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
  }
}
