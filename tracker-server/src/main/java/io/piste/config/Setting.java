package io.piste.config;

import java.util.Locale;

/**
 * What the settings page says about one setting.
 *
 * @param kind what is expected, such as "whole number from 0 to 65535"
 * @param defaultText as it would be written in the file; empty when there is none
 */
public record Setting(String key, String kind, String defaultText, String doc) {
  /** The environment variable that overrides the file. */
  public String variable() {
    return "PISTE_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
