package io.piste.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.collect.ScriptServlet;
import io.piste.fetch.FetchSettings;
import io.piste.fetch.GuardedFetch;
import io.piste.install.SitePages.Reply;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real pages with one thing wrong each, and a real tracker. */
final class InstallCheckIT {
  private static final String HOST = "www.shop.localhost";

  private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private static TestTracker tracker;
  private static SitePages pages;
  private static GuardedFetch fetch;
  private static GuardedFetch strict;
  private static InstallCheck check;
  private static Site site;
  private static Site other;
  private static String trackerUrl;

  @BeforeAll
  static void start() throws IOException {
    tracker = TestTracker.start();
    pages = new SitePages();
    trackerUrl = "http://t.shop.localhost:" + tracker.port();
    site = tracker.addSite("Brume", trackerUrl, null, pages.origin(HOST));
    other = tracker.addSite("Autre", trackerUrl, null, "https://autre.example");
    fetch = new GuardedFetch(new FetchSettings(true), new SimpleMeterRegistry());
    strict = new GuardedFetch(new FetchSettings(false), new SimpleMeterRegistry());
    check = check(fetch);
  }

  private static InstallCheck check(GuardedFetch by) {
    ScriptServlet scripts = new ScriptServlet(PublicPaths.DEFAULT);
    return new InstallCheck(
        by,
        tracker.sites,
        PublicPaths.DEFAULT,
        new Shipped(scripts.text("/p/t.js"), scripts.text("/p/c.js")),
        tracker.database.jdbi(),
        tracker.clock,
        meters);
  }

  @AfterAll
  static void stop() {
    fetch.close();
    strict.close();
    pages.close();
    tracker.close();
  }

  @BeforeEach
  void heal() {
    show(tag(""));
  }

  private static String tag(String more) {
    return tag(trackerUrl, site.publicId(), more);
  }

  private static String tag(String from, String id, String more) {
    return "<script async src=\"%s/p/t.js\" data-site=\"%s\" %s></script>"
        .formatted(from, id, more);
  }

  private static void show(String head, String... headers) {
    pages.put("/", exchange -> Reply.html(head, headers));
  }

  private static Map<Point, Finding> look(String path) {
    return look(site, pages.origin(HOST) + path);
  }

  private static Map<Point, Finding> look(Site of, String address) {
    Map<Point, Finding> found = new EnumMap<>(Point.class);
    check.check(of, URI.create(address)).findings().forEach(each -> found.put(each.point(), each));
    assertEquals(Set.of(Point.values()), found.keySet(), "each point once");
    return found;
  }

  /** What is not good, in words: point, mark and reason. */
  private static Set<String> troubles(Map<Point, Finding> found) {
    Set<String> troubles = new TreeSet<>();
    for (Finding finding : found.values()) {
      if (finding.mark() != Mark.GOOD) {
        troubles.add(
            "%s %s %s".formatted(finding.point().word(), finding.mark().word(), finding.reason()));
      }
    }
    return troubles;
  }

  private static Set<String> troubles() {
    return troubles(look("/"));
  }

  private static Finding at(Map<Point, Finding> found, Point point) {
    return Objects.requireNonNull(found.get(point));
  }

  private static String paste(Map<Point, Finding> found, Point point) {
    return String.valueOf(at(found, point).paste());
  }

  @Test
  void a_page_as_it_should_be_has_no_trouble_and_leaves_no_trace() throws IOException {
    double before = meters.counter("piste.install.checks", "outcome", "good").count();
    assertEquals(Set.of(), troubles());
    assertEquals(before + 1, meters.counter("piste.install.checks", "outcome", "good").count());
    tracker.sites.callers().flush();
    tracker.counters.flush();
    assertEquals(0, rows("recent_arrival"), "our own requests are none of a page");
    assertEquals(0, rows("ingest_count"));
    Report last = check.last(site).orElseThrow();
    assertEquals(pages.origin(HOST) + "/", last.address());
    assertEquals(Point.values().length, last.findings().size());
  }

