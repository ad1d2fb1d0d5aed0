package io.piste.consent;

import io.piste.config.ConfigReader;

/**
 * How long a choice holds.
 *
 * @param days from 30 to 395 (rule C7: 6 months by default, 1 to 13 configurable)
 */
public record ConsentSettings(int days) {
  /** Reads {@code consent.*}. */
  public static ConsentSettings read(ConfigReader config) {
    return new ConsentSettings(
        config.number(
            "consent.days",
            180,
            30,
            395,
            "How many days a visitor's choice is remembered, accepting and refusing alike."));
  }
}
