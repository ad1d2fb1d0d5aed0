package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /contents/{id}}: a post, page or product.
 *
 * @param url on a host of the site
 * @param published in milliseconds since 1970
 * @param updated an older one never replaces a newer
 * @param price together with its currency, or neither
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContentCall(
    String type,
    String url,
    String title,
    @Nullable String excerpt,
    @Nullable String image,
    @Nullable String language,
    List<String> tags,
    List<String> categories,
    long published,
    long updated,
    @Nullable BigDecimal price,
    @Nullable String currency,
    @Nullable Boolean inStock) {
  public ContentCall {
    tags = List.copyOf(tags);
    categories = List.copyOf(categories);
  }
}
