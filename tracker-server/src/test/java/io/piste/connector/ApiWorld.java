package io.piste.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.App;
import io.piste.Settings;
import io.piste.base.Clocks;
import io.piste.base.Json;
import io.piste.protocol.api.Scope;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.RawHttp;
import io.piste.support.TestDatabase;
import io.piste.support.TestMariaDb;
import io.piste.support.Wait;
import io.piste.token.ConnectorTokens;
import io.piste.token.Secrets;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The whole server with a shop on it, asked as a plug-in asks it. One for a class of tests. */
final class ApiWorld implements AutoCloseable {
  static final String ORIGIN = "https://www.shop.example";
  private static final String TRACKER = "t.shop.example";
  private static final String SECRET = "a master key of 32 letters or more";

  final TestDatabase database = TestDatabase.fresh();
  final Site site;
  final Site other;
  final ConnectorKeys keys;
  final ConnectorTokens tokens;
  final Sites sites;
  final String key;

  /** Of the other site. */
  final String otherKey;

  private final App server;
  private final Contract contract;

  /** A browser that allowed something. */
  record Browser(String visitor, String consent) {}

  ApiWorld() {
    sites = new Sites(database.jdbi(), Clocks.system());
    site = addSite("Tea shop", "shop.example");
    other = addSite("Coffee", "coffee.example");
    tokens =
        new ConnectorTokens(
            new Secrets(SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8)), Clocks.system());
    keys = new ConnectorKeys(database.jdbi(), Clocks.system(), sites, tokens);
    key = key(Set.of(Scope.values()));
    otherKey = keys.make(other, "Test", Set.of(Scope.values())).token();
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put("data.folder", TestMariaDb.newFolder().toString());
    settings.put("secret.key", SECRET);
    settings.put("http.port", "0");
    settings.put("journal.size", "16");
    settings.put("loop.pause", "PT0.05S");
    server = App.start(Settings.read(settings), Clocks.system());
    contract = Contract.read(description());
  }

  private Site addSite(String name, String domain) {
    return sites.add(
        NewSite.named(name)
            .trackerUrl("https://t." + domain)
            .cookieDomain(domain)
            .restoreUrl("https://www." + domain + "/restore")
            .sender(name, "shop@" + domain)
            .postalAddress("1 Leaf Street")
            .cartRecovery(true)
            .origins(List.of("https://www." + domain))
            .build());
  }

  String key(Set<Scope> scopes) {
    return keys.make(site, "Test", scopes).token();
  }

  int port() {
    return server.port();
  }

  /** What the server says that it answers. */
  Contract contract() {
    return contract;
  }

  List<Call> calls() {
    return server.calls();
  }

  private String description() {
    try {
      return RawHttp.get(port(), "/api/v1/openapi.yaml").send().body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A call with the key that opens everything; its answer is as described. */
  RawHttp.Answer call(String method, String path, @Nullable Object body) throws IOException {
    return checked(method, path, request(method, path, body).send());
  }

  /** Fails unless the answer is as described. */
  RawHttp.Answer checked(String method, String path, RawHttp.Answer answer) {
    contract.check(contract.operation(method, path.split("[?]", -1)[0]), answer);
    return answer;
  }

  RawHttp request(String method, String path, @Nullable Object body) {
    return request(key, method, path, body);
  }

  RawHttp request(String as, String method, String path, @Nullable Object body) {
    RawHttp request =
        RawHttp.of(port(), method, "/api/v1" + path)
            .header("Authorization", "Bearer " + as)
            .header("X-Connector", "test/1.0.0; php=8.2.29");
    if (body == null) {
      return request;
    }
    return request
        .header("Content-Type", "application/json")
        .body(body instanceof String text ? text : Json.write(body));
  }

  /** A browser that allows these purposes of the shop's. */
  Browser browser(String... purposes) throws IOException {
    JsonNode text =
        Json.MAPPER.readTree(
            RawHttp.get(port(), "/p/v1/consent?l=en&s=" + site.publicId()).send().body());
    Map<String, Object> choice =
        Map.of(
            "s",
            site.publicId(),
            "hash",
            text.get("hash").textValue(),
            "granted",
            List.of(purposes),
            "how",
            purposes.length == 3 ? "accept" : "preferences",
            "u",
            ORIGIN + "/");
    RawHttp.Answer answer =
        RawHttp.post(port(), "/p/v1/consent", Json.write(choice))
            .host(TRACKER)
            .header("Origin", ORIGIN)
            .send();
    String cookie = answer.setCookie("piste_visitor").orElseThrow().split("[=;]", -1)[1];
    return new Browser(cookie, Json.MAPPER.readTree(answer.body()).get("id").textValue());
  }

  /** Waits until everything that was stored has had its effects. */
  void settle() {
    Wait.until(
        "everything has had its effects",
        () ->
            number(
                    """
                    SELECT (SELECT COALESCE(MAX(seq), 0) FROM event_log)
                         <= (SELECT COALESCE(MAX(seq), 0) FROM event_checkpoint)
                    """)
                == 1);
  }

  /** One number of the database. */
  long number(String sql, Object... values) {
    return database.jdbi().withHandle(handle -> handle.select(sql, values).mapTo(Long.class).one());
  }

  /** One text of the database. */
  String text(String sql, Object... values) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select(sql, values).mapTo(String.class).one());
  }

  static JsonNode json(RawHttp.Answer answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
