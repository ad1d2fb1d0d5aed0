package io.piste.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.connector.Connector.Failure;
import io.piste.connector.Connector.Report;
import io.piste.http.Route;
import io.piste.limit.LimitSettings;
import io.piste.limit.Limits;
import io.piste.protocol.api.Scope;
import io.piste.site.NewSite;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.RawHttp;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import io.piste.support.TestServer;
import io.piste.token.ConnectorTokens;
import io.piste.token.IdentityTokens;
import io.piste.token.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys from their making to their end, and what connectors say of themselves. */
final class ConnectorKeysIT {
  private static TestDatabase database;
  private static final TestClock clock = new TestClock();
  private static Sites sites;
  private static ConnectorKeys keys;
  private static Connectors connectors;
  private static TestServer server;
  private Site site;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    sites = new Sites(database.jdbi(), clock);
    keys = anotherProcess();
    connectors = new Connectors(database.jdbi(), clock);
    server =
        TestServer.with(
            new Route(
                "/api/v1/*",
                new ApiServlet(
                    new ConnectorCalls(
                            connectors,
                            PublicPaths.DEFAULT,
                            new IdentityTokens(new Secrets(new byte[32])),
                            clock)
                        .calls(),
                    new ApiServlet.Base(
                        new Bearer(keys, sites, connectors),
                        new Limits(LimitSettings.defaults(), clock),
                        database.jdbi(),
                        clock),
                    ApiSettings.defaults(),
                    new SimpleMeterRegistry())));
  }

  @AfterAll
  static void close() {
    server.close();
    database.close();
  }

  @BeforeEach
  void addSite() {
    site = addSite("Tea");
  }

  private static Site addSite(String name) {
    return sites.add(
        NewSite.named(name)
            .trackerUrl("https://t.tea.example")
            .cookieDomain("tea.example")
            .origins(List.of("https://www.tea.example"))
            .build());
  }

  private static ConnectorKeys anotherProcess() {
    return new ConnectorKeys(
        database.jdbi(), clock, sites, new ConnectorTokens(new Secrets(new byte[32]), clock));
  }

  private static int ping(String key, String connector) throws IOException {
    return RawHttp.get(server.port(), "/api/v1/ping")
        .header("Authorization", "Bearer " + key)
        .header("X-Connector", connector)
        .send()
        .status();
  }

  @Test
  void a_key_is_good_from_its_making_to_its_revoking() throws IOException {
    NewKey made = keys.make(site, "  Shop  ", EnumSet.of(Scope.PRIVACY, Scope.EVENTS));
    assertEquals("Shop", made.key().name());
    assertEquals(List.of(made.key()), keys.ofSite(site.id()));
    assertEquals(made.key(), keys.good(made.token()).orElseThrow());
    assertTrue(made.key().has(Scope.PRIVACY));
    assertFalse(made.key().has(Scope.CONTENTS));
    assertEquals(200, ping(made.token(), ""));

    assertTrue(keys.revoke(site.id(), made.key().number()));
    assertEquals(401, ping(made.token(), ""));
    assertFalse(keys.revoke(site.id(), made.key().number()), "once");
    assertEquals(clock.instant(), keys.ofSite(site.id()).getFirst().revokedAt());
  }

  @Test
  void another_process_sees_a_new_key_at_its_first_use_and_a_revoked_one_when_it_reads_again() {
    ConnectorKeys other = anotherProcess();
    other.refresh();
    clock.advance(Duration.ofSeconds(1));
    NewKey made = keys.make(site, "Shop", Scope.connector());
    assertTrue(other.good(made.token()).isPresent());

    keys.revoke(site.id(), made.key().number());
    assertTrue(other.good(made.token()).isPresent(), "it does not know yet");
    other.refresh();
    assertTrue(other.good(made.token()).isEmpty());
  }

  @Test
  void a_rotated_key_ends_a_day_later() {
    NewKey old = keys.make(site, "Shop", EnumSet.of(Scope.PROXY));
    NewKey fresh = keys.rotate(site, old.key().number()).orElseThrow();
    assertEquals(Set.of(Scope.PROXY), fresh.key().scopes());
    assertEquals("Shop", fresh.key().name());
    clock.advance(Duration.ofHours(24).minusMillis(1));
    assertTrue(keys.good(old.token()).isPresent());
    clock.advance(Duration.ofMillis(1));
    assertTrue(keys.good(old.token()).isEmpty(), "without reading again");
    assertTrue(keys.good(fresh.token()).isPresent());
    assertTrue(keys.rotate(site, old.key().number()).isEmpty(), "it ended");
  }

  @Test
  void a_rotation_does_not_make_a_key_last_longer() {
    NewKey old = keys.make(site, "Shop", EnumSet.of(Scope.PROXY));
    keys.rotate(site, old.key().number());
    clock.advance(Duration.ofHours(20));
    assertTrue(keys.rotate(site, old.key().number()).isPresent());
    clock.advance(Duration.ofHours(4));
    assertTrue(keys.good(old.token()).isEmpty());
  }

  @Test
  void keys_of_another_site_cannot_be_touched() {
    Site other = addSite("Coffee");
    NewKey made = keys.make(other, "Shop", Scope.connector());
    assertFalse(keys.revoke(site.id(), made.key().number()));
    assertTrue(keys.rotate(site, made.key().number()).isEmpty());
    assertTrue(keys.good(made.token()).isPresent());
    assertEquals(List.of(), keys.ofSite(site.id()));
  }

  @Test
  void raising_the_key_version_of_a_site_ends_all_its_keys() {
    NewKey made = keys.make(site, "Shop", Scope.connector());
    database
        .jdbi()
        .useHandle(
            handle -> handle.execute("UPDATE site SET key_version = 2 WHERE id = ?", site.id()));
    sites.refresh();
    assertTrue(keys.good(made.token()).isEmpty());
    NewKey again = keys.make(sites.byId(site.id()), "Shop", Scope.connector());
    assertTrue(keys.good(again.token()).isPresent());
    assertTrue(keys.rotate(sites.byId(site.id()), made.key().number()).isEmpty());
  }

  @Test
  void a_key_needs_a_name_and_a_scope_and_a_site_has_room_for_a_hundred() {
    refused(() -> keys.make(site, " ", Scope.connector()), "name: ");
    refused(() -> keys.make(site, "x".repeat(61), Scope.connector()), "name: ");
    refused(() -> keys.make(site, "Shop", Set.of()), "scopes: ");
    for (int i = 0; i < 100; i++) {
      keys.make(site, "Shop", Scope.connector());
    }
    refused(() -> keys.make(site, "Shop", Scope.connector()), "The site has 100 keys");
    keys.revoke(site.id(), keys.ofSite(site.id()).getFirst().number());
    keys.make(site, "Shop", Scope.connector());
  }

  private static void refused(Runnable making, String message) {
    Problem problem = assertThrows(Problem.class, making::run);
    assertEquals(ProblemCode.BAD_REQUEST, problem.code());
    assertTrue(String.valueOf(problem.getMessage()).startsWith(message), problem.getMessage());
  }

  @Test
  void the_last_use_is_noted_to_the_minute() throws IOException {
    NewKey made = keys.make(site, "Shop", Scope.connector());
    ping(made.token(), "");
    keys.refresh();
    assertEquals(clock.instant(), keys.ofSite(site.id()).getFirst().usedAt());
    clock.advance(Duration.ofSeconds(59));
    ping(made.token(), "");
    keys.refresh();
    assertEquals(clock.instant().minusSeconds(59), keys.ofSite(site.id()).getFirst().usedAt());
    clock.advance(Duration.ofSeconds(1));
    ping(made.token(), "");
    keys.refresh();
    assertEquals(clock.instant(), keys.ofSite(site.id()).getFirst().usedAt());
  }

  @Test
  void a_connector_is_known_by_what_it_says_with_every_call() throws IOException {
    String key = keys.make(site, "Shop", Scope.connector()).token();
    ping(key, "wordpress/1.0.0; wp=7.1.1; wc=10.9.1; php=8.2.29");
    for (String odd : List.of("WordPress", "wordpress/", "<b>/1", "a/1; b=<c>", "x".repeat(500))) {
      assertEquals(200, ping(key, odd), odd);
    }
    connectors.flush();
    Connector seen = connectors.ofSite(site.id()).getFirst();
    assertEquals(
        new Connector(
            "wordpress", "1.0.0", "wp=7.1.1; wc=10.9.1; php=8.2.29", clock.instant(), null),
        seen);
    assertEquals(1, connectors.ofSite(site.id()).size());

    clock.advance(Duration.ofSeconds(30));
    ping(key, "wordpress/1.0.0; wp=7.1.1; wc=10.9.1; php=8.2.29");
    connectors.flush();
    assertEquals(seen, connectors.ofSite(site.id()).getFirst(), "once a minute");
    ping(key, "wordpress/1.0.1");
    connectors.flush();
    assertEquals("1.0.1", connectors.ofSite(site.id()).getFirst().version());
  }

  @Test
  void a_site_has_room_for_twenty_connectors() throws IOException {
    String key = keys.make(site, "Shop", Scope.connector()).token();
    for (int i = 0; i < 25; i++) {
      ping(key, "made-up-" + i + "/1");
    }
    connectors.flush();
    assertEquals(20, connectors.ofSite(site.id()).size());
    Predicate<Connector> first = connector -> connector.version().equals("1");
    assertTrue(connectors.ofSite(site.id()).stream().allMatch(first));
  }

  @Test
  void what_a_connector_reports_stands_until_it_reports_again() {
    ConnectorHeader said = new ConnectorHeader("drupal", "1.0.0", "");
    Failure failure = new Failure("timeout", "no answer in 2 s", clock.millis(), 3);
    Report report =
        new Report(clock.instant(), 7, clock.instant().minusSeconds(90), List.of(failure));
    connectors.report(site.id(), said, report);
    assertEquals(report, connectors.ofSite(site.id()).getFirst().report());
    Report well = new Report(clock.instant(), 0, null, List.of());
    connectors.report(site.id(), said, well);
    assertEquals(well, connectors.ofSite(site.id()).getFirst().report());
  }
}
