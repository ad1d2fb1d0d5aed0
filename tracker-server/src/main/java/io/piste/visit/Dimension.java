package io.piste.visit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What traffic is counted by. The numbers are stored: never renumber them. */
public enum Dimension {
  /** Everything; its one value is empty. */
  SITE(0, true),
  /** Path of a page: hits are its views, time is when it was in front. */
  PAGE(1, true),
  /** Path of a session's first page; hits are the views of those sessions. */
  ENTRY(2, false),
  /** Path of a session's last page. */
  EXIT(3, false),
  /** Word of a {@link Channel}. */
  CHANNEL(4, true),
  /** See {@link Attribution#source}. */
  SOURCE(5, true),
  /**
   * Campaign, source and medium with tabs between them; sessions without a campaign are left out.
   */
  CAMPAIGN(6, true),
  /** desktop, mobile, tablet, … */
  DEVICE(7, true),
  /** Family of the browser. */
  BROWSER(8, false),
  /** Family of the operating system. */
  SYSTEM(9, false),
  /** Two letters. */
  COUNTRY(10, false),
  /** A term searched for on the site; hits are searches, as with the following. */
  SEARCH(11, false),
  /** Path of a page that does not exist. */
  NOT_FOUND(12, false),
  /** Address on another site that was followed. */
  OUTBOUND(13, false),
  /** Address of a file that was fetched. */
  DOWNLOAD(14, false),
  /** Name that the site gave. */
  CUSTOM(15, false);

  /**
   * The value that takes in all that came after a day had {@link #MOST_VALUES}. No other value
   * holds a control character beside tabs.
   */
  public static final String REST = "\u0001";

  /** So many values of one dimension on one day of a site; what comes after is {@link #REST}. */
  public static final int MOST_VALUES = 2_000;

  private final int stored;
  private final boolean hourly;

  Dimension(int stored, boolean hourly) {
    this.stored = stored;
    this.hourly = hourly;
  }

  /** The number in the tables. */
  public int stored() {
    return stored;
  }

  /** The word used in addresses and texts, such as {@code not-found}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads back {@link #word}. */
  public static Optional<Dimension> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** Whether its hits are events, and it has nothing else. */
  public boolean isOfEvents() {
    return stored >= SEARCH.stored;
  }

  /** Whether hours are kept too, not days alone. */
  public boolean isHourly() {
    return hourly;
  }
}
