package io.piste.content;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article, a page or a product.
 *
 * @param key what its source calls it, at most 100 characters
 * @param type post, page or product
 * @param url of the site's own
 * @param price together with its currency, or neither
 * @param inStock null where nobody said
 * @param updatedAt by the clock of its source; an older one never replaces a newer
 */
public record Content(
    String key,
    String type,
    String url,
    String title,
    @Nullable String excerpt,
    @Nullable String image,
    @Nullable String language,
    List<String> tags,
    List<String> categories,
    @Nullable BigDecimal price,
    @Nullable String currency,
    @Nullable Boolean inStock,
    Instant publishedAt,
    Instant updatedAt) {
  public Content {
    tags = List.copyOf(tags);
    categories = List.copyOf(categories);
  }
}
