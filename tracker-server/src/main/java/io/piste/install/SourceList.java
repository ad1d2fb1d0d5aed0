package io.piste.install;

import io.piste.fetch.WebUri;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sources of one directive of a content security policy, matched as CSP level 3 says (sections
 * 6.7.2.5 to 6.7.2.12); of keywords only those that matter to a script from a file.
 */
record SourceList(List<String> sources) {
  private static final Pattern HOST =
      Pattern.compile("(?i)(?:([a-z][a-z0-9+.-]*)://)?([^/:]+)(?::(\\d+|\\*))?(/.*)?");
  private static final Pattern SCHEME = Pattern.compile("(?i)([a-z][a-z0-9+.-]*):");

  SourceList {
    sources = List.copyOf(sources);
  }

  /** Whether a source without a nonce or a hash lets an address pass. */
  boolean lets(URI url, URI page) {
    return sources.stream().anyMatch(source -> lets(source, url, page));
  }

  boolean hasNonce(String nonce) {
    return !nonce.isEmpty() && sources.stream().anyMatch(("'nonce-" + nonce + "'")::equals);
  }

  boolean hasNonces() {
    return sources.stream().anyMatch(source -> keyword(source).startsWith("'nonce-"));
  }

  /** Whether a hash stands here that the element names too, as its integrity. */
  boolean hasHash(String integrity) {
    return List.of(integrity.strip().split("\\s+", -1)).stream()
        .filter(hash -> !hash.isEmpty())
        .anyMatch(hash -> sources.contains("'" + hash + "'"));
  }

  boolean isStrictDynamic() {
    return sources.stream().map(SourceList::keyword).anyMatch("'strict-dynamic'"::equals);
  }

  /** The list with one more source, as it is to be written. */
  String with(String source) {
    List<String> kept = sources.stream().filter(each -> !keyword(each).equals("'none'")).toList();
    return String.join(" ", kept) + (kept.isEmpty() ? "" : " ") + source;
  }

  private static String keyword(String source) {
    return source.toLowerCase(Locale.ROOT);
  }

  private static boolean lets(String source, URI url, URI page) {
    if (source.equals("*")) {
      return true;
    }
    if (keyword(source).equals("'self'")) {
      return isSelf(url, page);
    }
    if (source.startsWith("'")) {
      return false;
    }
    Matcher scheme = SCHEME.matcher(source);
    if (scheme.matches()) {
      return schemeFits(scheme.group(1), url.getScheme());
    }
    Matcher host = HOST.matcher(source);
    return host.matches() && hostFits(host, url, page);
  }

  private static boolean isSelf(URI url, URI page) {
    boolean sameHost = url.getHost().equalsIgnoreCase(page.getHost());
    boolean usualPorts = usual(url) && usual(page);
    return WebUri.origin(url).equals(WebUri.origin(page))
        || (sameHost
            && schemeFits(page.getScheme(), url.getScheme())
            && (usualPorts || WebUri.port(url) == WebUri.port(page)));
  }

  private static boolean hostFits(Matcher source, URI url, URI page) {
    String scheme = source.group(1) == null ? page.getScheme() : source.group(1);
    return schemeFits(scheme, url.getScheme())
        && nameFits(source.group(2), url.getHost())
        && portFits(source.group(3), url)
        && pathFits(source.group(4), url.getRawPath());
  }

  /** http lets https pass too. */
  private static boolean schemeFits(String wanted, String scheme) {
    return wanted.equalsIgnoreCase(scheme)
        || (wanted.equalsIgnoreCase("http") && scheme.equalsIgnoreCase("https"));
  }

  private static boolean nameFits(String wanted, String host) {
    String pattern = wanted.toLowerCase(Locale.ROOT);
    String name = host.toLowerCase(Locale.ROOT);
    return pattern.equals("*")
        || (pattern.startsWith("*.") ? name.endsWith(pattern.substring(1)) : name.equals(pattern));
  }

  private static boolean portFits(@org.jspecify.annotations.Nullable String wanted, URI url) {
    if (wanted == null) {
      return usual(url);
    }
    return wanted.equals("*")
        || Integer.toString(WebUri.port(url)).equals(wanted)
        || (wanted.equals("80") && WebUri.port(url) == 443 && url.getScheme().equals("https"));
  }

  private static boolean usual(URI url) {
    return WebUri.port(url) == (url.getScheme().equals("https") ? 443 : 80);
  }

  private static boolean pathFits(@org.jspecify.annotations.Nullable String wanted, String path) {
    if (wanted == null || wanted.equals("/")) {
      return true;
    }
    return wanted.endsWith("/") ? path.startsWith(wanted) : path.equals(wanted);
  }
}
