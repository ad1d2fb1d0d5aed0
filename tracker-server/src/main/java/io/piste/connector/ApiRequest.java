package io.piste.connector;

import io.piste.base.JsonFields;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A call as it came, from a key that opens it. */
public final class ApiRequest {
  private static final int MOST_ITEMS = 200;
  private static final int USUAL_ITEMS = 50;

  private final HttpServletRequest http;
  private final Caller caller;
  private final Map<String, String> variables;
  private final byte[] body;

  ApiRequest(HttpServletRequest http, Caller caller, Map<String, String> variables, byte[] body) {
    this.http = http;
    this.caller = caller;
    this.variables = Map.copyOf(variables);
    this.body = body;
  }

  /** The site that the key speaks for. */
  public Site site() {
    return caller.site();
  }

  /** Who calls. */
  public Caller caller() {
    return caller;
  }

  HttpServletRequest http() {
    return http;
  }

  byte[] body() {
    return body;
  }

  /**
   * A variable of the path.
   *
   * @throws Problem BAD_REQUEST when it is longer than {@code most} or has control characters
   */
  public String variable(String name, int most) {
    String value = String.valueOf(variables.get(name));
    if (value.length() > most || value.chars().anyMatch(Character::isISOControl)) {
      throw wrong(name, "1 to " + most + " characters without control characters");
    }
    return value;
  }

  /** A parameter behind the question mark; {@link #parameters} says which there may be. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(http.getParameter(name));
  }

  /**
   * Says which parameters there may be.
   *
   * @throws Problem BAD_REQUEST for another one, or for one that comes twice
   */
  public void parameters(String... known) {
    Set<String> names = Set.of(known);
    http.getParameterMap()
        .forEach(
            (name, values) -> {
              if (!names.contains(name)) {
                throw new Problem(
                    ProblemCode.BAD_REQUEST,
                    "There is no parameter of this name; known here: " + String.join(", ", known));
              }
              if (values.length > 1) {
                throw wrong(name, "one value, it has " + values.length);
              }
            });
  }

  /**
   * How many items of a list are asked for, from {@code limit}: 50 unless it is said.
   *
   * @throws Problem BAD_REQUEST unless it is from 1 to 200
   */
  public int limit() {
    String said = parameter("limit").orElse(Integer.toString(USUAL_ITEMS));
    boolean number =
        !said.isEmpty() && said.length() < 4 && said.chars().allMatch(c -> c >= '0' && c <= '9');
    int limit = number ? Integer.parseInt(said) : 0;
    if (limit < 1 || limit > MOST_ITEMS) {
      throw wrong("limit", "a whole number from 1 to " + MOST_ITEMS);
    }
    return limit;
  }

  /**
   * The body, one JSON object in UTF-8.
   *
   * @throws Problem BAD_JSON when it is none, or has a field twice
   */
  public JsonFields json() {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return JsonFields.parse(text, ProblemCode.BAD_REQUEST);
    } catch (CharacterCodingException e) {
      throw new Problem(ProblemCode.BAD_JSON, "The body is not UTF-8.");
    }
  }

  /** The problem of something that should be something else. */
  public static Problem wrong(String name, String expected) {
    return new Problem(ProblemCode.BAD_REQUEST, name + ": expected " + expected);
  }
}
