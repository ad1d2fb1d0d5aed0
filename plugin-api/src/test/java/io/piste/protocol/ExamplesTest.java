package io.piste.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the documentation are what the records read and write. */
final class ExamplesTest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page",
        "product",
        "cart",
        "checkout",
        "order",
        "identify-typed",
        "identify-token",
        "engage",
        "click",
        "form",
        "search",
        "notfound",
        "custom",
        "logout"
      })
  void an_example_is_read_and_written_without_loss(String name) throws IOException {
    JsonNode example = example(name);

    Event event = MAPPER.treeToValue(example, Event.class);

    assertEquals(example, MAPPER.readTree(MAPPER.writeValueAsString(event)));
  }

  @Test
  void every_type_of_event_has_an_example() throws IOException {
    Set<Class<?>> missing = new HashSet<>(Arrays.asList(Event.class.getPermittedSubclasses()));
    for (String name :
        List.of(
            "page",
            "product",
            "cart",
            "checkout",
            "order",
            "engage",
            "click",
            "form",
            "search",
            "notfound",
            "custom",
            "logout")) {
      missing.remove(MAPPER.treeToValue(example(name), Event.class).getClass());
    }
    missing.remove(MAPPER.treeToValue(example("identify-typed"), Event.class).getClass());
    // Only calls of the plugin API make it.
    missing.remove(Event.OrderChanged.class);
    assertEquals(Set.of(), missing);
  }

  @Test
  void the_events_of_the_batch_are_events() throws IOException {
    for (JsonNode event : example("batch").get("e")) {
      assertEquals(
          event,
          MAPPER.readTree(MAPPER.writeValueAsString(MAPPER.treeToValue(event, Event.class))));
    }
  }

  private static JsonNode example(String name) throws IOException {
    try (InputStream in = Event.class.getResourceAsStream("examples/" + name + ".json")) {
      return MAPPER.readTree(in);
    }
  }
}
