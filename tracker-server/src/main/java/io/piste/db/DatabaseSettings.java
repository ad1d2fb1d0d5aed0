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
 * @param cacheMegabytes memory for pages of tables in the own MariaDB
 */
public record DatabaseSettings(
    Optional<String> url,
    String user,
    Optional<String> password,
    int pool,
    Optional<Path> mariadbd,
    Optional<Path> binaries,
    int cacheMegabytes) {

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
        config.number(
            "database.cache", 128, 16, 1_048_576, "Megabytes of cache of the own database."));
  }

  /** The own database with everything at its default. */
  public static DatabaseSettings embedded() {
    return read(new ConfigReader(java.util.Map.of()));
  }
}
