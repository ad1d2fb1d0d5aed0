package io.piste.demo.shop;

import io.piste.protocol.Product;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that only show: home, teas, blog, feed, privacy. */
final class Showroom implements Room {
  private final Catalogue catalogue;
  private final TeaPictures pictures;
  private final Pages pages;

  Showroom(Catalogue catalogue, TeaPictures pictures, Pages pages) {
    this.catalogue = catalogue;
    this.pictures = pictures;
    this.pages = pages;
  }

  @Override
  public boolean answers(Visit visit) throws IOException {
    Lang lang = visit.lang();
    String path = visit.path();
    switch (path) {
      case "/", "" -> visit.show("home", "", shelves(lang), new PisteCalls());
      case "/teas/" -> visit.show("teas", lang.word("teas.title"), shelves(lang), new PisteCalls());
      case "/blog/" -> visit.show("blog", lang.word("blog.title"), shelves(lang), new PisteCalls());
      case "/blog/feed.xml" -> feed(visit);
      case "/privacy" ->
          visit.show("privacy", lang.word("privacy.title"), Map.of(), new PisteCalls());
      default -> {
        return tea(visit) || article(visit);
      }
    }
    return true;
  }

  private boolean tea(Visit visit) throws IOException {
    Optional<Tea> tea = after("/teas/", visit.path()).flatMap(catalogue::bySlug);
    if (tea.isEmpty()) {
      return false;
    }
    Lang lang = visit.lang();
    Product product =
        new Product(
            tea.get().sku(),
            tea.get().in(lang).name(),
            tea.get().price(),
            Catalogue.CURRENCY,
            visit.origin() + tea.get().path(lang),
            visit.origin() + tea.get().picture());
    visit.show(
        "tea",
        tea.get().in(lang).name(),
        Map.of("tea", card(tea.get(), lang)),
        new PisteCalls().product(product));
    return true;
  }

  private boolean article(Visit visit) throws IOException {
    Optional<Article> article = after("/blog/", visit.path()).flatMap(catalogue::article);
    if (article.isEmpty()) {
      return false;
    }
    Lang lang = visit.lang();
    Tea tea = catalogue.bySlug(article.get().tea()).orElseThrow();
    visit.show(
        "article",
        article.get().in(lang).title(),
        Map.of("article", entry(article.get(), lang), "teas", List.of(card(tea, lang))),
        new PisteCalls());
    return true;
  }

  private void feed(Visit visit) throws IOException {
    Map<String, Object> model = new HashMap<>(shelves(visit.lang()));
    model.put("lang", visit.lang());
    model.put("base", visit.lang().prefix());
    model.put("origin", visit.origin());
    visit.send(200, "application/rss+xml; charset=utf-8", Visit.bytes(pages.fill("feed", model)));
  }

  private Map<String, Object> shelves(Lang lang) {
    return Map.of(
        "teas", catalogue.teas().stream().map(tea -> card(tea, lang)).toList(),
        "articles", catalogue.articles().stream().map(article -> entry(article, lang)).toList());
  }

  static Map<String, Object> card(Tea tea, Lang lang) {
    Tea.Words words = tea.in(lang);
    return Map.of(
        "sku", tea.sku(),
        "name", words.name(),
        "notes", words.notes(),
        "text", words.text(),
        "brew", words.brew(),
        "price", lang.money(tea.price()),
        "grams", lang.word("teas.grams").replace("{grams}", Integer.toString(tea.grams())),
        "url", tea.path(lang),
        "image", tea.picture());
  }

  private Map<String, Object> entry(Article article, Lang lang) {
    Article.Words words = article.in(lang);
    Tea tea = catalogue.bySlug(article.tea()).orElseThrow();
    return Map.of(
        "title", words.title(),
        "lead", words.lead(),
        "paragraphs", words.paragraphs(),
        "url", article.path(lang),
        "date", article.date(),
        "day", lang.day(article.day()),
        "rfcDate",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                article.day().atTime(8, 0).atOffset(ZoneOffset.UTC)),
        "image", tea.picture(),
        "imageBytes", pictures.of(tea).length);
  }

  private static Optional<String> after(String start, String path) {
    return path.startsWith(start) ? Optional.of(path.substring(start.length())) : Optional.empty();
  }
}
