package io.piste.anonymous;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.anonymous.AnonymousFigures.Span;
import io.piste.anonymous.AnonymousFigures.Sums;
import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.config.ConfigReader;
import io.piste.http.HttpServer;
import io.piste.http.HttpSettings;
import io.piste.http.Route;
import io.piste.limit.LimitSettings;
import io.piste.limit.Limits;
import io.piste.sender.Locations;
import io.piste.sender.Senders;
import io.piste.sender.VisitorWords;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.RawHttp;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A server that counts anonymously, on a database of its own, with a site that switched it on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AnonymousTest {
  static final String ORIGIN = "https://www.shop.example";
  static final String HERE = "203.0.113.7";
  static final String ROBOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  final TestClock clock = new TestClock();
  final TestDatabase database = TestDatabase.fresh();
  final Jdbi jdbi = database.jdbi();
  final Sites sites = new Sites(jdbi, clock);
  SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Site site = sites.add(site("Teas", ORIGIN));
  final Set<SiteId> minors = new HashSet<>();
  final AnonymousSites switched = new AnonymousSites(jdbi, clock);
  AnonymousVisits visits = new AnonymousVisits(jdbi, clock, sites, switched);
  HttpServer server = start("1000");

  @BeforeEach
  void begin() {
    clock.set(Instant.parse("2026-03-02T09:00:00Z"));
    jdbi.useHandle(
        handle -> {
          for (String table : List.of("site", "salt", "seen", "hour", "day")) {
            handle.execute("DELETE FROM anonymous_" + table);
          }
        });
    minors.clear();
    switched.turn(site.id(), true);
    meters = new SimpleMeterRegistry();
    visits = new AnonymousVisits(jdbi, clock, sites, switched);
    server.close();
    server = start("1000");
  }

  @AfterAll
  void stop() {
    server.close();
    database.close();
  }

  static NewSite site(String name, String origin) {
    return NewSite.named(name)
        .trackerUrl("https://t.shop.example")
        .cookieDomain("shop.example")
        .timeZone(ZoneId.of("Europe/Paris"))
        .origins(List.of(origin))
        .build();
  }

  HttpServer start(String most) {
    LimitSettings limited =
        LimitSettings.read(new ConfigReader(Map.of("limit.address.minute", most)));
    Senders senders =
        new Senders(
            Locations.none(),
            new VisitorWords(jdbi, clock, (handle, about, visitor, verdict) -> {}));
    AnonymousServlet servlet =
        new AnonymousServlet(
            sites, switched, minors::contains, visits, senders, new Limits(limited, clock), meters);
    HttpServer started =
        new HttpServer(HttpSettings.onFreePort(), List.of(new Route("/p/v1/a", servlet)), meters);
    started.start();
    return started;
  }

  static boolean fails(Runnable work) {
    try {
      work.run();
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }

  RawHttp view(String path, String from, String... more) {
    String fields = more.length > 0 ? "," + more[0] : "";
    String origin = more.length > 1 ? more[1] : ORIGIN;
    String body = "{\"s\":\"%s\",\"p\":%s%s}".formatted(site.publicId(), Json.write(path), fields);
    return RawHttp.post(server.port(), "/p/v1/a", body)
        .header("Origin", origin)
        .header("X-Forwarded-For", from);
  }

  RawHttp.Answer wish(boolean out, String host) throws IOException {
    return RawHttp.post(
            server.port(), "/p/v1/a", "{\"s\":\"%s\",\"out\":%s}".formatted(site.publicId(), out))
        .host(host)
        .header("Origin", ORIGIN)
        .send();
  }

  Sums today() {
    visits.flush();
    return new AnonymousFigures(jdbi).perDay(span()).getFirst();
  }

  Span span() {
    return new Span(site.id(), LocalDate.ofInstant(clock.instant(), site.timeZone()), 1);
  }

  List<AnonymousFigures.Row> values(Kind kind) {
    return new AnonymousFigures(jdbi).values(span(), kind, 100);
  }

  int number(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }

  int count(String table) {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
  }

  List<Long> hashes() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT hash FROM anonymous_seen ORDER BY site_id")
                .mapTo(Long.class)
                .list());
  }

  byte[] salt() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT salt FROM anonymous_salt ORDER BY site_id LIMIT 1")
                .mapTo(byte[].class)
                .one());
  }

  /** All that the tables of this part hold, as text. */
  String everything() {
    StringBuilder all = new StringBuilder();
    for (String table : List.of("site", "salt", "seen", "hour", "day")) {
      jdbi.useHandle(
          handle ->
              handle
                  .createQuery("SELECT * FROM anonymous_" + table)
                  .mapToMap()
                  .forEach(all::append));
    }
    return all.toString();
  }

  double outcomes(String word) {
    return meters.get("piste.anonymous.outcomes").tag("outcome", word).counter().count();
  }

  void assertAddUp() {
    double outcomes =
        meters.find("piste.anonymous.outcomes").counters().stream()
            .mapToDouble(Counter::count)
            .sum();
    assertEquals(meters.get("piste.anonymous.requests").counter().count(), outcomes);
  }
}
