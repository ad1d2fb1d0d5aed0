package io.piste.db;

import io.piste.config.ConfigReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the database is.
 *
 * @param url of a MariaDB that others run; empty: Piste runs one of its own
 * @param pool the most connections that are open at once
 * @param mariadbd the program to run in place of the one that Piste brings
 * @param binaries where that one is unpacked; empty: below the data folder
 * @param cache megabytes for pages of tables in the own MariaDB; empty: a share of the machine's
 */
public record DatabaseSettings(
    Optional<String> url,
    String user,
    Optional<String> password,
    int pool,
    Optional<Path> mariadbd,
    Optional<Path> binaries,
    Optional<Integer> cache) {
  private static final int MEGABYTE = 1 << 20;
  private static final int LEAST = 16;

  /** Reads {@code database.*}. */
  public static DatabaseSettings read(ConfigReader config) {
    return new DatabaseSettings(
        config.optional(
            "database.url",
            "A MariaDB to use, as jdbc:mariadb://host:3306/name. Not set: Piste runs its own."),
        config.text("database.user", "piste", "The user for database.url."),
        config.secret("database.password", "The password for database.url."),
        config.number("database.pool", 16, 2, 500, "The most connections open at once."),
        config.optionalPath(
            "database.mariadbd",
            "The mariadbd program to run as own database, in place of the one that Piste brings."),
        config.optionalPath(
            "database.binaries",
            "Where the MariaDB that Piste brings is unpacked. Not set: below data.folder."),
        cache(config));
  }

  private static Optional<Integer> cache(ConfigReader config) {
    int megabytes =
        config.number(
            "database.cache",
            0,
            0,
            MEGABYTE,
            "Megabytes of cache of the own database, 16 or more; 0: an eighth of the machine's"
                + " memory, from 128 to 2048.");
    if (megabytes > 0 && megabytes < LEAST) {
      config.mistake("database.cache", megabytes + " is too little: expected 0, or 16 and more");
    }
    return megabytes == 0 ? Optional.empty() : Optional.of(megabytes);
  }

  /**
   * How many megabytes the own MariaDB keeps of its tables. Tables that outgrow it are read from
   * disk while events are projected.
   *
   * @param machine bytes of memory that this machine, or this container, has
   */
  int cacheMegabytes(long machine) {
    return cache.orElseGet(() -> Math.clamp(machine / 8 / MEGABYTE, 128, 2_048));
  }

  /** The own database with everything at its default. */
  public static DatabaseSettings embedded() {
    return read(new ConfigReader(java.util.Map.of()));
  }
}
