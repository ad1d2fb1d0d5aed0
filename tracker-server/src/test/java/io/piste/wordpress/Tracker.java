package io.piste.wordpress;

import io.piste.App;
import io.piste.Settings;
import io.piste.base.Clocks;
import io.piste.connector.ConnectorKeys;
import io.piste.protocol.api.Scope;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.TestDatabase;
import io.piste.token.ConnectorTokens;
import io.piste.token.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A whole server on a database of its own, behind a front that listens in. */
final class Tracker implements AutoCloseable {
  private static final String SECRET = "0123456789abcdef".repeat(4);

  private final TestDatabase database = TestDatabase.fresh();
  private final Sites sites = new Sites(database.jdbi(), Clocks.system());
  private final App app;
  private final TrackerFront front;

  private Tracker(Path data) throws IOException {
    Map<String, String> values = new HashMap<>(database.settings());
    values.put("data.folder", data.toString());
    values.put("http.port", "0");
    values.put("secret.key", SECRET);
    app = App.start(Settings.read(values), Clocks.system());
    front = TrackerFront.before(app.port());
  }

  static Tracker start(Path data) throws IOException {
    return new Tracker(data);
  }

  TrackerFront front() {
    return front;
  }

  /** A site whose pages are at this origin. */
  Site site(String name, String origin) {
    return sites.add(NewSite.named(name).trackerUrl(front.url()).origins(List.of(origin)).build());
  }

  /** A key as the console makes one for a connector. */
  String key(Site site) {
    Secrets secrets = new Secrets(SECRET.getBytes(StandardCharsets.UTF_8));
    ConnectorTokens tokens = new ConnectorTokens(secrets, Clocks.system());
    return new ConnectorKeys(database.jdbi(), Clocks.system(), sites, tokens)
        .make(site, "WordPress", Scope.connector())
        .token();
  }

  /** How many events of a type the log has of a site. */
  int events(Site site, String type) {
    return count("SELECT COUNT(*) FROM event_log WHERE type = ? AND site_id = ?", type, site.id());
  }

  /** What a question answers with one number. */
  int count(String sql, Object... values) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select(sql, values).mapTo(Integer.class).one());
  }

  @Override
  public void close() {
    front.close();
    app.close();
    database.close();
  }
}