  private static int rows(String table) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
  }

  @Test
  void a_page_without_the_tag_is_told_which_line_to_paste() {
    show("<script>fun()</script>");
    Map<Point, Finding> found = look("/");
    assertEquals(Set.of("site skipped skipped", "tag bad missing"), troubles(found));
    assertEquals(PublicPaths.DEFAULT.tag(site), paste(found, Point.TAG));
  }

  @Test
  void a_tag_manager_may_add_the_tag() {
    show("<script src=\"https://www.googletagmanager.com/gtm.js?id=GTM-1\"></script>");
    assertEquals(Set.of("site skipped skipped", "tag unsure manager"), troubles());
  }

  @Test
  void a_tag_that_no_browser_runs_is_told_apart() {
    show("<!-- " + tag("") + " -->");
    assertEquals(Set.of("site skipped skipped", "tag bad comment"), troubles());
    show(tag("type=\"text/plain\""));
    assertEquals(Set.of("tag bad held_back"), troubles());
    show(tag("") + tag(""));
    assertEquals(Set.of("tag unsure twice"), troubles());
  }

  @Test
  void a_wrong_id_is_told_with_whose_it_is() {
    show(tag(trackerUrl, other.publicId(), ""));
    Map<Point, Finding> found = look("/");
    assertEquals(Set.of("site bad other"), troubles(found));
    assertEquals(List.of(other.publicId(), "Autre"), at(found, Point.SITE).values());
    show(tag(trackerUrl, "nobody", ""));
    assertEquals(Set.of("site bad unknown"), troubles());
    show("<script src=\"" + trackerUrl + "/p/t.js\"></script>");
    assertEquals(Set.of("site bad none"), troubles());
  }

  @Test
  void a_page_of_another_address_is_not_listed() {
    Map<Point, Finding> found = look(site, pages.origin("shop.localhost") + "/");
    assertEquals(Set.of("domain bad unlisted", "endpoint bad origin"), troubles(found));
    assertEquals(pages.origin("shop.localhost"), paste(found, Point.DOMAIN));
  }

  @Test
  void a_page_of_another_site_is_told_whose_it_is() {
    Site own = tracker.addSite("Carnet", trackerUrl, null, pages.origin("carnet.localhost"));
    show(tag(trackerUrl, own.publicId(), ""));
    Map<Point, Finding> found = look(site, pages.origin("carnet.localhost") + "/");
    assertEquals("other_site", at(found, Point.DOMAIN).reason());
    assertEquals("Carnet", at(found, Point.DOMAIN).values().getLast());
    assertEquals("other", at(found, Point.SITE).reason());
  }

  @Test
  void a_redirect_to_an_address_that_is_not_listed_is_told() {
    pages.put("/old", exchange -> Reply.to(pages.origin("new.localhost") + "/"));
    assertEquals(Set.of("domain bad redirected", "endpoint bad origin"), troubles(look("/old")));
    pages.put("/moved", exchange -> Reply.to("/"));
    Map<Point, Finding> found = look("/moved");
    assertEquals(Set.of(), troubles(found));
    assertEquals("redirected", at(found, Point.PAGE).reason());
  }

  @Test
  void a_page_that_is_not_there_says_why() {
    for (var each :
        Map.of(404, "bad missing", 500, "bad broken", 403, "unsure barred", 401, "unsure barred")
            .entrySet()) {
      pages.put("/trouble", exchange -> Reply.status(each.getKey()));
      Set<String> troubles = troubles(look("/trouble"));
      assertTrue(troubles.contains("page " + each.getValue()), troubles.toString());
      assertTrue(troubles.contains("tag skipped skipped"), troubles.toString());
    }
    pages.put("/trouble", exchange -> new Reply(200, "application/pdf", "%PDF", List.of()));
    assertTrue(troubles(look("/trouble")).contains("page bad no_html"));
  }

  @Test
  void an_address_that_may_not_be_asked_is_not_asked() {
    Report report = check(strict).check(site, URI.create("http://127.0.0.1:" + tracker.port()));
    assertEquals("port", report.findings().getFirst().reason());
    Report own = check(strict).check(site, URI.create(pages.origin(HOST) + "/"));
    assertEquals("private", own.findings().getFirst().reason());
    Report metadata = check.check(site, URI.create("http://169.254.169.254/latest/meta-data/"));
    assertEquals("private", metadata.findings().getFirst().reason());
  }

  @Test
  void a_proxy_that_forwards_nothing_is_told_the_lines() {
    Site own =
        tracker.addSite(
            "Atelier", pages.origin("own.localhost"), null, pages.origin("own.localhost"));
    show(tag(pages.origin("own.localhost"), own.publicId(), ""));
    Map<Point, Finding> found = look(own, pages.origin("own.localhost") + "/");
    assertEquals(
        Set.of(
            "banner bad not_forwarded", "endpoint bad not_forwarded", "script bad not_forwarded"),
        troubles(found));
    assertTrue(paste(found, Point.SCRIPT).contains("proxy_pass http://127.0.0.1:8080;"));
  }

  @Test
  void a_front_page_in_place_of_the_script_is_a_missing_proxy_too() {
    String from = pages.origin("t.shop.localhost");
    pages.put("/p/t.js", exchange -> Reply.html(""));
    show(tag(from, site.publicId(), ""));
    assertEquals(
        Set.of(
            "banner bad not_forwarded", "endpoint bad not_forwarded", "script bad not_forwarded"),
        troubles());
  }

  @Test
  void a_script_that_is_not_ours_or_not_this_one_is_told_apart() {
    String from = pages.origin("cdn.localhost");
    show(tag(from, site.publicId(), ""));
    script("/p/t.js", "alert(1)");
    script("/p/c.js", "document.dispatchEvent(new CustomEvent('piste:consent'))");
    Set<String> troubles = troubles();
    assertTrue(troubles.contains("script bad foreign"), troubles.toString());
    assertTrue(troubles.contains("banner unsure other_version"), troubles.toString());
    ScriptServlet scripts = new ScriptServlet(PublicPaths.DEFAULT);
    script("/p/t.js", scripts.text("/p/t.js"));
    assertTrue(troubles().contains("script unsure elsewhere"), troubles().toString());
  }

  private static void script(String path, String body) {
    pages.put(path, exchange -> new Reply(200, "text/javascript", body, List.of()));
  }

  @Test
  void a_banner_that_is_switched_off_lets_nobody_agree() {
    show(tag("data-consent=\"off\""));
    assertEquals(Set.of("banner unsure off"), troubles());
    show(tag("data-consent=\"off\"") + "<script src=\"" + trackerUrl + "/p/c.js\"></script>");
    assertEquals(Set.of(), troubles());
  }

  @Test
  void headers_that_a_proxy_takes_away_are_missed() {
    forward("/p/t.js");
    forward("/p/c.js");
    forward("/p/v1/consent");
    forward("/p/v1/e");
    String from = pages.origin("t.shop.localhost");
    show(tag(from, site.publicId(), ""));
    assertEquals(Set.of("endpoint bad cors", "script unsure elsewhere"), troubles());
  }

  /** As a proxy does that knows nothing of headers. */
  private static void forward(String path) {
    pages.put(
        path,
        exchange -> {
          RawHttp ask = RawHttp.get(tracker.port(), exchange.getRequestURI().toString());
          String origin = exchange.getRequestHeaders().getFirst("Origin");
          RawHttp.Answer answer = (origin == null ? ask : ask.header("Origin", origin)).send();
          return new Reply(answer.status(), "application/json", answer.body(), List.of());
        });
  }

  @Test
  void a_policy_in_the_way_is_told_with_the_lines_that_it_lacks() {
    show(tag(""), "Content-Security-Policy", "default-src 'self'");
    Map<Point, Finding> found = look("/");
    assertEquals(Set.of("policy bad blocked"), troubles(found));
    assertEquals(
        "script-src 'self' %1$s;\nconnect-src 'self' %1$s".formatted(trackerUrl),
        paste(found, Point.POLICY));
    show(tag(""), "Content-Security-Policy", paste(found, Point.POLICY).replace("\n", " "));
    assertEquals(Set.of(), troubles(), "the lines that were told are enough");
  }

  @Test
  void a_policy_in_the_page_and_one_that_only_reports() {
    show(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'self'\">" + tag(""),
        "Content-Security-Policy-Report-Only",
        "script-src 'none'");
    Map<Point, Finding> found = look("/");
    assertEquals(Set.of("policy bad blocked"), troubles(found));
    assertEquals("connect-src 'self' " + trackerUrl, paste(found, Point.POLICY));
  }

  @Test
  void nonces_decide_where_they_can_be_seen() {
    String policy = "script-src 'strict-dynamic' 'nonce-abc'; trusted-types piste";
    show(tag("nonce=\"abc\""), "Content-Security-Policy", policy);
    assertEquals(Set.of(), troubles());
    show(tag(""), "Content-Security-Policy", policy);
    assertEquals(Set.of("policy bad nonce"), troubles());
    show(
        "<script src=\"https://www.googletagmanager.com/gtm.js\"></script>",
        "Content-Security-Policy",
        policy);
    assertTrue(troubles().contains("policy unsure unsure"), troubles().toString());
  }

  @Test
  @Timeout(15)
  void a_page_made_to_keep_us_busy_does_not() {
    String hashes = "'sha256-x' ".repeat(60_000);
    String metas =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\">".repeat(5_000);
    show(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src "
            + hashes
            + "\">"
            + metas
            + tag("integrity=\"" + "sha256-y ".repeat(60_000) + "\""));
    assertEquals(Set.of("policy bad blocked"), troubles());
  }

  @Test
  void an_old_page_in_a_cache_is_told_from_a_missing_tag() {
    pages.put(
        "/",
        exchange ->
            exchange.getRequestURI().getQuery() == null
                ? Reply.html("", "Age", "7200", "CF-Cache-Status", "HIT")
                : Reply.html(tag("")));
    Map<Point, Finding> found = look("/");
    assertEquals(Set.of("cache bad stale_by"), troubles(found));
    assertEquals(List.of("Age: 7200, cf-cache-status: HIT"), at(found, Point.CACHE).values());
    pages.put(
        "/",
        exchange ->
            Reply.html(
                exchange.getRequestHeaders().containsKey("Pragma")
                    ? tag("")
                    : tag(trackerUrl, other.publicId(), "")));
    assertEquals(Set.of("cache bad stale"), troubles());
  }

  @Test
  void a_cached_page_that_is_up_to_date_is_fine() {
    show(tag(""), "Age", "60", "X-Cache", "HIT");
    Map<Point, Finding> found = look("/");
    assertEquals(Set.of(), troubles(found));
    assertEquals("cached", at(found, Point.CACHE).reason());
  }
}
