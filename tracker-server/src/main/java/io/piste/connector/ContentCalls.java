package io.piste.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.piste.base.JsonFields;
import io.piste.collect.ShopWords;
import io.piste.content.Content;
import io.piste.content.Library;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import io.piste.site.WebAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content library, as shops and blogs fill it. Thread-safe. */
public final class ContentCalls {
  private static final String SOURCE = "connector";
  private static final Set<String> TYPES = Set.of("post", "page", "product");
  private static final int MOST_ID = 100;
  private static final int MOST_URL = 1_000;
  private static final int MOST_TITLE = 300;
  private static final int MOST_EXCERPT = 2_000;
  private static final int MOST_WORDS = 50;
  private static final int MOST_WORD = 100;

  private final Library library;

  /** Keeps nothing yet. */
  public ContentCalls(Library library) {
    this.library = library;
  }

  /** The calls. */
  public List<Call> calls() {
    return List.of(
        Call.get("/contents", Scope.CONTENTS, this::list),
        Call.of("PUT", "/contents/{id}", Scope.CONTENTS, this::store),
        Call.delete("/contents/{id}", Scope.CONTENTS, this::delete));
  }

  private ApiAnswer list(ApiRequest request) {
    request.parameters("limit", "cursor");
    int limit = request.limit();
    return ApiAnswer.ok(
        Cursor.page(
            library.page(request.site().id(), Cursor.of(request), limit + 1),
            limit,
            Library.Kept::id,
            Item::of));
  }

  private ApiAnswer store(ApiRequest request) {
    Content content = content(request.site(), request.variable("id", MOST_ID), request.json());
    return switch (library.store(request.site().id(), SOURCE, content)) {
      case NEW -> ApiAnswer.of(201, Map.of("status", "stored"));
      case CHANGED -> ApiAnswer.ok(Map.of("status", "stored"));
      case OLDER ->
          ApiAnswer.ok(
              Map.of(
                  "status",
                  "ignored",
                  "code",
                  "older",
                  "detail",
                  "updated: a newer version is kept, or it was deleted since"));
    };
  }

  private ApiAnswer delete(ApiRequest request) {
    library.delete(request.site().id(), SOURCE, request.variable("id", MOST_ID));
    return ApiAnswer.none();
  }

  private static Content content(Site site, String id, JsonFields body) {
    body.only(
        "type",
        "url",
        "title",
        "excerpt",
        "image",
        "language",
        "tags",
        "categories",
        "published",
        "updated",
        "price",
        "currency",
        "inStock");
    String type = body.text("type", 20);
    if (!TYPES.contains(type)) {
      throw body.wrong("type", "post, page or product");
    }
    String url = ours(site, body.text("url", MOST_URL));
    if (url == null) {
      throw body.wrong("url", "an address on a host of the site");
    }
    String title = ShopWords.plain(body.line("title", MOST_TITLE));
    if (title == null) {
      throw body.wrong("title", "a title in plain text");
    }
    BigDecimal price = body.has("price") ? ShopWords.money(body, "price") : null;
    if ((price == null) == body.has("currency")) {
      throw body.wrong("currency", "one together with a price, and none without");
    }
    return new Content(
        id,
        type,
        url,
        title,
        ShopWords.plain(body.optionalLine("excerpt", MOST_EXCERPT)),
        ours(site, body.optionalText("image", MOST_URL)),
        ShopWords.language(body, "language"),
        words(body, "tags"),
        words(body, "categories"),
        price,
        price == null ? null : ShopWords.currency(body, "currency"),
        body.optionalFlag("inStock"),
        Instant.ofEpochMilli(ShopWords.time(body, "published")),
        Instant.ofEpochMilli(ShopWords.time(body, "updated")));
  }

  private static @Nullable String ours(Site site, @Nullable String address) {
    return WebAddress.parse(address)
        .filter(parsed -> site.ownsHost(parsed.host()))
        .map(WebAddress::toString)
        .orElse(null);
  }

  private static List<String> words(JsonFields body, String name) {
    if (!body.has(name)) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    for (String word : body.words(name, MOST_WORDS)) {
      String plain = ShopWords.plain(word.strip());
      if (word.length() > MOST_WORD) {
        throw body.wrong(name, "words of at most " + MOST_WORD + " characters");
      }
      if (plain != null) {
        words.add(plain);
      }
    }
    return words;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Item(
      String id,
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
      long published,
      long updated,
      String source) {
    static Item of(Library.Kept kept) {
      Content content = kept.content();
      return new Item(
          content.key(),
          content.type(),
          content.url(),
          content.title(),
          content.excerpt(),
          content.image(),
          content.language(),
          content.tags(),
          content.categories(),
          content.price(),
          content.currency(),
          content.inStock(),
          content.publishedAt().toEpochMilli(),
          content.updatedAt().toEpochMilli(),
          kept.source());
    }
  }
}
