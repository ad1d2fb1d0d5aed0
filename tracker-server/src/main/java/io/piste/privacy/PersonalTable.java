package io.piste.privacy;

import java.util.List;

/**
 * A kind of rows about people, within one site.
 *
 * @param name how exports call it
 * @param key whose rows they are
 * @param select what an export tells: a statement that names {@code :site}, and {@code :contact} or
 *     {@code <visitors>}
 * @param time the column of {@code select} that says when it happened, for what is asked by
 *     browser: a browser may be one person's first and another's later
 * @param erase statements that remove what the person must not be known by any more; none where the
 *     rows go by other means, or stay as proof
 */
public record PersonalTable(String name, Key key, String select, String time, List<String> erase) {
  /** Whose rows. */
  public enum Key {
    /** Those of the contact. */
    CONTACT,
    /** Those of the contact's browsers. */
    VISITORS
  }

  public PersonalTable {
    erase = List.copyOf(erase);
  }

  /** Rows of a contact. */
  public static PersonalTable ofContact(String name, String select, String... erase) {
    return new PersonalTable(name, Key.CONTACT, select, "", List.of(erase));
  }

  /**
   * Rows of browsers, with a column {@code visitor_id}; what follows from events goes with them.
   */
  public static PersonalTable ofVisitors(String name, String select, String time, String... erase) {
    return new PersonalTable(name, Key.VISITORS, select, time, List.of(erase));
  }
}
