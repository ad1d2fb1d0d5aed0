package io.piste.contact;

import java.time.Instant;

/**
 * Who changes a contact, how and when.
 *
 * @param way the closed list of ways
 * @param who the address of a user of the console, the name of a file or of a key
 */
public record Editor(Way way, String who, Instant at) {
  /** How a change comes. */
  public enum Way {
    /** In the console. */
    HAND("hand"),
    /** By a file. */
    IMPORT("import"),
    /** By a shop's server. */
    CONNECTOR("connector");

    private final String word;

    Way(String word) {
      this.word = word;
    }

    /** As it is stored; also the origin of contacts that are made so. */
    public String word() {
      return word;
    }
  }
}
