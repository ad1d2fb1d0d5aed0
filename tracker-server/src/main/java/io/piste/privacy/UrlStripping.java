package io.piste.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes out of addresses what may name a person (rule D9): the fragment, and all of the query but
 * the parameters that say which campaign brought the visit.
 */
public final class UrlStripping {
  private static final Set<String> KEPT =
      Set.of("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id");

  private UrlStripping() {}

  /** The address without them; never longer. */
  public static String strip(String url) {
    int hash = url.indexOf('#');
    String whole = hash < 0 ? url : url.substring(0, hash);
    int mark = whole.indexOf('?');
    if (mark < 0) {
      return whole;
    }
    List<String> kept = new ArrayList<>();
    for (String parameter : whole.substring(mark + 1).split("&", -1)) {
      String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
      if (KEPT.contains(name)) {
        kept.add(parameter);
      }
    }
    String base = whole.substring(0, mark);
    return kept.isEmpty() ? base : base + "?" + String.join("&", kept);
  }
}
