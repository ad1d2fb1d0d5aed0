package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form that was sent.
 *
 * @param id the form's id or name, at most 100 characters
 * @param fields the names of its fields, at most 50 of 100 characters; never values
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Form(@Nullable String id, List<String> fields) {
  public Form {
    fields = List.copyOf(fields);
  }
}
