package io.piste.connector;

import io.piste.base.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered with.
 *
 * @param json null for none
 */
public record ApiAnswer(int status, @Nullable String json) {
  private static final ApiAnswer NONE = new ApiAnswer(204, null);

  /** 200 with a value as JSON. */
  public static ApiAnswer ok(Object value) {
    return of(200, value);
  }

  /** Another status with a value as JSON. */
  public static ApiAnswer of(int status, Object value) {
    return new ApiAnswer(status, Json.write(value));
  }

  /** 204. */
  public static ApiAnswer none() {
    return NONE;
  }
}
