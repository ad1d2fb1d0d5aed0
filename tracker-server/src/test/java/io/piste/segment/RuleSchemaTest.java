package io.piste.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.piste.base.Json;
import io.piste.segment.RuleMistake.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reader of rules and their schema say the same, as far as a schema can say it. */
final class RuleSchemaTest {
  private static final long SEED = 20261130;
  private static final int CASES = 20_000;

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of("classpath:io/piste/protocol/schemas/v1/segment.json"));

  /** Sums are beyond a schema. */
  private static final Set<Kind> UNSAYABLE = Set.of(Kind.TOO_DEEP, Kind.TOO_MANY);

  private static final String ODD =
      "[null,true,false,\"\",\" \",\"x\",\"page\",\"loyalty\",\"EUR\",\"eur\",\"2026-02-30\",\"2026-03-01\","
          + "\"2026-3-1\",\"a\\u0000b\",0,-1,1,2.0,1.5,0.0001,0.00001,50,51,3650,3651,1000000,1000001,"
          + "999999999999,1000000000000,1e3,1e15,2147483648,[],{},[[]],[{}],{\"days_ago\":3},{\"days_ago\":1.5},"
          + "{\"at_least\":1},{\"exactly\":2},{\"exactly\":2,\"at_most\":3},{\"tag\":\"tea\"},[\"loyalty\"],"
          + "[\"loyalty\",\"loyalty\"],{\"not\":{\"tag\":\"x\"}}]";

  private static final List<String> KEYS =
      List.of(
          "all",
          "any",
          "not",
          "field",
          "tag",
          "score",
          "stage",
          "did",
          "orders",
          "cart",
          "mail",
          "consent",
          "segment",
          "is",
          "is_not",
          "known",
          "before",
          "at_least",
          "at_most",
          "exactly",
          "times",
          "count",
          "total",
          "name",
          "within_days",
          "from",
          "until",
          "given",
          "x");

  private final Random random = new Random(SEED);
  private final RandomRules rules = new RandomRules(random, List.of(1L, 2L));
  private final List<JsonNode> odd = read();

  private static List<JsonNode> read() {
    try {
      List<JsonNode> values = new ArrayList<>();
      Json.MAPPER.readTree(ODD).forEach(values::add);
      return values;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_one_takes_the_other_takes() {
    int taken = 0;
    for (int i = 0; i < CASES; i++) {
      ObjectNode rule = RuleWriter.tree(rules.rule());
      for (int n = random.nextInt(3); n > 0; n--) {
        bend(rule);
      }
      RuleReading reading = RuleReader.read(rule.toString());
      List<String> faults = SCHEMA.validate(rule).stream().map(Error::toString).toList();
      if (reading.isRight()) {
        taken++;
        assertEquals(List.of(), faults, () -> "the reader takes " + rule);
      } else if (faults.isEmpty() && !reading.mistakes().stream().allMatch(this::isUnsayable)) {
        fail("the schema takes what the reader does not " + reading.mistakes() + ": " + rule);
      }
    }
    assertTrue(taken > CASES / 5 && taken < CASES * 4 / 5, taken + " taken");
  }

  /** February the 30th looks like a day. */
  private boolean isUnsayable(RuleMistake mistake) {
    return UNSAYABLE.contains(mistake.kind()) || mistake.expected().startsWith("a day like");
  }

  @Test
  void what_is_written_is_read_back() {
    for (int i = 0; i < CASES; i++) {
      Rule rule = rules.rule();
      String json = RuleWriter.write(rule);
      assertEquals(json, RuleWriter.write(RuleReader.stored(json)));
      assertEquals(List.of(), SCHEMA.validate(RuleWriter.tree(rule)), json);
    }
  }

  private void bend(ObjectNode whole) {
    List<JsonNode> places = new ArrayList<>();
    collect(whole, places);
    switch (places.get(random.nextInt(places.size()))) {
      case ObjectNode object -> bendObject(object);
      case ArrayNode list -> bendList(list);
      default -> throw new IllegalStateException();
    }
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainerNode()) {
      places.add(node);
      node.forEach(child -> collect(child, places));
    }
  }

  private void bendObject(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String own = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> object.remove(own);
      case 1 -> object.set(KEYS.get(random.nextInt(KEYS.size())), odd());
      case 2 ->
          object.put(
              own, "y".repeat(List.of(60, 61, 67, 68, 300, 301, 500, 501).get(random.nextInt(8))));
      default -> object.set(own, odd());
    }
  }

  private void bendList(ArrayNode list) {
    switch (random.nextInt(3)) {
      case 0 -> list.add(odd());
      case 1 -> {
        while (!list.isEmpty() && list.size() < 51) {
          list.add(list.get(0).deepCopy());
        }
      }
      default -> list.removeAll();
    }
  }

  private JsonNode odd() {
    return odd.get(random.nextInt(odd.size())).deepCopy();
  }
}
