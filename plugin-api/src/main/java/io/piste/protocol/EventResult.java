package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event that a shop's server sent.
 *
 * @param id the event's, or null where it could not be read
 * @param status {@code stored}; {@code apart} when its time is not believed: kept, without effects;
 *     {@code dropped}: sending it again, as it is, does not help
 * @param code why it is not stored, as in problems, or {@code too_old}, {@code in_future}
 * @param detail the field and what was expected of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventResult(
    @Nullable String id, String status, @Nullable String code, @Nullable String detail) {
  /** It is in the log. */
  public static EventResult stored(@Nullable String id) {
    return new EventResult(id, "stored", null, null);
  }

  /** It is in the log, and nothing follows from it. */
  public static EventResult apart(@Nullable String id, String code, String detail) {
    return new EventResult(id, "apart", code, detail);
  }

  /** It is gone. */
  public static EventResult dropped(@Nullable String id, String code, String detail) {
    return new EventResult(id, "dropped", code, detail);
  }
}
