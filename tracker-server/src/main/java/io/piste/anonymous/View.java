package io.piste.anonymous;

import io.piste.eventlog.Client;
import io.piste.site.Site;
import io.piste.visit.PagePath;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One page view, cut down to what is counted. What may name a person is cut away first: the query
 * never comes here, parts of a path that look like an address, a number of an account or a token
 * become a star.
 */
record View(Map<Kind, String> values) {
  private static final int LONGEST = 300;
  private static final int LONGEST_SOURCE = 100;
  private static final Pattern NAMES_SOMEBODY =
      Pattern.compile(
          ".*@.*|\\d{5,}|(?=.*\\d)[0-9a-fA-F-]{16,}|(?=.*\\d)[0-9a-z]{20,}"
              + "|(?=.*\\d)(?=.*[A-Z])[0-9A-Za-z_=.~-]{20,}");
  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]+(:\\d{1,5})?");
  private static final String NONE = "";

  View {
    values = Map.copyOf(values);
  }

  /** Of what a page says, and of what its browser is. */
  static View of(
      Site site,
      String path,
      @Nullable String referrerHost,
      @Nullable String campaign,
      Client client) {
    Map<Kind, String> values = new EnumMap<>(Kind.class);
    values.put(Kind.PAGE, page(path));
    values.put(Kind.SOURCE, source(site, referrerHost, campaign));
    values.put(Kind.DEVICE, known(client.device()));
    values.put(Kind.BROWSER, known(client.browser()));
    values.put(Kind.SYSTEM, known(client.system()));
    return new View(values);
  }

  static String page(String path) {
    String plain = PagePath.of("https://page" + (path.startsWith("/") ? path : "/" + path));
    String page =
        Arrays.stream(plain.split("/", -1))
            .map(part -> NAMES_SOMEBODY.matcher(part).matches() ? "*" : part)
            .collect(Collectors.joining("/"));
    return cut(page, LONGEST);
  }

  private static String source(
      Site site, @Nullable String referrerHost, @Nullable String campaign) {
    if (campaign != null) {
      return cut(campaign.strip().toLowerCase(Locale.ROOT), LONGEST_SOURCE);
    }
    if (referrerHost == null) {
      return NONE;
    }
    String host = referrerHost.toLowerCase(Locale.ROOT);
    if (!HOST.matcher(host).matches() || site.ownsHost(host.split(":", 2)[0])) {
      return NONE;
    }
    return cut(host.startsWith("www.") ? host.substring(4) : host, LONGEST_SOURCE);
  }

  private static String known(@Nullable String family) {
    return family == null ? NONE : family;
  }

  /** The beginning of a text; a pair of surrogates is not torn apart. */
  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
