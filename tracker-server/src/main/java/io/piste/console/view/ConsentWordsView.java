package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;

/**
 * The words of one language.
 *
 * @param program whether the program speaks it
 * @param instead the name of the language that stands in for missing words
 */
public record ConsentWordsView(
    Site site,
    String tag,
    String name,
    String direction,
    boolean program,
    int missing,
    String instead,
    List<Word> words,
    List<Part> purposes) {
  /**
   * A text.
   *
   * @param usual what is said where nothing is typed
   */
  public record Word(
      String field, String label, String value, String usual, int lines, boolean missing) {}

  /** The words of a purpose. */
  public record Part(String id, List<Word> words) {}

  public ConsentWordsView {
    words = List.copyOf(words);
    purposes = List.copyOf(purposes);
  }

  /** Where the pages of consent are. */
  public String path() {
    return "/console/sites/" + site.publicId() + "/consent";
  }
}
