package io.piste.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.piste.base.Json;
import io.piste.support.RawHttp;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** openapi.yaml, and what it says of answers. */
final class Contract {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private final JsonNode root;

  private Contract(JsonNode root) {
    this.root = root;
  }

  static Contract read(String yaml) {
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return new Contract(Json.MAPPER.valueToTree(read));
  }

  JsonNode root() {
    return root;
  }

  /** All operations by method and path, in order. */
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    root.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        entry -> {
                          if (METHODS.contains(entry.getKey())) {
                            operations.put(
                                entry.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey(),
                                entry.getValue());
                          }
                        }));
    return operations;
  }

  /** What is said of an operation; missing when it is none. */
  JsonNode described(String operation) {
    return operations().getOrDefault(operation, MissingNode.getInstance());
  }

  /** The schema of a request's body; missing where there is none. */
  JsonNode body(String operation) {
    return resolved(described(operation).at("/requestBody/content/application~1json/schema"));
  }

  /** Follows a reference within the description. */
  JsonNode resolved(JsonNode node) {
    JsonNode at = node;
    while (at.has("$ref")) {
      at = root.at(at.get("$ref").textValue().substring(1));
    }
    return at;
  }

  /** Fails unless an answer is one that the description of its call names. */
  void check(String operation, RawHttp.Answer answer) {
    JsonNode described = described(operation);
    assertTrue(described.isObject(), operation + " is not described");
    JsonNode response =
        resolved(described.get("responses").path(Integer.toString(answer.status())));
    String about = operation + " answers " + answer.status() + " " + answer.body();
    assertTrue(response.isObject(), about + ", which is not described");
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertEquals("", answer.body(), about);
      return;
    }
    Iterator<Map.Entry<String, JsonNode>> types = content.properties().iterator();
    Map.Entry<String, JsonNode> type = types.next();
    assertEquals(type.getKey(), answer.header("Content-Type").orElse(""), about);
    assertEquals(List.of(), faults(type.getValue().get("schema"), answer.body()), about);
  }

  /** What a schema of the description finds wrong. */
  List<String> faults(JsonNode schema, String json) {
    ObjectNode whole = Json.MAPPER.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", root.get("components"));
    try {
      return SCHEMAS.getSchema(whole).validate(Json.MAPPER.readTree(json)).stream()
          .map(Error::toString)
          .toList();
    } catch (IOException e) {
      return List.of("no JSON: " + e.getMessage());
    }
  }

  /** The operation that a path without its query is one of. */
  String operation(String method, String path) {
    Set<String> fitting = new TreeSet<>();
    for (String operation : operations().keySet()) {
      String template = operation.substring(operation.indexOf(' ') + 1);
      if (operation.startsWith(method + " ")
          && path.matches(template.replaceAll("\\{[a-z]+}", "[^/]+"))) {
        fitting.add(operation);
      }
    }
    String plain = method + " " + path;
    return fitting.contains(plain) || fitting.isEmpty() ? plain : fitting.iterator().next();
  }
}
