package io.piste.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.piste.protocol.api.CartCall;
import io.piste.protocol.api.ConnectorReport;
import io.piste.protocol.api.ConsentCall;
import io.piste.protocol.api.ContentCall;
import io.piste.protocol.api.IdentifyCall;
import io.piste.protocol.api.OrderCall;
import io.piste.protocol.api.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page about the plugin API says what is there, and the records are what is sent. */
final class PluginApiPageTest {
  private static final Path DOCS = Path.of("../docs");
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  @Test
  void every_example_stands_in_the_page_as_it_is() throws IOException {
    String page = Files.readString(DOCS.resolve("plugin-api.md"));
    for (String name : List.of("shop.php", "Shop.java", "page.html")) {
      String example = Files.readString(DOCS.resolve("examples").resolve(name)).stripTrailing();
      assertTrue(page.contains("\n" + example + "\n```"), name + " is another one in the page");
    }
  }

  @Test
  void every_scope_is_explained() throws IOException {
    String page = Files.readString(DOCS.resolve("plugin-api.md"));
    for (Scope scope : Scope.values()) {
      assertTrue(page.contains("`" + scope.word() + "`"), scope.word());
    }
  }

  @Test
  void an_example_is_read_and_written_by_its_record_without_loss() throws IOException {
    Map<String, Class<?>> records =
        Map.of(
            "cart",
            CartCall.class,
            "order",
            OrderCall.class,
            "identify",
            IdentifyCall.class,
            "consent",
            ConsentCall.class,
            "content",
            ContentCall.class,
            "connector",
            ConnectorReport.class);
    for (var each : records.entrySet()) {
      try (InputStream in =
          Scope.class.getResourceAsStream("examples/" + each.getKey() + ".json")) {
        JsonNode example = MAPPER.readTree(in);
        Object read = MAPPER.treeToValue(example, each.getValue());
        assertEquals(example, MAPPER.readTree(MAPPER.writeValueAsString(read)), each.getKey());
      }
    }
  }
}
