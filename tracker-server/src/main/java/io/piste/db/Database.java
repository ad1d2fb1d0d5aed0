package io.piste.db;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The one database: a MariaDB that others run when {@code database.url} names it, else one of our
 * own below the data folder. Stores may take {@link #jdbi} before {@link #start}. Thread-safe but
 * for start and close.
 */
public final class Database implements AutoCloseable {
  private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);

  /** A group of events takes some tens of milliseconds; then the local journal takes over. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private static final int WELL_WITHIN_SECONDS = 2;

  private final DatabaseSettings settings;
  private final Path dataFolder;
  private final HikariDataSource pool = new HikariDataSource();
  private final Jdbi jdbi = Jdbis.over(pool);
  private final DataSource hurried = new Hurried(pool, SILENCE, () -> false);
  private @Nullable FolderLock lock;
  private @Nullable EmbeddedMariaDb embedded;

  /** Opens nothing yet. */
  public Database(DatabaseSettings settings, Path dataFolder) {
    this.settings = settings;
    this.dataFolder = dataFolder.toAbsolutePath().normalize();
  }

  /**
   * For a command beside a server that may be running: uses that one's database, or starts it when
   * nothing runs.
   *
   * @throws io.piste.base.StartProblem as {@link #start}
   */
  public static Database attach(DatabaseSettings settings, Path dataFolder) {
    Database database = new Database(settings, dataFolder);
    FolderLock lock = FolderLock.tryTake(database.dataFolder).orElse(null);
    if (lock == null && settings.url().isEmpty()) {
      database.openPool(EmbeddedMariaDb.running(database.dataFolder));
    } else {
      database.lock = lock;
      database.open();
    }
    return database;
  }

  /**
   * Starts the own database or finds the named one, and brings its tables up to date.
   *
   * @throws io.piste.base.StartProblem when something outside the program is in the way
   */
  public void start() {
    lock = FolderLock.take(dataFolder);
    open();
  }

  /** Lets the registry watch the connections; before {@link #start}. */
  public void measure(MeterRegistry registry) {
    pool.setMetricRegistry(registry);
  }

  private void open() {
    try {
      if (settings.url().isPresent()) {
        Address address = Address.external(settings);
        ExternalCheck.verify(address);
        openPool(address);
      } else {
        embedded = new EmbeddedMariaDb(dataFolder, settings);
        openPool(embedded.start());
      }
      Migrations.run(pool);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void openPool(Address address) {
    pool.setPoolName("database");
    pool.setDataSource(address.dataSource());
    pool.setMaximumPoolSize(settings.pool());
    pool.setMinimumIdle(Math.min(2, settings.pool()));
    pool.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
    pool.setValidationTimeout(Duration.ofSeconds(2).toMillis());
    pool.setMaxLifetime(Duration.ofMinutes(25).toMillis());
    pool.setInitializationFailTimeout(Duration.ofSeconds(10).toMillis());
  }

  /** How stores ask it. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** For plain JDBC. */
  public DataSource dataSource() {
    return pool;
  }

  /**
   * The same for those whom a visitor waits for: it fails when it gets no answer within seconds.
   */
  public DataSource hurried() {
    return hurried;
  }

  /** The same for those who need not even try while the database is known to be away. */
  public DataSource hurriedUnless(BooleanSupplier isAway) {
    return new Hurried(pool, SILENCE, isAway);
  }

  /** Connections in use at this moment. */
  public int connectionsInUse() {
    return pool.isRunning() ? pool.getHikariPoolMXBean().getActiveConnections() : 0;
  }

  /** Whether it answers now; within a few seconds. */
  public boolean isWell() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(WELL_WITHIN_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Closes all connections and stops the own database. */
  @Override
  public void close() {
    pool.close();
    if (embedded != null) {
      embedded.close();
    }
    if (lock != null) {
      lock.close();
    }
  }
}
