package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is there.
 *
 * @param present visitors of the last five minutes
 * @param minutes pages seen per minute, as columns
 * @param minutesSummary the same in a sentence
 * @param map where they are, null when nobody is there
 * @param refresh address of what is to be shown next
 */
public record LiveView(
    int present,
    List<Chart.Column> minutes,
    String minutesSummary,
    List<Visit> visits,
    @Nullable LiveMap map,
    String refresh) {

  /**
   * A session.
   *
   * @param contact number of the contact, null for a stranger
   * @param page title of the page, or its path
   * @param from host that the visitor came from, null when none is known
   * @param now whether it is going on at this moment
   */
  public record Visit(
      long id,
      @Nullable Long contact,
      String who,
      String page,
      String path,
      int pages,
      @Nullable String from,
      String ago,
      boolean now) {}

  public LiveView {
    minutes = List.copyOf(minutes);
    visits = List.copyOf(visits);
  }
}
