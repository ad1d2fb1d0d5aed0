package io.piste.consent;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a site says in one language where it differs from the words that come with the program.
 *
 * @param texts by the name that the banner knows them by
 * @param purposes by id
 */
public record SetupWords(TreeMap<String, String> texts, TreeMap<String, PurposeWords> purposes) {
  /** Nothing of its own. */
  public static final SetupWords NONE = new SetupWords(new TreeMap<>(), new TreeMap<>());

  /** What is said of a purpose; empty where nothing is. */
  public record PurposeWords(String title, String text, String details) {
    /** Nothing is said. */
    public static final PurposeWords NONE = new PurposeWords("", "", "");
  }

  public SetupWords {
    texts = new TreeMap<>(texts);
    purposes = new TreeMap<>(purposes);
  }

  /** What is said under a name; empty where it is what the program says. */
  public String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** What is said of a purpose. */
  public PurposeWords purpose(String id) {
    return purposes.getOrDefault(id, PurposeWords.NONE);
  }

  /** The same from names and words that may be empty. */
  public static SetupWords of(Map<String, String> texts, Map<String, PurposeWords> purposes) {
    SetupWords words = new SetupWords(new TreeMap<>(), new TreeMap<>());
    texts.forEach(
        (name, text) -> {
          if (!text.isBlank()) {
            words.texts.put(name, text.strip());
          }
        });
    purposes.forEach(
        (id, said) -> {
          if (!said.equals(PurposeWords.NONE)) {
            words.purposes.put(id, said);
          }
        });
    return words;
  }
}
