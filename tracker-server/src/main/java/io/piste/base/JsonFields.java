package io.piste.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of a JSON text that a stranger sent. Every question about a field says what is
 * expected of it, and throws a {@link Problem} that names its path ({@code
 * e[0].cart.lines[2].price}) when it is something else; nothing but a Problem is ever thrown.
 * Fields that nobody asks for are ignored, unless {@link #only} says which there may be; one that
 * comes twice is refused.
 */
public final class JsonFields {
  private static final ObjectReader READER =
      Json.MAPPER
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final int LONGEST_NAME = 60;

  private final JsonNode node;
  private final String path;
  private final ProblemCode wrongShape;

  private JsonFields(JsonNode node, String path, ProblemCode wrongShape) {
    this.node = node;
    this.path = path;
    this.wrongShape = wrongShape;
  }

  /** Reads a text; BAD_JSON when it is not one JSON object, {@code wrongShape} for all the rest. */
  public static JsonFields parse(String text, ProblemCode wrongShape) {
    JsonNode node;
    try {
      node = READER.readValue(text);
    } catch (JsonProcessingException e) {
      throw new Problem(ProblemCode.BAD_JSON, "The body is not JSON: " + where(e));
    } catch (NumberFormatException e) {
      // Jackson lets it through for exponents of more than ten digits.
      throw new Problem(ProblemCode.BAD_JSON, "The body has a number that cannot be read.");
    }
    if (node == null || !node.isObject()) {
      throw new Problem(ProblemCode.BAD_JSON, "The body must be one JSON object.");
    }
    return new JsonFields(node, "", wrongShape);
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null
        ? "it ends too early."
        : "line %d, column %d."
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  /** The problem of a field that is none of these. */
  public void only(String... known) {
    Set<String> names = Set.of(known);
    for (var fields = node.fieldNames(); fields.hasNext(); ) {
      String name = fields.next();
      if (!names.contains(name)) {
        throw new Problem(
            wrongShape,
            pathOf(shortened(name)) + ": unknown field; known are " + String.join(", ", known));
      }
    }
  }

  /** What strangers call a field is told back to them alone, and never at length. */
  private static String shortened(String name) {
    String line = name.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
  }

  /** Whether the field is there, perhaps null. */
  public boolean names(String name) {
    return node.has(name);
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** A text of 1 to {@code most} characters without control characters. */
  public String text(String name, int most) {
    JsonNode field = node.get(name);
    if (field == null || !field.isTextual()) {
      throw wrong(name, "a text of 1 to " + most + " characters");
    }
    return checked(name, field.textValue(), most);
  }

  private String checked(String name, String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      throw wrong(name, "1 to " + most + " characters, it has " + text.length());
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw wrong(name, "a text without control characters");
    }
    return text;
  }

  /** The same, or null where the field is absent, null or empty. */
  public @Nullable String optionalText(String name, int most) {
    return isEmpty(name) ? null : text(name, most);
  }

  /** A text of people, up to {@code most} characters: line breaks and tabs count as spaces. */
  public String line(String name, int most) {
    JsonNode field = node.get(name);
    if (field == null || !field.isTextual()) {
      throw wrong(name, "a text of 1 to " + most + " characters");
    }
    return checked(name, field.textValue().replaceAll("\\s+", " ").strip(), most);
  }

  /** The same, or null where the field is absent, null or empty. */
  public @Nullable String optionalLine(String name, int most) {
    return isEmpty(name) ? null : line(name, most);
  }

  private boolean isEmpty(String name) {
    JsonNode field = node.get(name);
    return field == null || field.isNull() || (field.isTextual() && field.textValue().isEmpty());
  }

  /** A whole number from {@code least} to {@code most}; 2.0 is one. */
  public long wholeNumber(String name, long least, long most) {
    JsonNode field = node.get(name);
    OptionalLong whole =
        field == null || !field.isNumber()
            ? OptionalLong.empty()
            : Decimals.whole(field.decimalValue(), least, most);
    return whole.orElseThrow(() -> wrong(name, "a whole number from " + least + " to " + most));
  }

  /** A number as written; its size is not bounded: compare before computing with it. */
  public BigDecimal number(String name) {
    JsonNode field = node.get(name);
    if (field == null || !field.isNumber()) {
      throw wrong(name, "a number");
    }
    return field.decimalValue();
  }

  /** True or false, or null where the field is absent or null. */
  public @Nullable Boolean optionalFlag(String name) {
    JsonNode field = node.get(name);
    if (field == null || field.isNull()) {
      return null;
    }
    if (!field.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return field.booleanValue();
  }

  /** The object in a field. */
  public JsonFields object(String name) {
    JsonNode field = node.get(name);
    if (field == null || !field.isObject()) {
      throw wrong(name, "an object");
    }
    return new JsonFields(field, pathOf(name), wrongShape);
  }

  /** The objects of a list of at most {@code most}. */
  public List<JsonFields> objects(String name, int most) {
    JsonNode list = list(name, most, "objects");
    List<JsonFields> objects = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      String place = name + "[" + i + "]";
      if (!list.get(i).isObject()) {
        throw wrong(place, "an object");
      }
      objects.add(new JsonFields(list.get(i), pathOf(place), wrongShape));
    }
    return objects;
  }

  /** The words of a list of at most {@code most}. */
  public List<String> words(String name, int most) {
    JsonNode list = list(name, most, "words");
    List<String> words = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).isTextual()) {
        throw wrong(name + "[" + i + "]", "a word");
      }
      words.add(list.get(i).textValue());
    }
    return words;
  }

  private JsonNode list(String name, int most, String what) {
    JsonNode field = node.get(name);
    if (field == null || !field.isArray()) {
      throw wrong(name, "a list of " + what);
    }
    if (field.size() > most) {
      throw wrong(name, "at most " + most + " " + what + ", it has " + field.size());
    }
    return field;
  }

  /** The problem of a field that should be something else. */
  public Problem wrong(String name, String expected) {
    return new Problem(wrongShape, pathOf(name) + ": expected " + expected);
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
