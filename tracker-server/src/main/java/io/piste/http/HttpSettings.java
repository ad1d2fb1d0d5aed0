package io.piste.http;

import io.piste.config.ConfigReader;

/**
 * Where the server listens.
 *
 * @param port 0 takes a free one
 */
public record HttpSettings(String host, int port) {
  /** Reads {@code http.*}. */
  public static HttpSettings read(ConfigReader config) {
    return new HttpSettings(
        config.text("http.host", "127.0.0.1", "The address to listen on; 0.0.0.0 for all."),
        config.number("http.port", 8080, 0, 65535, "The port to listen on; 0 takes a free one."));
  }
}
