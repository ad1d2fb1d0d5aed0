package io.piste.console.view;

import io.piste.report.ContactCard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact's card.
 *
 * @param path of the card, for its forms
 * @param profile what the chosen site makes of the contact; null without a site
 * @param groups what of the timeline can be looked at alone
 * @param next address of the older part of the timeline, null at the end
 */
public record ContactView(
    ContactCard.Person person,
    String path,
    @Nullable Gone gone,
    Facts facts,
    @Nullable Profile profile,
    Identity identity,
    List<Permission> permissions,
    List<Membership> segments,
    List<Way> ways,
    List<Choice> groups,
    List<Day> days,
    @Nullable String next) {

  /**
   * What is known.
   *
   * @param percent how complete it is, 0 to 100
   * @param missing what is not known yet, in words; empty when nothing is missing
   */
  public record Facts(int percent, String complete, String missing, List<Fact> known) {
    public Facts {
      known = List.copyOf(known);
    }
  }

  /** Something that is known, by its name. */
  public record Fact(String name, String value) {}

  /** The contact counts for another one: where its history is, and since when. */
  public record Gone(String href, String email, String how, long merge) {}

  /** Something to choose; {@code href} is where it leads. */
  public record Choice(String name, String href, boolean chosen) {}

  /**
   * What one site makes of the contact.
   *
   * @param site its public id
   * @param siteName empty when there is only one
   * @param sites others to choose
   * @param stageHow since when, and whether by hand or by rule
   * @param chart how the chosen score went; null without one
   */
  public record Profile(
      String site,
      String siteName,
      List<Choice> sites,
      List<Stage> stages,
      String stageHow,
      boolean stageByHand,
      List<Tag> tags,
      List<Score> scores,
      @Nullable Chart chart,
      @Nullable Chart activity) {
    public Profile {
      sites = List.copyOf(sites);
      stages = List.copyOf(stages);
      tags = List.copyOf(tags);
      scores = List.copyOf(scores);
    }
  }

  /** A stage; {@code present} when the contact is there. */
  public record Stage(String word, String name, boolean present, boolean passed) {}

  /**
   * An interest.
   *
   * @param share its weight against the heaviest, percent
   * @param given whether a person or a shop gave it: it can be taken back
   */
  public record Tag(String name, String weight, String share, boolean given) {}

  /** A score with its newest lines; {@code href} shows its chart. */
  public record Score(String name, String points, String href, boolean chosen, List<Line> lines) {
    public Score {
      lines = List.copyOf(lines);
    }
  }

  /** Why a score changed. */
  public record Line(String reason, String points, String when) {}

  /** Browsers, refused ones, and contacts that were merged into this one. */
  public record Identity(List<Browser> browsers, List<Refused> refused, List<Merged> merged) {
    public Identity {
      browsers = List.copyOf(browsers);
      refused = List.copyOf(refused);
      merged = List.copyOf(merged);
    }
  }

  /**
   * A browser.
   *
   * @param consent what it allows now, in words
   */
  public record Browser(
      String site, String visitor, String name, String how, String consent, boolean present) {}

  /** A browser that somebody said is not this contact. */
  public record Refused(String site, String visitor, String name, String how) {}

  /** A contact that counts for this one. */
  public record Merged(long merge, String href, String email, String how) {}

  /** Whether a site may write, in words. */
  public record Permission(String site, boolean granted, String how) {}

  /** A segment the contact is in. */
  public record Membership(String name, String how, String href) {}

  /** An automation the contact goes through. */
  public record Way(String name, String how, String href, String tone) {}

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
    segments = List.copyOf(segments);
    ways = List.copyOf(ways);
    groups = List.copyOf(groups);
    days = List.copyOf(days);
  }
}
