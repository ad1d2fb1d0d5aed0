package io.piste.segment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.piste.segment.RuleMistake.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON form of a rule. Says all that is wrong with it at once; nothing is ever thrown for
 * what a stranger wrote. What a rule names (fields, scores, segments) is looked up by {@link
 * RuleCheck}. Stateless.
 */
public final class RuleReader {
  private static final int LONGEST = 200_000;
  private static final int NESTING = 64;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(NESTING)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final List<RuleMistake> mistakes = new ArrayList<>();
  private int conditions;

  private RuleReader() {}

  /** Reads a rule. */
  public static RuleReading read(String json) {
    JsonNode node = null;
    try {
      node = json.length() > LONGEST ? null : READER.readValue(json);
    } catch (JsonProcessingException | NumberFormatException e) {
      // It is not JSON; what exactly is wrong helps nobody who did not write it by hand.
    }
    if (node == null || !node.isObject()) {
      return new RuleReading(
          null,
          List.of(
              new RuleMistake(
                  "", Kind.NOT_JSON, "one JSON object of at most " + LONGEST + " characters")));
    }
    RuleReader reader = new RuleReader();
    Rule rule = reader.rule(new RuleNode(node, "", reader.mistakes), 1).orElse(null);
    if (reader.conditions > Rule.MOST_CONDITIONS) {
      reader.mistakes.add(
          new RuleMistake(
              "",
              Kind.TOO_MANY,
              "at most %d conditions, it has %d"
                  .formatted(Rule.MOST_CONDITIONS, reader.conditions)));
    }
    return new RuleReading(reader.mistakes.isEmpty() ? rule : null, reader.mistakes);
  }

  /**
   * Reads back what {@link RuleWriter} wrote.
   *
   * @throws IllegalStateException when somebody else wrote it, and wrong
   */
  public static Rule stored(String json) {
    RuleReading reading = read(json);
    Rule rule = reading.rule();
    if (rule == null) {
      throw new IllegalStateException(
          "a stored rule is wrong: " + reading.mistakes().getFirst().message());
    }
    return rule;
  }

  private Optional<? extends Rule> rule(RuleNode node, int depth) {
    if (depth > Rule.DEEPEST) {
      node.note(Kind.TOO_DEEP, "", "groups at most " + Rule.DEEPEST + " deep");
      return Optional.empty();
    }
    if (node.has("all")) {
      return parts(node, "all", depth).map(Rule.All::new);
    }
    if (node.has("any")) {
      return parts(node, "any", depth).map(Rule.Any::new);
    }
    if (node.has("not")) {
      node.only("not");
      return node.object("not").flatMap(part -> rule(part, depth + 1)).map(Rule.Not::new);
    }
    conditions++;
    return ConditionReader.read(node);
  }

  private Optional<List<Rule>> parts(RuleNode node, String key, int depth) {
    node.only(key);
    JsonNode list = node.get(key);
    if (!list.isArray() || list.isEmpty() || list.size() > Rule.MOST_CONDITIONS) {
      node.note(Kind.WRONG_VALUE, key, "a list of 1 to " + Rule.MOST_CONDITIONS + " conditions");
      return Optional.empty();
    }
    List<@Nullable Rule> parts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      parts.add(part(list.get(i), node.at(key + "[" + i + "]"), depth + 1).orElse(null));
    }
    return parts.contains(null) ? Optional.empty() : Optional.of(List.copyOf(parts));
  }

  private Optional<? extends Rule> part(JsonNode part, String place, int depth) {
    if (!part.isObject()) {
      mistakes.add(new RuleMistake(place, Kind.WRONG_VALUE, "an object"));
      return Optional.empty();
    }
    return rule(new RuleNode(part, place, mistakes), depth);
  }
}
