package io.piste.bench;

import io.piste.protocol.CartLine;
import io.piste.protocol.Product;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/** What there is to see and to buy in the shop of the bench. Few things are seen by many. */
final class TeaShop {
  static final String ORIGIN = "https://www.shop.example";

  /** Folders of products, the most wanted first. */
  static final List<String> KINDS =
      List.of("green", "black", "oolong", "herbal", "rooibos", "white", "matcha", "pots", "gifts");

  static final List<String> WORDS =
      List.of(
          "sencha",
          "earl grey",
          "matcha",
          "gift box",
          "teapot",
          "decaf",
          "jasmine",
          "oolong",
          "green tea",
          "organic",
          "chai",
          "infuser",
          "rooibos",
          "first flush",
          "sampler",
          "darjeeling");

  static final List<String> FORMS = List.of("newsletter", "contact", "tea-finder", "review");

  static final List<String> OWN_EVENTS = List.of("wishlist", "video", "quiz", "store-finder");

  private static final List<String> OTHER_PAGES =
      List.of("/", "/account", "/delivery", "/stores", "/about", "/brewing/green", "/contact");

  private static final int PRODUCTS_OF_KIND = 60;
  private static final int ARTICLES = 150;

  private TeaShop() {}

  /** A page, of the favourite kind of tea rather than of another. */
  static String page(SplittableRandom random, int favourite) {
    int choice = random.nextInt(100);
    if (choice < 30) {
      return OTHER_PAGES.get(few(random, OTHER_PAGES.size()));
    }
    if (choice < 50) {
      return "/blog/" + few(random, ARTICLES);
    }
    String kind = KINDS.get(kind(random, favourite));
    return choice < 70 ? "/teas/" + kind : productPage(kind, few(random, PRODUCTS_OF_KIND));
  }

  /** Two times of three the favourite. */
  static int kind(SplittableRandom random, int favourite) {
    return random.nextInt(3) < 2 ? favourite : few(random, KINDS.size());
  }

  /** Small numbers more often than large ones. */
  static int few(SplittableRandom random, int below) {
    return (int) (below * Math.pow(random.nextDouble(), 2.5));
  }

  static Product product(SplittableRandom random, int favourite) {
    CartLine line = line(random, favourite, 1);
    return new Product(line.sku(), line.name(), line.price(), "EUR", line.url(), null);
  }

  static CartLine line(SplittableRandom random, int favourite, int quantity) {
    String kind = KINDS.get(kind(random, favourite));
    int number = few(random, PRODUCTS_OF_KIND);
    return new CartLine(
        kind + "-" + number,
        "Tea " + kind + " no. " + number,
        quantity,
        new BigDecimal("4.20").add(BigDecimal.valueOf(number % 30)),
        ORIGIN + productPage(kind, number),
        null);
  }

  private static String productPage(String kind, int number) {
    return "/teas/" + kind + "/" + number;
  }
}
