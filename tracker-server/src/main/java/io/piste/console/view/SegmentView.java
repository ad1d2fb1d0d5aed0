package io.piste.console.view;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A segment and who is in it.
 *
 * @param path of its page
 * @param words its rule; null for a list by hand, and where it cannot be read
 * @param isUnreadable whether its rule cannot be read
 * @param filling how far it is filled; null when it is up to date
 * @param used segments that ask for it
 * @param told what was just done; empty for nothing
 */
public record SegmentView(
    String path,
    String name,
    String description,
    @Nullable RuleText words,
    boolean isUnreadable,
    GoalsView.@Nullable Counting filling,
    List<OverviewView.Tile> tiles,
    Chart chart,
    List<Link> used,
    Members members,
    String told,
    @Nullable String mistake,
    Paste paste) {
  /** Something to go to. */
  public record Link(String link, String name) {}

  /**
   * A page of members.
   *
   * @param search the beginning of an address; empty for all
   * @param more whether the search found more than it shows
   * @param later whether it is not the first page
   * @param next address of the next page; null at the end
   */
  public record Members(
      String search, List<Member> rows, boolean more, boolean later, @Nullable String next) {
    public Members {
      rows = List.copyOf(rows);
    }
  }

  /** Somebody who is in it. */
  public record Member(
      long id, String email, @Nullable String name, String enteredIso, String entered) {
    /** What is shown first. */
    public String shown() {
      return name == null ? email : name;
    }
  }

  /** Addresses that are pasted into a list by hand. */
  public record Paste(int most, String typed, Map<String, String> mistakes) {
    public Paste {
      mistakes = Map.copyOf(mistakes);
    }
  }

  public SegmentView {
    tiles = List.copyOf(tiles);
    used = List.copyOf(used);
  }

  /** Whether it is filled by hand. */
  public boolean isStatic() {
    return words == null && !isUnreadable;
  }
}
