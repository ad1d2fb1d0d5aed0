package io.piste.base;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
public final class JsonStream extends JsonCursor {
  /** The greatest whole number that pages can write without loss. */
  private static final long MOST_DIGITS = 9_007_199_254_740_991L;

  private final byte[] body;
  private final ProblemCode wrongShape;

  private JsonStream(byte[] body, int from, int to, String above, ProblemCode wrongShape) {
    super(body, from, to, above, wrongShape);
    this.body = body;
    this.wrongShape = wrongShape;
  }

  /**
   * Opens a text in UTF-8 and enters its object; BAD_JSON when it has none, {@code wrongShape} for
   * what is wrong in it.
   */
  public static JsonStream open(byte[] body, ProblemCode wrongShape) {
    return new JsonStream(body, 0, body.length, "", wrongShape);
  }

  /**
   * The name of the field where names are the sender's: 1 to {@code most} characters as in {@link
   * #text}.
   */
  public String checkedName(int most) {
    return checked(name(), most);
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

  /**
   * A text of people, 1 to {@code most} characters: line breaks and tabs count as spaces, halves of
   * characters are left out, for senders cut texts anywhere.
   */
  public String line(int most) {
    String line = oneLine(measured(string(most), most));
    if (line.isEmpty()) {
      throw wrong("a text that is not all spaces");
    }
    return line;
  }

  /** The same, or null where the value is null, empty or all spaces. */
  public @Nullable String optionalLine(int most) {
    String text = isNull() ? "" : string(most);
    String line = text.isEmpty() ? "" : oneLine(measured(text, most));
    return line.isEmpty() ? null : line;
  }

  private String oneLine(String text) {
    return withoutControls(Lines.oneLine(text)).strip();
  }

  /** What the sender calls something: a {@link #text}, or a whole number. */
  public String key(int most) {
    return isNumber() ? Long.toString(wholeNumber(0, MOST_DIGITS)) : text(most);
  }

  private String string(int most) {
    if (!isText()) {
      throw wrong(aText(most));
    }
    try {
      return parser.getText();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private String checked(String text, int most) {
    withoutControls(measured(text, most));
    if (Lines.hasHalves(text)) {
      throw wrong("a text of whole characters");
    }
    return text;
  }

  private String measured(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      int length = text.codePointCount(0, text.length());
      if (length == 0 || length > most) {
        throw wrong("1 to " + most + " characters, it has " + length);
      }
    }
    return text;
  }

  private String withoutControls(String text) {
    if (Lines.hasControls(text)) {
      throw wrong("a text without control characters");
    }
    return text;
  }

  private static String aText(int most) {
    return "a text of 1 to " + most + " characters";
  }

  /** A whole number from {@code least} to {@code most}; 2.0 is one. */
  public long wholeNumber(long least, long most) {
    try {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        long number = parser.getLongValue();
        if (number >= least && number <= most) {
          return number;
        }
      } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
        OptionalLong whole = Decimals.whole(parser.getDecimalValue(), least, most);
        if (whole.isPresent()) {
          return whole.getAsLong();
        }
      }
    } catch (NumberFormatException e) {
      throw wrong(aWholeNumber(least, most));
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
      if (isNumber()) {
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
    if (isNull()) {
      return null;
    }
    if (!isFlag()) {
      throw wrong("true or false");
    }
    return parser.currentToken() == JsonToken.VALUE_TRUE;
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
   * Reads the value; when its shape is wrong, goes on behind it. For values that stand each for
   * itself.
   */
  public <T> T orElse(Function<JsonStream, T> read, Function<Problem, T> otherwise) {
    int outside = parser.getParsingContext().getNestingDepth() - (isContainer() ? 1 : 0);
    try {
      return read.apply(this);
    } catch (Problem problem) {
      if (problem.code() != wrongShape) {
        throw problem;
      }
      leave(outside);
      return otherwise.apply(problem);
    }
  }

  private boolean isContainer() {
    return parser.currentToken() != null && parser.currentToken().isStructStart();
  }

  private void leave(int outside) {
    try {
      while (parser.getParsingContext().getNestingDepth() > outside) {
        parser.nextToken();
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /**
   * Reads once more, from its beginning, the object that was just left: for what can only be
   * understood by a field that came late.
   */
  public <T> T again(long begin, Function<JsonStream, T> read) {
    int end = (int) parser.currentLocation().getByteOffset();
    String place = place();
    try (JsonStream same = new JsonStream(body, (int) begin, end, place, wrongShape)) {
      return read.apply(same);
    }
  }

  /**
   * The value of a field of the object just left, or the problem that there should be a text of 1
   * to {@code most} characters.
   */
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
}
