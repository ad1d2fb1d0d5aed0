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
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON text: goes from field to field, knows the path to where it is, and says by that
 * path what is wrong there. What the values are is read by {@link JsonStream}.
 */
abstract sealed class JsonCursor implements AutoCloseable permits JsonStream {
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

  final JsonParser parser;
  private final String above;
  private final ProblemCode wrongShape;

  /** Stands in the object that begins at {@code from}; BAD_JSON when there is none. */
  JsonCursor(byte[] body, int from, int to, String above, ProblemCode wrongShape) {
    this.above = above;
    this.wrongShape = wrongShape;
    try {
      parser = FACTORY.createParser(body, from, to - from);
      if (!mayBeUtf8(body) || parser.nextToken() != JsonToken.START_OBJECT) {
        parser.close();
        throw new Problem(ProblemCode.BAD_JSON, "The body must be one JSON object in UTF-8.");
      }
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
  public final boolean nextField() {
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
  public final String name() {
    try {
      return String.valueOf(parser.currentName());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Goes over the value, whatever it is. */
  public final void skip() {
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** To be called after the last field of the whole: nothing may follow. */
  public final void end() {
    try {
      if (parser.nextToken() != null) {
        throw new Problem(ProblemCode.BAD_JSON, "The body must be one JSON object and no more.");
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Whether the value is null, which is as good as no field. */
  public final boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** Whether the value is a text. */
  public final boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** Whether the value is true or false. */
  public final boolean isFlag() {
    return parser.currentToken() == JsonToken.VALUE_TRUE
        || parser.currentToken() == JsonToken.VALUE_FALSE;
  }

  /** Whether the value is a number. */
  public final boolean isNumber() {
    return parser.currentToken() != null && parser.currentToken().isNumeric();
  }

  /** The problem of the value just read: it should be something else. */
  public final Problem wrong(String expected) {
    JsonStreamContext context = parser.getParsingContext();
    boolean inside = parser.currentToken() != null && parser.currentToken().isStructStart();
    return problem(path(inside ? context.getParent() : context), expected);
  }

  /** The problem of a field of the object just left: it is missing, or should be something else. */
  public final Problem wrong(String field, String expected) {
    String place = place();
    return problem(place.isEmpty() ? field : place + "." + field, expected);
  }

  /** The value of a field of the object just left, or the problem that it is missing. */
  public final <T> T needed(@Nullable T value, String field, String expected) {
    if (value == null) {
      throw wrong(field, expected);
    }
    return value;
  }

  private Problem problem(String path, String expected) {
    return new Problem(wrongShape, path + ": expected " + expected);
  }

  /** The path of the object just left. */
  final String place() {
    return path(parser.getParsingContext());
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

  static Problem broken(IOException e) {
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
  public final void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw broken(e);
    }
  }
}
