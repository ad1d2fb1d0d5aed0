package io.piste.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The JSON Schemas that plugin-api ships. */
final class Schemas {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Map<String, Schema> KNOWN = new ConcurrentHashMap<>();

  private Schemas() {}

  /** What a schema finds wrong with a value; nothing when it is right. */
  static List<String> faults(String name, JsonNode value) {
    return KNOWN
        .computeIfAbsent(
            name,
            n ->
                REGISTRY.getSchema(
                    SchemaLocation.of("classpath:io/piste/protocol/schemas/v1/" + n + ".json")))
        .validate(value)
        .stream()
        .map(Error::toString)
        .toList();
  }
}
