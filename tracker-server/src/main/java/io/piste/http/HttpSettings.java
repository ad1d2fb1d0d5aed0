package io.piste.http;

import io.piste.config.ConfigReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the server listens, and whom it believes.
 *
 * @param port 0 takes a free one
 * @param consolePort where the console alone is answered; 0: on {@code port}, with all the rest
 * @param trustedProxies whose X-Forwarded headers count
 * @param metricsToken lets others than this machine read /metrics
 */
public record HttpSettings(
    String host,
    int port,
    int consolePort,
    List<Network> trustedProxies,
    Optional<String> metricsToken) {
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

  /** Reads {@code http.*}, {@code console.port} and {@code metrics.token}. */
  public static HttpSettings read(ConfigReader config) {
    return new HttpSettings(
        config.text("http.host", "127.0.0.1", "The address to listen on; 0.0.0.0 for all."),
        config.number("http.port", 8080, 0, 65535, "The port to listen on; 0 takes a free one."),
        config.number(
            "console.port",
            0,
            0,
            65535,
            "A port that answers the console, and no other one does then; 0: same as http.port."),
        proxies(config),
        config.secret(
            "metrics.token",
            "Lets others than this machine read /metrics, as Authorization: Bearer."));
  }

  private static List<Network> proxies(ConfigReader config) {
    return config
        .texts(
            "http.trusted.proxies",
            LOOPBACK,
            "Addresses or networks of proxies whose X-Forwarded-For, -Proto and -Host count.")
        .stream()
        .flatMap(text -> Network.parse(text).or(() -> mistake(config, text)).stream())
        .toList();
  }

  private static Optional<Network> mistake(ConfigReader config, String text) {
    config.mistake(
        "http.trusted.proxies", "\"" + text + "\" is not an address or network such as 10.0.0.0/8");
    return Optional.empty();
  }

  /** Everything at its default but for a free port. */
  public static HttpSettings onFreePort() {
    return read(new ConfigReader(Map.of("http.port", "0")));
  }
}
