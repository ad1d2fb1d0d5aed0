package io.piste.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object that a stranger sent, read from front to back and never built up in memory: the
 * way of {@link JsonFields} for what comes 50,000 times a second. Go from field to field with
 * {@link #nextField}; each reading method is about the value of the field (or list element) just
 * reached, and throws a {@link Problem} that names its path when it is something else. Nothing but
 * a Problem is ever thrown. Of a field that stands twice the last one counts. Values may nest 32
 * deep and numbers have 64 characters; texts are bounded by the body and by whoever reads them. For
 * one thread.
 */
public final class JsonStream implements AutoCloseable {
  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 64;
  private static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_TEXT = 1 << 20;

  private static final String TOO_MUCH =
      "The body nests deeper than %d, or has a number of more than %d characters: "
          .formatted(DEEPEST, LONGEST_NUMBER);

  /**
   * Buffers come from a pool of our own: each request has a thread of its own, so one buffer per
   * thread would be a new one per request. Names are strangers', so they are not interned.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final byte[] body;
  private final JsonParser parser;
  private final String above;
  private final ProblemCode wrongShape;

  private JsonStream(byte[] body, JsonParser parser, String above, ProblemCode wrongShape) {
    this.body = body;
    this.parser = parser;
    this.above = above;
    this.wrongShape = wrongShape;
  }

  /**
   * Opens a text in UTF-8 and enters its object; BAD_JSON when it has none, {@code wrongShape} for
   * what is wrong in it.
   */
  public static JsonStream open(byte[] body, ProblemCode wrongShape) {
    if (!mayBeUtf8(body)) {
      throw new Problem(ProblemCode.BAD_JSON, "The body is not JSON in UTF-8.");
    }
    return open(body, 0, body.length, "", wrongShape);
  }

  private static JsonStream open(
      byte[] body, int from, int to, String above, ProblemCode wrongShape) {
    try {
      JsonParser parser = FACTORY.createParser(body, from, to - from);
      JsonStream stream = new JsonStream(body, parser, above, wrongShape);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        parser.close();
        throw new Problem(ProblemCode.BAD_JSON, "The body must be one JSON object.");
      }
      return stream;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Jackson would read UTF-16 and UTF-32 too, and then count characters and not bytes. */
  private static boolean mayBeUtf8(byte[] body) {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
        return false;
      }
    }
    return true;
  }

  /**
   * Goes to the next field of the object that was entered last; false, and out of it, at its end.
   */
  public boolean nextField() {
    try {
      if (parser.nextFieldName() == null) {
        return false;
      }
      parser.nextToken();
      return true;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The name of the field that was reached. */
  public String name() {
    try {
      return String.valueOf(parser.currentName());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Goes over the value, whatever it is. */
  public void skip() {
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** To be called after the last field of the whole: nothing may follow. */
  public void end() {
    try {
      if (parser.nextToken() != null) {
        throw new Problem(ProblemCode.BAD_JSON, "The body must be one JSON object.");
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Whether the value is null, which is as good as no field. */
  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** A text of 1 to {@code most} characters without control characters. */
  public String text(int most) {
    return checked(string(most), most);
  }

  /** The same, or null where the value is null or empty. */
  public @Nullable String optionalText(int most) {
    String text = isNull() ? "" : string(most);
    return text.isEmpty() ? null : checked(text, most);
  }

  /** A text of people, up to {@code most} characters: line breaks and tabs count as spaces. */
  public String line(int most) {
    return checked(Lines.oneLine(string(most)), most);
  }

  /** The same, or null where the value is null or empty. */
  public @Nullable String optionalLine(int most) {
    String text = isNull() ? "" : string(most);
    return text.isEmpty() ? null : checked(Lines.oneLine(text), most);
  }

  private String string(int most) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(aText(most));
    }
    try {
      return parser.getText();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private String checked(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      int length = text.codePointCount(0, text.length());
      if (length == 0 || length > most) {
        throw wrong("1 to " + most + " characters, it has " + length);
      }
    }
    if (Lines.hasControls(text)) {
      throw wrong("a text without control characters");
    }
    return text;
  }

  private static String aText(int most) {
    return "a text of 1 to " + most + " characters";
  }

  /** A whole number from {@code least} to {@code most}. */
  public long wholeNumber(long least, long most) {
    try {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        long number = parser.getLongValue();
        if (number >= least && number <= most) {
          return number;
        }
      }
    } catch (IOException e) {
      throw broken(e);
    }
    throw wrong(aWholeNumber(least, most));
  }

  private static String aWholeNumber(long least, long most) {
    return "a whole number from " + least + " to " + most;
  }

  /** A number as written; its size is not bounded: compare before computing with it. */
  public BigDecimal number() {
    try {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          && parser.getNumberType() == JsonParser.NumberType.INT) {
        return BigDecimal.valueOf(parser.getIntValue());
      }
      if (parser.currentToken() != null && parser.currentToken().isNumeric()) {
        return parser.getDecimalValue();
      }
    } catch (NumberFormatException e) {
      // An exponent of more than ten digits: a number by its grammar, but none to compute with.
      throw wrong("a number");
    } catch (IOException e) {
      throw broken(e);
    }
    throw wrong("a number");
  }

  /** True or false, or null where the value is null. */
  public @Nullable Boolean optionalFlag() {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw wrong("true or false");
    };
  }

  /** Enters the object that the value is. */
  public void object() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("an object");
    }
  }

  /** The objects of a list of at most {@code most}; {@code read} has to read each to its end. */
  public <T> List<T> objects(int most, Function<JsonStream, T> read) {
    return list(
        most,
        "objects",
        in -> {
          in.object();
          return read.apply(in);
        });
  }

  /** The elements of a list of at most {@code most}; {@code what} they are stands in problems. */
  public <T> List<T> list(int most, String what, Function<JsonStream, T> read) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong("a list of " + what);
    }
    List<T> elements = new ArrayList<>();
    try {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (elements.size() == most) {
          throw tooMany(most, what);
        }
        elements.add(read.apply(this));
      }
    } catch (IOException e) {
      throw broken(e);
    }
    return elements;
  }

  private Problem tooMany(int most, String what) throws IOException {
    int has = most;
    do {
      parser.skipChildren();
      has++;
    } while (parser.nextToken() != JsonToken.END_ARRAY);
    return wrong("at most " + most + " " + what + ", it has " + has);
  }

  /** Where the object that was just entered begins, for {@link #again}. */
  public long here() {
    return parser.currentTokenLocation().getByteOffset();
  }

  /**
   * Reads once more, from its beginning, the object that was just left: for what can only be
   * understood by a field that came late.
   */
  public <T> T again(long begin, Function<JsonStream, T> read) {
    int end = (int) parser.currentLocation().getByteOffset();
    String place = path(parser.getParsingContext());
    try (JsonStream same = open(body, (int) begin, end, place, wrongShape)) {
      return read.apply(same);
    }
  }

  /** The problem of the value just read: it should be something else. */
  public Problem wrong(String expected) {
    JsonStreamContext context = parser.getParsingContext();
    boolean inside = parser.currentToken() != null && parser.currentToken().isStructStart();
    return problem(path(inside ? context.getParent() : context), expected);
  }

  /** The problem of a field of the object just left: it is missing, or should be something else. */
  public Problem wrong(String field, String expected) {
    String place = path(parser.getParsingContext());
    return problem(place.isEmpty() ? field : place + "." + field, expected);
  }

  /** The value of a field of the object just left, or the problem that it is missing. */
  public <T> T needed(@Nullable T value, String field, String expected) {
    if (value == null) {
      throw wrong(field, expected);
    }
    return value;
  }

  /** The same for a text of 1 to {@code most} characters. */
  public String neededText(@Nullable String value, String field, int most) {
    if (value == null) {
      throw wrong(field, aText(most));
    }
    return value;
  }

  /** The same for a whole number; one below {@code least} stands for none. */
  public long neededNumber(long value, String field, long least, long most) {
    if (value < least) {
      throw wrong(field, aWholeNumber(least, most));
    }
    return value;
  }

  private Problem problem(String path, String expected) {
    return new Problem(wrongShape, path + ": expected " + expected);
  }

  private String path(JsonStreamContext context) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext at = context; at != null; at = at.getParent()) {
      if (at.inArray()) {
        path.insert(0, "[" + at.getCurrentIndex() + "]");
      } else if (at.inObject() && at.hasCurrentName()) {
        path.insert(0, "." + at.getCurrentName());
      }
    }
    path.insert(0, above);
    return path.indexOf(".") == 0 ? path.substring(1) : path.toString();
  }

  private static Problem broken(IOException e) {
    String what = e instanceof StreamConstraintsException ? TOO_MUCH : "The body is not JSON: ";
    String where =
        e instanceof JsonProcessingException in && in.getLocation() != null
            ? "line %d, column %d."
                .formatted(in.getLocation().getLineNr(), in.getLocation().getColumnNr())
            : "it ends too early.";
    return new Problem(ProblemCode.BAD_JSON, what + where);
  }

  /** Gives the buffers back. */
  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw broken(e);
    }
  }
}
