package io.piste.console;

import io.piste.base.Json;
import io.piste.install.Finding;
import io.piste.install.Mark;
import io.piste.install.Point;
import io.piste.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What checks found: a shop where much is wrong, and a blog where all is well. */
public final class InstallStory {
  private static final String CHECK =
      "INSERT INTO install_check (site_id, address, checked_at, findings) VALUES (?, ?, ?, ?)";
  private static final String ARRIVAL =
      "INSERT INTO recent_arrival (site_id, minute_at, what, origin, times) VALUES (?, ?, ?, ?, ?)";
  private static final String PAGE =
      """
      INSERT INTO page_view (site_id, visitor_id, session_id, viewed_at, url, path, title)
      VALUES (?, UNHEX('0123456789abcdef0123456789abcdef'), 1, ?, ?, ?, ?)
      """;

  private InstallStory() {}

  /** A shop that moved to another host, behind a proxy that forwards nothing. */
  public static void trouble(Jdbi jdbi, Site shop, Instant now) {
    String host = "https://boutique.maison-du-the.example";
    String script = "https://t.maison-du-the.example/p/t.js";
    List<Finding> findings =
        List.of(
            of(
                Point.PAGE,
                Mark.GOOD,
                "redirected",
                null,
                shop.origins().getFirst() + "/",
                host + "/"),
            of(Point.DOMAIN, Mark.BAD, "redirected", host, host, shop.origins().getFirst()),
            of(Point.CACHE, Mark.BAD, "stale_by", null, "Age: 7200, cf-cache-status: HIT"),
            of(Point.TAG, Mark.UNSURE, "twice", null, "2"),
            of(Point.SITE, Mark.GOOD, "good", null, shop.publicId()),
            of(Point.SCRIPT, Mark.BAD, "not_forwarded", PROXY, script, "404"),
            of(Point.BANNER, Mark.UNSURE, "other_version", null, script.replace("t.js", "c.js")),
            of(Point.ENDPOINT, Mark.SKIPPED, "skipped", null),
            of(Point.POLICY, Mark.BAD, "blocked", POLICY, "script-src, connect-src"));
    check(jdbi, shop, host + "/", now, findings);
    arrival(jdbi, shop, now, new Came("text_asked", shop.origins().getFirst(), 1));
    arrival(jdbi, shop, now, new Came("choice_made", shop.origins().getFirst(), 2));
    arrival(jdbi, shop, now, new Came("origin_refused", host, 3));
    arrival(jdbi, shop, now, new Came("no_consent", "", 1));
    arrival(jdbi, shop, now, new Came("accepted_robot", "", 12));
  }

  /** A blog whose first page view has just arrived. */
  public static void success(Jdbi jdbi, Site blog, Instant now) {
    List<Finding> findings = new ArrayList<>();
    for (Point point : Point.values()) {
      findings.add(of(point, Mark.GOOD, "good", null, value(point, blog)));
    }
    check(jdbi, blog, blog.origins().getFirst() + "/", now.minus(Duration.ofMinutes(2)), findings);
    String url = blog.origins().getFirst() + "/premier-billet";
    jdbi.useHandle(
        handle ->
            handle.execute(
                PAGE,
                blog.id().value(),
                now.minusSeconds(40).toEpochMilli(),
                url,
                "/premier-billet",
                "Mon premier billet"));
    arrival(jdbi, blog, now, new Came("text_asked", blog.origins().getFirst(), 1));
    arrival(jdbi, blog, now, new Came("choice_made", blog.origins().getFirst(), 1));
  }

  private static String value(Point point, Site blog) {
    return switch (point) {
      case PAGE -> "200";
      case DOMAIN -> blog.origins().getFirst();
      case SITE -> blog.publicId();
      case SCRIPT -> "https://t.carnet.example/p/t.js";
      case BANNER -> "https://t.carnet.example/p/c.js";
      default -> "https://t.carnet.example";
    };
  }

  private static final String POLICY =
      "script-src 'self' https://t.maison-du-the.example;\n"
          + "connect-src 'self' https://t.maison-du-the.example";
  private static final String PROXY =
      "# nginx\nlocation /p/ {\n    proxy_pass http://127.0.0.1:8080;\n}";

  private static Finding of(
      Point point, Mark mark, String reason, @Nullable String paste, String... values) {
    return new Finding(point, mark, reason, List.of(values), paste);
  }

  private static void check(
      Jdbi jdbi, Site site, String address, Instant at, List<Finding> findings) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                CHECK, site.id().value(), address, at.toEpochMilli(), Json.write(findings)));
  }

  private record Came(String what, String origin, int times) {}

  private static void arrival(Jdbi jdbi, Site site, Instant now, Came came) {
    long minute = now.truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
    jdbi.useHandle(
        handle ->
            handle.execute(
                ARRIVAL, site.id().value(), minute, came.what(), came.origin(), came.times()));
  }
}
