package io.piste.console.view;

import io.piste.report.ContactCard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact's card.
 *
 * @param next address of the older part of the timeline, null at the end
 */
public record ContactView(
    ContactCard.Person person,
    List<Permission> permissions,
    List<String> links,
    List<Tag> tags,
    List<ContactCard.ScoreSum> scores,
    List<ContactCard.ScoreLine> ledger,
    List<Day> days,
    @Nullable String next) {

  /** Whether a site may write, in words. */
  public record Permission(String site, boolean granted, String how) {}

  /** An interest; {@code share} is its weight against the heaviest, percent. */
  public record Tag(String name, String weight, String share) {}

  /** A day of the timeline. */
  public record Day(String name, List<Entry> entries) {}

  /**
   * An entry of the timeline.
   *
   * @param icon which picture
   * @param tone names the colour
   * @param link where it leads, null for nowhere
   */
  public record Entry(
      String icon,
      String tone,
      String time,
      String iso,
      String title,
      @Nullable String detail,
      @Nullable String link) {}

  public ContactView {
    permissions = List.copyOf(permissions);
    links = List.copyOf(links);
    tags = List.copyOf(tags);
    days = List.copyOf(days);
  }
}
