package io.piste.site;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Web addresses as people type them in settings. */
final class Origins {
  private Origins() {}

  /** Without spaces around and a slash at the end; an origin is written as a browser writes it. */
  static String tidy(String typed) {
    String text = typed.strip();
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return web(text).filter(Origins::isBare).map(Origins::of).orElse(text);
  }

  /** The address, when it is an absolute http or https one with a host and no user name. */
  static Optional<URI> web(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getRawUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether nothing stands behind host and port. */
  static boolean isBare(URI uri) {
    return uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null;
  }

  /** The origin of an address: lower case, the scheme's own port left out. */
  static String of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() == -1 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    return scheme + "://" + host(uri) + port;
  }

  /** Its host in lower case. */
  static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT);
  }

  /** Whether browsers treat it as safe: cookies marked Secure are stored. */
  static boolean isSafe(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme())
        || Hosts.isWithin(host(uri), "localhost")
        || host(uri).equals("127.0.0.1");
  }
}
