package io.piste;

import io.piste.config.ConfigReader;
import io.piste.config.LogSettings;
import io.piste.consent.ConsentSettings;
import io.piste.db.DatabaseSettings;
import io.piste.http.HttpSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All settings, each part's its own.
 *
 * @param dataFolder what Piste keeps on disk lives below it
 * @param secretKey the master key, when it is not to be kept in the data folder
 */
public record Settings(
    Path dataFolder,
    Optional<String> secretKey,
    LogSettings log,
    DatabaseSettings database,
    HttpSettings http,
    ConsentSettings consent) {

  /**
   * Reads the values by key.
   *
   * @throws io.piste.config.ConfigProblem that names every mistake
   */
  public static Settings read(Map<String, String> values) {
    ConfigReader config = new ConfigReader(values);
    Settings settings = read(config);
    config.finish();
    return settings;
  }

  /** In the order of the settings page. */
  static Settings read(ConfigReader config) {
    return new Settings(
        config.path("data.folder", Path.of("piste-data"), "What Piste keeps on disk."),
        config.secret(
            "secret.key",
            "The master key, 32 characters or more. Not set: a file in data.folder, made at the"
                + " first start."),
        LogSettings.read(config),
        DatabaseSettings.read(config),
        HttpSettings.read(config),
        ConsentSettings.read(config));
  }
}
