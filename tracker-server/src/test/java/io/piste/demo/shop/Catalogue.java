package io.piste.demo.shop;

import com.fasterxml.jackson.core.type.TypeReference;
import io.piste.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Six teas and three articles, read from the files beside this class. */
final class Catalogue {
  static final String CURRENCY = "EUR";

  private final List<Tea> teas = read("teas.json", new TypeReference<List<Tea>>() {});
  private final List<Article> articles =
      read("articles.json", new TypeReference<List<Article>>() {});

  List<Tea> teas() {
    return teas;
  }

  List<Article> articles() {
    return articles;
  }

  Optional<Tea> bySlug(String slug) {
    return teas.stream().filter(tea -> tea.slug().equals(slug)).findFirst();
  }

  Optional<Tea> bySku(String sku) {
    return teas.stream().filter(tea -> tea.sku().equals(sku)).findFirst();
  }

  Optional<Article> article(String slug) {
    return articles.stream().filter(article -> article.slug().equals(slug)).findFirst();
  }

  private static <T> T read(String name, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(Assets.read(name), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
