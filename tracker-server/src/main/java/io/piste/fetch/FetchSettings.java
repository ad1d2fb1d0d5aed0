package io.piste.fetch;

import io.piste.config.ConfigReader;

/**
 * Where addresses that people name may lead.
 *
 * @param privateAddresses whether this machine and private networks may be asked, on any port
 */
public record FetchSettings(boolean privateAddresses) {
  /** Reads {@code fetch.private.addresses}. */
  public static FetchSettings read(ConfigReader config) {
    return new FetchSettings(
        config.flag(
            "fetch.private.addresses",
            false,
            "Whether pages that people name in the console may be on this machine or in its private"
                + " networks, on any port. For development: with it, whoever uses the console can"
                + " ask what only this machine reaches."));
  }
}
