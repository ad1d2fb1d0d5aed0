package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The check of an installation.
 *
 * @param address what stands in the field
 * @param mistakes by field
 * @param result null when nobody looked yet
 */
public record InstallView(
    Site site,
    String address,
    Map<String, String> mistakes,
    @Nullable Result result,
    Arrivals arrivals) {

  /**
   * What was found.
   *
   * @param tone good, unsure or bad
   * @param title the whole in one sentence
   * @param when how long ago, and where
   */
  public record Result(String tone, String title, String when, List<Row> rows) {
    public Result {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One point.
   *
   * @param id unlike that of the others
   * @param mark good, unsure, bad or skipped
   * @param markText the same in words
   * @param mend what to do; null when nothing
   * @param paste what to paste as it is; null when nothing
   * @param link where in the console to do it; null when nowhere
   */
  public record Row(
      String id,
      String mark,
      String markText,
      String point,
      String text,
      @Nullable String mend,
      @Nullable String paste,
      @Nullable Link link) {}

  /** A way to somewhere. */
  public record Link(String address, String text) {}

  /**
   * What came since.
   *
   * @param first the first page seen, in words; null while waiting
   * @param before when a page was seen last before that; null when never
   * @param signs what came besides
   * @param open the address to open in the reader's own browser
   */
  public record Arrivals(
      @Nullable First first, @Nullable String before, List<Sign> signs, String open) {
    public Arrivals {
      signs = List.copyOf(signs);
    }

    /** Whether there is still something to wait for. */
    public boolean waiting() {
      return first == null;
    }
  }

  /** The first page that was seen. */
  public record First(String time, String iso, String page, String url) {}

  /**
   * Something that came before the first event, or was refused.
   *
   * @param mark good or bad; skipped for what needs no hand
   * @param mend what to do; null when nothing
   * @param paste what to paste; null when nothing
   */
  public record Sign(
      String mark,
      String title,
      String text,
      @Nullable String mend,
      @Nullable String paste,
      @Nullable Link link) {}

  public InstallView {
    mistakes = Map.copyOf(mistakes);
  }
}
