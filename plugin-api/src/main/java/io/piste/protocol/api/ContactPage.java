package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of {@code GET /contacts}.
 *
 * @param next asks for the next page; null on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactPage(List<Contact> items, @Nullable String next) {
  public ContactPage {
    items = List.copyOf(items);
  }
}
