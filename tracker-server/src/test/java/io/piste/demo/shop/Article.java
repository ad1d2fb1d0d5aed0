package io.piste.demo.shop;

import java.time.LocalDate;
import java.util.List;

/** An article of the shop's blog. {@code tea} is the slug of the tea it speaks of. */
record Article(String slug, String date, String tea, Words fr, Words en) {

  /** Its text in one language. */
  record Words(String title, String lead, List<String> paragraphs) {}

  Words in(Lang lang) {
    return lang == Lang.FR ? fr : en;
  }

  String path(Lang lang) {
    return lang.prefix() + "/blog/" + slug;
  }

  LocalDate day() {
    return LocalDate.parse(date);
  }
}
