package io.piste;

import io.piste.automation.CartSettings;
import io.piste.config.ConfigReader;
import io.piste.config.LogSettings;
import io.piste.connector.ApiSettings;
import io.piste.consent.ConsentSettings;
import io.piste.consent.ProofRetention;
import io.piste.console.ConsoleSettings;
import io.piste.db.DatabaseSettings;
import io.piste.eventlog.RetentionSettings;
import io.piste.fetch.FetchSettings;
import io.piste.http.HttpSettings;
import io.piste.journal.JournalSettings;
import io.piste.limit.LimitSettings;
import io.piste.mail.MailSettings;
import io.piste.outbox.OutboxSettings;
import io.piste.sender.LocationSettings;
import io.piste.site.PublicPaths;
import io.piste.transfer.TransferSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * All settings, each part's its own.
 *
 * @param dataFolder what Piste keeps on disk lives below it
 * @param secretKey the master key, when it is not to be kept in the data folder
 * @param loopPause between two looks of a background loop that found nothing to do
 */
public record Settings(
    Path dataFolder,
    Optional<String> secretKey,
    LogSettings log,
    DatabaseSettings database,
    JournalSettings journal,
    HttpSettings http,
    PublicPaths paths,
    LimitSettings limits,
    ApiSettings api,
    LocationSettings location,
    ConsentSettings consent,
    RetentionSettings retention,
    ProofRetention proofs,
    CartSettings carts,
    OutboxSettings outbox,
    MailSettings mail,
    TransferSettings transfer,
    ConsoleSettings console,
    FetchSettings fetch,
    Duration loopPause) {

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

  /** Where people reach the console, for links; the port is the one in use. */
  String consoleUrl(int port) {
    return console.url().orElseGet(() -> "http://" + reachable(http.host()) + ":" + port);
  }

  /** The console's port as it was set. */
  int consolePortSet() {
    return http.consolePort() == 0 ? http.port() : http.consolePort();
  }

  private static String reachable(String host) {
    return host.equals("0.0.0.0") || host.equals("127.0.0.1") ? "localhost" : host;
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
        JournalSettings.read(config),
        HttpSettings.read(config),
        PublicPaths.read(config),
        LimitSettings.read(config),
        ApiSettings.read(config),
        LocationSettings.read(config),
        ConsentSettings.read(config),
        RetentionSettings.read(config),
        ProofRetention.read(config),
        CartSettings.read(config),
        OutboxSettings.read(config),
        MailSettings.read(config),
        TransferSettings.read(config),
        ConsoleSettings.read(config),
        FetchSettings.read(config),
        config.duration(
            "loop.pause",
            Duration.ofSeconds(1),
            Duration.ofMillis(10),
            Duration.ofMinutes(1),
            "How long background work rests when there is nothing to do: the timers of cart recovery"
                + " and the outbox."));
  }
}
