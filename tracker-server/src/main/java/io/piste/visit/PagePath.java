package io.piste.visit;

import java.net.URI;
import java.net.URISyntaxException;

/** The path of a page, which rules and reports go by. */
public final class PagePath {
  private static final int MAX_LENGTH = 500;

  private PagePath() {}

  /** The path of an address, {@code /} when it has none or cannot be read; at most 500 long. */
  public static String of(String url) {
    try {
      String path = new URI(url).getPath();
      if (path == null || path.isEmpty()) {
        return "/";
      }
      return path.length() <= MAX_LENGTH ? path : path.substring(0, MAX_LENGTH);
    } catch (URISyntaxException e) {
      return "/";
    }
  }
}
