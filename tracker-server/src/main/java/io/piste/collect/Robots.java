package io.piste.collect;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Robots that say so themselves in their user agent. They learn nothing from the answer. */
final class Robots {
  /** Crawlers give an address to complain to, browsers do not. */
  private static final String CONTACT = "+http";

  private static final List<String> WORDS =
      List.of(
          "googlebot",
          "bingbot",
          "applebot",
          "yandexbot",
          "baiduspider",
          "duckduckbot",
          "ahrefsbot",
          "semrushbot",
          "mj12bot",
          "petalbot",
          "gptbot",
          "claudebot",
          "bytespider",
          "facebookexternalhit",
          "chrome-lighthouse",
          "pingdom",
          "uptimerobot",
          "crawler",
          "spider",
          "slurp");

  private Robots() {}

  /** Whether this user agent is one of them; none at all is not. */
  static boolean include(@Nullable String userAgent) {
    if (userAgent == null) {
      return false;
    }
    String lower = userAgent.toLowerCase(Locale.ROOT);
    return lower.contains(CONTACT) || WORDS.stream().anyMatch(lower::contains);
  }
}
