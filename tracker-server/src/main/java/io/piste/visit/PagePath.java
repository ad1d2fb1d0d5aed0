package io.piste.visit;

import io.piste.site.WebAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The path of a page, which rules and reports go by. */
public final class PagePath {
  private static final int MAX_LENGTH = 500;

  private PagePath() {}

  /** The path of an address, {@code /} when it has none or cannot be read; at most 500 long. */
  public static String of(String url) {
    String path = WebAddress.parse(url).map(WebAddress::path).orElse("/");
    return Texts.plain(path.indexOf('%') < 0 ? path : decoded(path), MAX_LENGTH);
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }
}
