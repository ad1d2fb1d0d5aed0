package io.piste.visit;

import io.piste.site.WebAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first page of a session says about where it came from; texts are empty where it says
 * nothing.
 *
 * @param host of the referrer, in lower case, without {@code www.}
 * @param source {@code utm_source} in lower case, at most 100 characters
 * @param medium {@code utm_medium} in lower case, at most 100 characters
 * @param campaign {@code utm_campaign}, at most 150 characters
 */
record Arrived(String host, String source, String medium, String campaign) {
  static Arrived at(String url, @Nullable String referrer) {
    Map<String, String> query = query(url);
    return new Arrived(
        host(referrer),
        Texts.plain(query.getOrDefault("utm_source", ""), 100).toLowerCase(Locale.ROOT),
        Texts.plain(query.getOrDefault("utm_medium", ""), 100).toLowerCase(Locale.ROOT),
        Texts.plain(query.getOrDefault("utm_campaign", ""), 150));
  }

  /** Whether the address names a campaign. */
  boolean tagged() {
    return !source.isEmpty() || !medium.isEmpty() || !campaign.isEmpty();
  }

  private static String host(@Nullable String referrer) {
    String host = WebAddress.parse(referrer).map(WebAddress::host).orElse("");
    return Texts.plain(host.startsWith("www.") ? host.substring(4) : host, 100);
  }

  private static Map<String, String> query(String url) {
    int mark = url.indexOf('?');
    if (mark < 0) {
      return Map.of();
    }
    Map<String, String> values = new HashMap<>();
    for (String parameter : url.substring(mark + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(
            parameter.substring(0, equals).toLowerCase(Locale.ROOT),
            decoded(parameter.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
