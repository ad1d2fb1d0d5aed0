package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that are set aside, on all sites.
 *
 * @param rebuild how far a rebuild is; null when none runs or was left
 * @param result what became of what was just asked for; null when nothing was
 * @param causes why events wait; empty when none does
 * @param states a filter by what became of letters
 * @param state which of them is shown
 * @param cause which cause is shown alone, empty for all
 * @param here the page's own address, to come back to
 * @param next address of the next page, null at the end
 */
public record LettersView(
    @Nullable Progress rebuild,
    @Nullable Result result,
    List<Cause> causes,
    List<Choice> states,
    String state,
    String cause,
    List<Row> rows,
    String here,
    @Nullable String next) {

  /**
   * How far a rebuild is.
   *
   * @param share from 0% to 100%
   * @param left whether nobody works at it any more
   */
  public record Progress(String share, String text, boolean left) {}

  /** What became of what was asked for; good unless something failed or was gone. */
  public record Result(String text, boolean good) {}

  /** Why events wait, and what to do. */
  public record Cause(String word, String title, String what, String mend, String count) {}

  /** A filter, with how many letters pass it. */
  public record Choice(String state, String count) {}

  /**
   * A letter.
   *
   * @param why the cause in words
   * @param reason what the program said
   * @param json the event; null when it is not kept any more
   * @param settled what became of it; null while it waits
   * @param replayable whether it can be replayed
   * @param waiting whether it can be discarded
   */
  public record Row(
      long seq,
      String type,
      String why,
      String site,
      String visitor,
      String at,
      String iso,
      String reason,
      @Nullable String json,
      @Nullable String settled,
      boolean replayable,
      boolean waiting) {}

  public LettersView {
    causes = List.copyOf(causes);
    states = List.copyOf(states);
    rows = List.copyOf(rows);
  }
}
