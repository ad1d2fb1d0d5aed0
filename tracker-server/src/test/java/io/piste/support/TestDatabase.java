package io.piste.support;

import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * A database of a test's own, migrated and empty, in the one MariaDB of this JVM. Closing it checks
 * that no connection leaked and drops it.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final Map<String, String> settings;
  private final Database database;

  private TestDatabase(String name) {
    this.name = name;
    this.settings = TestMariaDb.address(name);
    this.database =
        new Database(DatabaseSettings.read(new ConfigReader(settings)), TestMariaDb.folder(name));
  }

  /** A new one. */
  public static TestDatabase fresh() {
    String name = "piste_test_" + COUNT.incrementAndGet();
    TestMariaDb.server()
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("CREATE DATABASE " + name);
              Holder.TABLES.makeIn(handle, name);
            });
    TestDatabase fresh = new TestDatabase(name);
    fresh.database.start();
    return fresh;
  }

  private static final class Holder {
    static final EmptyTables TABLES = EmptyTables.migrated(TestMariaDb.server().jdbi());
  }

  /** How stores ask it. */
  public Jdbi jdbi() {
    return database.jdbi();
  }

  /** For plain JDBC. */
  public DataSource dataSource() {
    return database.dataSource();
  }

  /** For parts that start and stop with it. */
  public Database database() {
    return database;
  }

  /** What a server of its own, in this JVM or another, needs to use this database. */
  public Map<String, String> settings() {
    return settings;
  }

  @Override
  public void close() {
    int leaked = database.connectionsInUse();
    database.close();
    TestMariaDb.server().jdbi().useHandle(handle -> handle.execute("DROP DATABASE " + name));
    if (leaked != 0) {
      throw new AssertionError(leaked + " connections were not given back");
    }
  }
}
