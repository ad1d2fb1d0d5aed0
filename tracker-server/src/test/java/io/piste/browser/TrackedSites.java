package io.piste.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.App;
import io.piste.Settings;
import io.piste.base.Clocks;
import io.piste.consent.ConsentSettings;
import io.piste.consent.ConsentSetups;
import io.piste.consent.Consents;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.Setups;
import io.piste.support.TestDatabase;
import io.piste.support.TestMariaDb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The real server with a database of its own, and pages of three sites that use it: the tracker
 * below the site's domain ("shop"), behind the site's own host ("own"), and on another site
 * altogether ("tea"). All that reaches the tracker passes by {@link #pages}.
 */
final class TrackedSites implements AutoCloseable {
  static final String SHOP = "www.shop.localhost";
  static final String OWN = "own.shop.localhost";
  static final String TEA = "www.tea.localhost";

  private final PageServer pages;
  private final TestDatabase database = TestDatabase.fresh();
  private final App app;

  private TrackedSites(int delay) {
    pages = PageServer.start(delay);
    add(SHOP, "t.shop.localhost", "shop.localhost");
    add(OWN, OWN, null);
    add(TEA, "piste.localhost", null);
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("http.port", "0");
    settings.put("data.folder", TestMariaDb.newFolder().toString());
    settings.put("fetch.private.addresses", "true");
    settings.put("limit.visitor.minute", "1000000");
    settings.put("limit.visitor.day", "1000000");
    settings.put("secret.key", "0123456789abcdef".repeat(4));
    app = App.start(Settings.read(settings), Clocks.system());
    pages.forwardTo(app.port());
  }

  static TrackedSites start() {
    return new TrackedSites(0);
  }

  /** The same behind a link that takes so many milliseconds each way. */
  static TrackedSites behind(int delay) {
    return new TrackedSites(delay);
  }

  private void add(String host, String trackerHost, @Nullable String cookieDomain) {
    NewSite site =
        NewSite.named("Maison de Thé")
            .trackerUrl(pages.origin(trackerHost))
            .cookieDomain(cookieDomain)
            .privacyUrl(pages.origin(host) + "/privacy")
            .origins(List.of(pages.origin(host)))
            .build();
    String publicId = new Sites(jdbi(), Clocks.system()).add(site).publicId();
    pages.carry(host, publicId, pages.origin(trackerHost));
  }

  /** The link that makes the first administrator of the console. */
  String consoleLink() {
    return app.firstAdministratorLink().orElseThrow();
  }

  /** The public id of the site of a host. */
  String publicId(String host) {
    return site(host).publicId();
  }

  private Site site(String host) {
    return new Sites(jdbi(), Clocks.system())
        .all().stream().filter(site -> site.lists(pages.origin(host))).findFirst().orElseThrow();
  }

  /**
   * Changes what a site asks, in its setup's JSON, and waits until pages are told.
   *
   * @param minor whether nobody has to be asked again
   */
  void publish(String host, Consumer<ObjectNode> change, boolean minor) {
    Site site = site(host);
    String before = told(site);
    ConsentSetups setups =
        new ConsentSetups(
            jdbi(),
            Clocks.system(),
            new Consents(jdbi(), Clocks.system()),
            new ConsentSettings(180));
    Setups.publish(setups, site, change, minor);
    while (told(site).equals(before)) {
      LockSupport.parkNanos(100_000_000);
    }
  }

  private String told(Site site) {
    URI address =
        URI.create(
            "http://127.0.0.1:" + app.port() + "/p/v1/consent?h=1&l=fr&s=" + site.publicId());
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address of a page; paths that begin with /en/ are English, others French. */
  String page(String host, String path) {
    return pages.origin(host) + path;
  }

  /** The origins that browsers may keep something for. */
  List<String> origins() {
    return Stream.of(SHOP, OWN, TEA).map(pages::origin).toList();
  }

  /** Where the tracker itself listens. */
  int port() {
    return app.port();
  }

  PageServer pages() {
    return pages;
  }

  Jdbi jdbi() {
    return database.jdbi();
  }

  /** Lets everything through and forgets what was seen, for the next test. */
  void reset() {
    pages.heal();
    pages.forget();
    jdbi()
        .useHandle(
            handle -> {
              handle.execute("DELETE FROM event_log");
              handle.execute("DELETE FROM consent_state");
            });
  }

  /**
   * The types of the events in the log, oldest first, but for those that tell how long a page was
   * looked at: they come whenever one is left.
   */
  List<String> logged() {
    return jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT type FROM event_log WHERE type <> 'engage' ORDER BY stream, seq")
                    .mapTo(String.class)
                    .list());
  }

  /** The paths of the pages that events of a type in the log are about. */
  Set<String> paths(String type) {
    return jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT JSON_VALUE(body, '$.u') FROM event_log WHERE type = :type")
                    .bind("type", type)
                    .mapTo(String.class)
                    .map(address -> URI.create(address).getPath())
                    .collect(Collectors.toSet()));
  }

  @Override
  public void close() {
    pages.close();
    app.close();
    database.close();
  }
}
