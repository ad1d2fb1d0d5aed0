package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events of a site.
 *
 * @param days how many days are shown, out of {@code periods}
 * @param sum "1,000 received = 900 accepted + 100 dropped"; null when nothing came
 * @param adds whether the two sides are equal; they may differ for a moment
 * @param strangers what no site could be told of, with the same reasons
 */
public record ReceivedView(
    List<Integer> periods,
    int days,
    @Nullable String sum,
    boolean adds,
    Chart chart,
    List<Outcome> outcomes,
    List<Outcome> strangers) {

  /**
   * One outcome with its share.
   *
   * @param name its word in metrics and protocol
   * @param title in the reader's language
   * @param what it means
   * @param mend what to do about it; null when nothing
   * @param percent of all, 0 to 100
   */
  public record Outcome(
      String name,
      String title,
      String what,
      @Nullable String mend,
      String count,
      int percent,
      String tone) {}

  public ReceivedView {
    periods = List.copyOf(periods);
    outcomes = List.copyOf(outcomes);
    strangers = List.copyOf(strangers);
  }
}
