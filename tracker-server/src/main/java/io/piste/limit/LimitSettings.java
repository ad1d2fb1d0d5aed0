package io.piste.limit;

import io.piste.config.ConfigReader;
import java.util.Map;

/**
 * How much is too much.
 *
 * @param addressMinute requests of events and of choices in a minute from one network
 * @param siteMinute events in a minute for one site
 * @param visitorMinute events in a minute that one person can make
 * @param visitorDay events in a day that one person can make
 */
public record LimitSettings(int addressMinute, int siteMinute, int visitorMinute, int visitorDay) {
  /** As much as can be counted, which is practically no limit. */
  private static final int MOST = 16_000_000;

  /** Reads {@code limit.*}. */
  public static LimitSettings read(ConfigReader config) {
    return new LimitSettings(
        config.number(
            "limit.address.minute",
            6_000,
            1,
            MOST,
            "Requests of events and of consent in a minute from one network (/24, for IPv6 /48);"
                + " more are answered 429. Raise it where a proxy hides the visitors' addresses."),
        config.number(
            "limit.site.minute",
            300_000,
            1,
            MOST,
            "Events in a minute for one site; more are answered 429."),
        config.number(
            "limit.visitor.minute",
            120,
            1,
            MOST,
            "Events in a minute of one visitor; what comes above is stored and does not count."),
        config.number(
            "limit.visitor.day",
            3_000,
            1,
            MOST,
            "Events in a day of one visitor; what comes above is stored and does not count."));
  }

  /** What is used when nothing is set. */
  public static LimitSettings defaults() {
    return read(new ConfigReader(Map.of()));
  }
}
