package io.piste.mail;

import io.piste.protocol.CartLine;
import io.piste.site.Hosts;
import io.piste.site.Site;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes harmless what strangers typed before it is written to somebody else in the shop's name: no
 * link, nothing that a mail program turns into one, no control characters, no endless text.
 */
final class Strangers {
  private static final int LONGEST_NAME = 90;
  private static final int LONGEST_FIRST_NAME = 30;

  /** Line breaks, tabs, zero-width characters and those that reverse the direction of writing. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private static final Pattern DOT_LIKE = Pattern.compile("[\\u3002\\uFF0E\\uFF61\\u2024\\uFE52]");
  private static final Pattern SCHEME = Pattern.compile("(?i)\\b([a-z][a-z0-9+-]{1,20}):/*(?=\\S)");
  private static final Pattern HOST_DOT =
      Pattern.compile("(?<=[\\p{L}\\p{N}-])\\.(?=\\p{L})|(?<=[\\p{L}-])\\.(?=[\\p{L}\\p{N}])");
  private static final Pattern AT = Pattern.compile("(?<=\\S)[@\\uFF20](?=\\S)");
  private static final Pattern SLASHES = Pattern.compile("/{2,}");

  private static final Pattern FIRST_NAME = Pattern.compile("\\p{L}[\\p{L}\\p{M}'’ -]*");

  private Strangers() {}

  /**
   * A product's name as plain text of at most 90 characters. What mail programs would make a link
   * of is pulled apart: "buy at evil.example/now" becomes "buy at evil. example/now".
   */
  static String name(String typed) {
    String text = INVISIBLE.matcher(typed).replaceAll(" ");
    text = DOT_LIKE.matcher(text).replaceAll(".");
    text = SCHEME.matcher(text).replaceAll("$1: ");
    text = SLASHES.matcher(text).replaceAll("/");
    text = HOST_DOT.matcher(text).replaceAll(". ");
    text = AT.matcher(text).replaceAll(" @ ");
    return cut(text.strip().replaceAll("\\s+", " "));
  }

  /** A first name to greet somebody with; empty when it does not look like one. */
  static Optional<String> firstName(@Nullable String typed) {
    return Optional.ofNullable(typed)
        .map(String::strip)
        .filter(name -> name.length() <= LONGEST_FIRST_NAME)
        .filter(name -> FIRST_NAME.matcher(name).matches())
        .filter(name -> name.split(" ", -1).length <= 3);
  }

  /** The address of a line's picture; empty unless it lies on one of the site's own hosts. */
  static Optional<String> image(CartLine line, Site site) {
    String image = line.image();
    if (image == null || image.length() > 1000) {
      return Optional.empty();
    }
    return host(image)
        .filter(
            host ->
                Stream.concat(site.origins().stream(), Stream.of(site.trackerUrl()))
                    .flatMap(origin -> host(origin).stream())
                    .anyMatch(own -> Hosts.isWithin(host, own)))
        .map(host -> image);
  }

  private static Optional<String> host(String url) {
    try {
      URI uri = new URI(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getRawUserInfo() == null
          ? Optional.of(uri.getHost().toLowerCase(Locale.ROOT))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST_NAME) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME - 1)).strip() + "…";
  }
}
