package io.piste.journal;

import io.piste.config.ConfigReader;

/**
 * Limits of the journal.
 *
 * @param megabytes how large it may grow on the disk, at least 16
 */
public record JournalSettings(int megabytes) {
  private static final long MEGABYTE = 1024 * 1024;

  /** Reads {@code journal.*}. */
  public static JournalSettings read(ConfigReader config) {
    return new JournalSettings(
        config.number(
            "journal.size",
            256,
            16,
            65_536,
            "The most megabytes that are kept below data.folder of what arrives while the database is"
                + " away."));
  }

  long bytes() {
    return megabytes * MEGABYTE;
  }
}
