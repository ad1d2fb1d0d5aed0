package io.piste.install;

import io.piste.fetch.FetchProblem;
import io.piste.fetch.Fetched;
import io.piste.fetch.WebUri;
import io.piste.site.Site;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The points about the page as a whole: is it there, is it the site's, is it an old one. */
final class PageCheck {
  /** What walls against robots and passwords answer. */
  private static final Set<Integer> BARRED = Set.of(401, 403, 405, 407, 429, 503);

  private static final List<String> CACHES =
      List.of(
          "cf-cache-status",
          "x-cache",
          "x-cache-status",
          "x-varnish-cache",
          "x-litespeed-cache",
          "x-proxy-cache",
          "x-drupal-cache",
          "x-wp-cache",
          "x-nextjs-cache",
          "x-vercel-cache");

  private PageCheck() {}

  static Finding page(Look look) {
    if (look.problem() != null) {
      return unreachable(Point.PAGE, look.problem());
    }
    Fetched answer = Objects.requireNonNull(look.answer());
    String status = Integer.toString(answer.status());
    String address = answer.address().toString();
    if (BARRED.contains(answer.status())) {
      return Finding.unsure(Point.PAGE, "barred", address, status);
    }
    if (answer.status() / 100 != 2) {
      String reason = answer.status() / 100 == 5 ? "broken" : "missing";
      return Finding.bad(Point.PAGE, reason, address, status);
    }
    if (look.page() == null) {
      return Finding.bad(Point.PAGE, "no_html", address, answer.type());
    }
    return answer.way().size() > 1
        ? Finding.good(Point.PAGE, "redirected", answer.way().getFirst().toString(), address)
        : Finding.good(Point.PAGE, "good", status);
  }

  /** Why something gave no answer; every kind has its text for pages and for scripts. */
  static Finding unreachable(Point point, FetchProblem problem) {
    return Finding.bad(point, problem.kind().name().toLowerCase(Locale.ROOT), problem.address());
  }

  static Finding domain(SeenPage page, Site site, List<Site> all) {
    String origin = page.origin();
    if (site.lists(origin)) {
      return Finding.good(Point.DOMAIN, "good", origin);
    }
    Optional<Site> owner = all.stream().filter(other -> other.lists(origin)).findFirst();
    if (owner.isPresent()) {
      return Finding.bad(Point.DOMAIN, "other_site", origin, owner.get().name());
    }
    String listed = String.join(", ", site.origins());
    boolean plain = origin.startsWith("http:") && site.lists("https:" + origin.substring(5));
    if (plain) {
      return Finding.bad(Point.DOMAIN, "not_encrypted", origin, listed);
    }
    boolean moved = site.lists(WebUri.origin(page.fetched().way().getFirst()));
    return Finding.bad(Point.DOMAIN, moved ? "redirected" : "unlisted", origin, listed)
        .paste(origin);
  }

  static Finding cache(Look look, Site site) {
    Fetched answer = Objects.requireNonNull(look.answer());
    String where = cacheWords(answer);
    if (look.isStale(site.publicId())) {
      return Finding.bad(Point.CACHE, where.isEmpty() ? "stale" : "stale_by", where);
    }
    if (look.fresh() == null) {
      return Finding.unsure(Point.CACHE, "no_comparison");
    }
    return where.isEmpty()
        ? Finding.good(Point.CACHE, "good")
        : Finding.good(Point.CACHE, "cached", where);
  }

  /** What the answer says of caches it came through; empty when it says nothing. */
  private static String cacheWords(Fetched answer) {
    Stream<String> age =
        answer.header("age").filter(text -> text.matches("[1-9]\\d{0,8}")).stream()
            .map(seconds -> "Age: " + seconds);
    Stream<String> hits =
        CACHES.stream()
            .flatMap(
                name ->
                    answer
                        .header(name)
                        .filter(value -> value.toLowerCase(Locale.ROOT).contains("hit"))
                        .stream()
                        .map(value -> name + ": " + value));
    return String.join(", ", Stream.concat(age, hits).toList());
  }
}
