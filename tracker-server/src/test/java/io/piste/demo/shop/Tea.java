package io.piste.demo.shop;

import java.math.BigDecimal;

/** One of the six. The colours are those of its picture. */
record Tea(
    String sku,
    String slug,
    BigDecimal price,
    int grams,
    String liquor,
    String leaf,
    String cloth,
    Words fr,
    Words en) {

  /** What the shop says about it in one language. */
  record Words(String name, String notes, String text, String brew) {}

  Words in(Lang lang) {
    return lang == Lang.FR ? fr : en;
  }

  String path(Lang lang) {
    return lang.prefix() + "/teas/" + slug;
  }

  /** A JPEG, since mail programs show no SVG. */
  String picture() {
    return "/pictures/" + slug + ".jpg";
  }
}
