package io.piste.site;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An http or https address as browsers write it. Strict about where it leads (no user name, no
 * backslash, nothing that browsers and we could read differently), lenient about the rest: {@code
 * java.net.URI} rejects paths and queries that browsers send every day, such as {@code /a|b}.
 *
 * @param origin scheme://host[:port] in lower case, the scheme's own port left out
 * @param host in lower case
 * @param path with its slash, at least that; never with the query
 * @param query with its question mark, or empty
 */
public record WebAddress(String origin, String host, String path, String query) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?i)(https?)://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(?::([0-9]{1,5}))?"
              + "(/[^?#\\s\\p{Cntrl}]*)?(\\?[^#\\s\\p{Cntrl}]*)?(?:#.*)?");

  /** The address in a text; empty when there is none or the text says more than that. */
  public static Optional<WebAddress> parse(@Nullable String text) {
    Matcher matcher = SHAPE.matcher(text == null ? "" : text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String host = matcher.group(2).toLowerCase(Locale.ROOT);
    return Optional.of(
        new WebAddress(
            scheme + "://" + host + port(scheme, matcher.group(3)),
            host,
            orElse(matcher.group(4), "/"),
            orElse(matcher.group(5), "")));
  }

  private static String port(String scheme, @Nullable String port) {
    String usual = scheme.equals("https") ? "443" : "80";
    return port == null || port.equals(usual) ? "" : ":" + port;
  }

  private static String orElse(@Nullable String part, String otherwise) {
    return part == null ? otherwise : part;
  }

  /** The address without a fragment. */
  @Override
  public String toString() {
    return origin + path + query;
  }
}
