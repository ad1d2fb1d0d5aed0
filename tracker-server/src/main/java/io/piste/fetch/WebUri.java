package io.piste.fetch;

import io.piste.fetch.FetchProblem.Kind;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Web addresses as people type them and servers send them: what {@code java.net.URI} would refuse
 * is escaped as browsers do. Nothing is looked up here.
 */
public final class WebUri {
  private static final String LEGAL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;=%";
  private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LONGEST = 2000;

  private WebUri() {}

  /** The address in a text, https where it names no scheme; empty when there is none. */
  public static Optional<URI> typed(String text) {
    String stripped = text.strip();
    return parse(stripped.matches("(?i)[a-z][a-z0-9+.-]*://.*") ? stripped : "https://" + stripped);
  }

  /** The address in a text that names its scheme; empty when it is no http or https address. */
  public static Optional<URI> parse(String text) {
    int start = text.indexOf("://");
    if (start < 0 || text.length() > LONGEST) {
      return Optional.empty();
    }
    int end = firstOf(text, "/?#", start + 3);
    String rest = text.substring(end).split("#", 2)[0];
    try {
      URI uri =
          new URI(
              text.substring(0, start).toLowerCase(Locale.ROOT)
                  + "://"
                  + ascii(text.substring(start + 3, end))
                  + (rest.startsWith("/") ? "" : "/")
                  + escaped(rest));
      return isWeb(uri) ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Where a redirect or a link leads from an address. */
  static URI resolve(URI from, String link) throws FetchProblem {
    String text = link.strip();
    Optional<URI> to;
    try {
      if (text.startsWith("//")) {
        to = parse(from.getScheme() + ":" + text);
      } else if (text.matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
        to = parse(text);
      } else if (text.startsWith("?")) {
        to = parse(origin(from) + from.getRawPath() + text);
      } else {
        to = parse(from.resolve(escaped(text.split("#", 2)[0])).toString());
      }
    } catch (IllegalArgumentException e) {
      to = Optional.empty();
    }
    return to.orElseThrow(
        () -> new FetchProblem(Kind.NO_WEB_ADDRESS, cut(text), "leads to no web address"));
  }

  /** Scheme, host and port as browsers write them in Origin. */
  public static String origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    boolean usual = uri.getPort() == -1 || uri.getPort() == usualPort(scheme);
    return scheme
        + "://"
        + uri.getHost().toLowerCase(Locale.ROOT)
        + (usual ? "" : ":" + uri.getPort());
  }

  /** The port that is asked. */
  public static int port(URI uri) {
    return uri.getPort() == -1 ? usualPort(uri.getScheme()) : uri.getPort();
  }

  private static int usualPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static boolean isWeb(URI uri) {
    return SCHEMES.contains(uri.getScheme())
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getPort() <= 65_535
        && uri.getPort() != 0;
  }

  private static String ascii(String authority) {
    boolean plain = authority.chars().allMatch(c -> c < 128);
    if (plain) {
      return authority;
    }
    int colon = authority.lastIndexOf(':');
    return colon < 0
        ? IDN.toASCII(authority)
        : IDN.toASCII(authority.substring(0, colon)) + authority.substring(colon);
  }

  private static String escaped(String text) {
    // A percent sign that escapes nothing makes all of them plain text.
    String legal = BARE_PERCENT.matcher(text).find() ? LEGAL.replace("%", "") : LEGAL;
    StringBuilder escaped = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (legal.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append("%%%02X".formatted((int) c));
      }
    }
    return escaped.toString();
  }

  private static int firstOf(String text, String any, int from) {
    for (int i = from; i < text.length(); i++) {
      if (any.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static String cut(String text) {
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
