package io.piste.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.Clocks;
import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.EventLogSettings;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projector;
import io.piste.profile.ProfileRules;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.CartWorld;
import io.piste.support.TestLog;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Databases of the bench in one MariaDB, with much memory while they are filled. */
final class GrowthStore implements AutoCloseable {
  static final String MAIN = "piste";
  static final String SEED = "piste_seed";
  static final String REAL = "piste_real";
  private static final int LOGGED_AT_ONCE = 1_000;

  private final Path folder;
  private final Map<String, Database> opened = new HashMap<>();

  private GrowthStore(Path folder) {
    this.folder = folder;
  }

  /** Starts the MariaDB below a folder. */
  static GrowthStore open(Path folder, Path binaries, int cacheMegabytes) {
    GrowthStore store = new GrowthStore(folder);
    Map<String, String> settings =
        Map.of(
            "database.binaries",
            binaries.toString(),
            "database.cache",
            Integer.toString(cacheMegabytes));
    store.opened.put(
        MAIN,
        Database.attach(DatabaseSettings.read(new ConfigReader(settings)), folder.resolve("data")));
    return store;
  }

  Jdbi main() {
    return database(MAIN).jdbi();
  }

  /** A database beside the main one; made, and its tables, when it is not there. */
  Jdbi beside(String name) throws IOException, SQLException {
    return database(name, folder.resolve(name)).jdbi();
  }

  private Database database(String name) {
    return java.util.Objects.requireNonNull(opened.get(name), name);
  }

  private Database database(String name, Path locked) throws IOException, SQLException {
    Database known = opened.get(name);
    if (known != null) {
      return known;
    }
    main().useHandle(handle -> handle.execute("CREATE DATABASE IF NOT EXISTS " + name));
    Database made = new Database(DatabaseSettings.read(new ConfigReader(address(name))), locked);
    made.start();
    opened.put(name, made);
    return made;
  }

  private Map<String, String> address(String name) throws IOException, SQLException {
    try (Connection connection = database(MAIN).dataSource().getConnection()) {
      String url = connection.getMetaData().getURL();
      String host = url.substring(0, url.indexOf('/', "jdbc:mariadb://".length()));
      return Map.of(
          "database.url",
          host + "/" + name,
          "database.password",
          Files.readString(folder.resolve("data/mariadb/password")).strip());
    }
  }

  /**
   * Gives the log the parts that a server would have cut month by month. Cutting them off a part
   * that holds 20 million events would copy those, and hold up everybody meanwhile.
   */
  static void cutLog(Jdbi jdbi, YearMonth first, YearMonth last) {
    List<String> parts = new ArrayList<>();
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      parts.add(
          "PARTITION before_%s VALUES LESS THAN (%d)"
              .formatted(
                  month.toString().replace("-", ""),
                  month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()));
    }
    parts.add("PARTITION later VALUES LESS THAN MAXVALUE");
    jdbi.useHandle(
        handle ->
            handle.execute(
                "ALTER TABLE event_log REORGANIZE PARTITION later INTO ("
                    + String.join(", ", parts)
                    + ")"));
  }

  /** Adds sites, all alike. */
  static void addSites(Jdbi jdbi, int many) {
    Sites sites = new Sites(jdbi, Clocks.system());
    ProfileRules rules = new ProfileRules(jdbi, Clocks.system());
    for (int i = 1; i <= many; i++) {
      Site site =
          sites.add(
              NewSite.named("Tea house " + i)
                  .timeZone(ZoneOffset.UTC)
                  .trackerUrl("https://t.shop.example")
                  .cookieDomain("shop.example")
                  .origins(List.of("https://www.shop.example"))
                  .build());
      if (site.id().value() != i) {
        throw new IllegalStateException("sites have to be numbered from 1, not " + site.id());
      }
      rules.addTagRule(site.id(), "/teas/*", "tea", BigDecimal.ONE);
      rules.addTagRule(site.id(), "/blog/*", "reading", BigDecimal.ONE);
      rules.addScoreRule(site.id(), "/teas/*", "interest", BigDecimal.ONE);
      rules.addScoreRule(site.id(), "/checkout*", "intent", BigDecimal.TEN);
    }
  }

  /** Logs events of a database's sites and lets everything follow from them. */
  void play(String name, List<LoggedEvent> events) {
    log(name, events);
    project(name);
  }

  /** Logs events of a database's sites. */
  void log(String name, List<LoggedEvent> events) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (EventLog log =
        new EventLog(database(name).dataSource(), EventLogSettings.DEFAULT, meters)) {
      log.start();
      for (int i = 0; i < events.size(); i += LOGGED_AT_ONCE) {
        log.append(events.subList(i, Math.min(events.size(), i + LOGGED_AT_ONCE)));
      }
    }
  }

  /** Lets everything follow from what is logged in a database, carts that are left included. */
  void project(String name) {
    projectEvents(name);
    leaveCarts(name);
  }

  /** Lets follow what follows from events alone. */
  void projectEvents(String name) {
    Jdbi jdbi = database(name).jdbi();
    Projector projector =
        new Projector(jdbi, TestLog.projections(jdbi), Clocks.system(), new SimpleMeterRegistry());
    boolean more = true;
    while (more) {
      more = projector.runOnce();
    }
  }

  /** Lets time tell which carts were left. */
  void leaveCarts(String name) {
    CartWorld world = CartWorld.shared(database(name).jdbi());
    boolean more = true;
    while (more) {
      more = world.triggers.runOnce();
    }
  }

  @Override
  public synchronized void close() {
    Database main = opened.remove(MAIN);
    opened.values().forEach(Database::close);
    opened.clear();
    if (main != null) {
      main.close();
    }
  }
}
