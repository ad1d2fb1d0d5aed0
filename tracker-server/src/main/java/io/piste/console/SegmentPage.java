package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.console.view.Formats;
import io.piste.console.view.OverviewView.Change;
import io.piste.console.view.OverviewView.Tile;
import io.piste.console.view.RuleText;
import io.piste.console.view.SegmentView;
import io.piste.console.view.SegmentView.Link;
import io.piste.console.view.SegmentView.Member;
import io.piste.console.view.SegmentView.Members;
import io.piste.console.view.SegmentView.Paste;
import io.piste.console.view.Texts;
import io.piste.report.SegmentPeople;
import io.piste.segment.Rule;
import io.piste.segment.RuleWriter;
import io.piste.segment.Segment;
import io.piste.segment.SegmentDay;
import io.piste.segment.SegmentMember;
import io.piste.segment.SegmentMembers;
import io.piste.segment.SegmentMistake;
import io.piste.segment.Segments;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One segment: who is in it, who entered and left, its rule in words, and its end. */
final class SegmentPage {
  private static final int ROWS = 50;
  private static final int SPARK_HEIGHT = 36;

  private final Segments segments;
  private final SegmentMembers members;
  private final SegmentSubjects subjects;
  private final SegmentPeople people;

  /**
   * What is said beside the segment.
   *
   * @param told what was just done; empty for nothing
   * @param mistake why something was not done; null for nothing
   */
  record Beside(String told, @Nullable String mistake, Paste paste) {
    /** Nothing. */
    static final Beside NOTHING =
        new Beside("", null, new Paste(SegmentHandPages.MOST, "", Map.of()));
  }

  SegmentPage(Jdbi jdbi, Segments segments, SegmentMembers members) {
    this.segments = segments;
    this.members = members;
    this.subjects = new SegmentSubjects(jdbi, segments);
    this.people = new SegmentPeople(jdbi);
  }

  /** The page. */
  Answer show(PageRequest asked) {
    return Answer.page(
        "segment",
        SegmentPages.TITLE,
        view(asked, SegmentPages.segment(asked, segments), Beside.NOTHING));
  }

  /** Removes it, unless others use it; one that is gone is left alone. */
  Answer remove(PageRequest asked) {
    SiteId site = SegmentFormPages.site(asked).id();
    long id = asked.numberInPath("id");
    Optional<SegmentMistake> mistake = segments.remove(site, id);
    if (mistake.isEmpty() || mistake.get() != SegmentMistake.IN_USE) {
      return Answer.to(SegmentPages.PATH);
    }
    String names =
        String.join(", ", users(site, id).stream().map(link -> "“" + link.name() + "”").toList());
    return Answer.mistaken(
        "segment",
        SegmentPages.TITLE,
        view(
            asked,
            SegmentPages.segment(asked, segments),
            new Beside(
                "", asked.texts().of("segment.mistake.used", names), Beside.NOTHING.paste())));
  }

  private List<Link> users(SiteId site, long id) {
    var followers = segments.followersOf(site, id);
    return segments.all(site).stream()
        .filter(each -> followers.contains(each.id()))
        .map(each -> new Link(SegmentPages.PATH + "/" + each.id(), each.name()))
        .toList();
  }

  SegmentView view(PageRequest asked, Segment segment, Beside beside) {
    SiteId site = segment.site();
    List<SegmentDay> days = members.days(site, segment.id(), SegmentPages.DAYS, asked.zone());
    long now = members.count(site, segment.id());
    return new SegmentView(
        SegmentPages.PATH + "/" + segment.id(),
        segment.name(),
        segment.description(),
        words(asked, segment),
        segment.isUnreadable(),
        SegmentPages.filling(segment, segments.fills(site), asked.formats()),
        tiles(asked.formats(), now, days),
        new SegmentDrawing(asked.formats()).chart(days),
        users(site, segment.id()),
        members(asked, segment),
        beside.told(),
        beside.mistake(),
        beside.paste());
  }

  private @Nullable RuleText words(PageRequest asked, Segment segment) {
    Rule rule = segment.rule();
    if (rule == null) {
      return null;
    }
    SegmentChoices choices = subjects.of(segment.site(), asked.texts(), 0);
    return new SegmentRuleWords(choices, asked.formats())
        .text(new RuleForms(choices).read(RuleWriter.tree(rule)));
  }

  private static List<Tile> tiles(Formats formats, long now, List<SegmentDay> days) {
    Texts texts = formats.texts();
    List<Long> entered = days.stream().map(SegmentDay::entered).toList();
    List<Long> left = days.stream().map(SegmentDay::left).toList();
    List<Long> before = SegmentDrawing.members(now, days);
    Change change = new Changes(texts, formats).of((double) now, (double) before.getFirst(), true);
    return List.of(
        new Tile(
            texts.of("segment.members"),
            formats.number(now),
            List.of(),
            change,
            SegmentDrawing.spark(now, days, SPARK_HEIGHT),
            "visitors"),
        tile(formats, "segment.entered", entered, "recovered"),
        tile(formats, "segment.left", left, "abandoned"));
  }

  private static Tile tile(Formats formats, String key, List<Long> days, String tone) {
    int half = days.size() / 2;
    long earlier = sum(days.subList(0, half));
    long later = sum(days.subList(half, days.size()));
    return new Tile(
        formats.texts().of(key),
        formats.number(earlier + later),
        List.of(),
        new Change(
            formats.texts().of("segment.half", formats.number(later), days.size() - half),
            later == earlier ? "flat" : later > earlier ? "up" : "down",
            "neutral"),
        GoalDrawing.spark(days),
        tone);
  }

  private static long sum(List<Long> figures) {
    return figures.stream().mapToLong(Long::longValue).sum();
  }

  private Members members(PageRequest asked, Segment segment) {
    String search = asked.field("q");
    if (!search.isEmpty()) {
      List<SegmentPeople.Member> found =
          people.search(segment.site(), segment.id(), search, ROWS + 1);
      boolean more = found.size() > ROWS;
      return new Members(
          search,
          found.stream()
              .limit(ROWS)
              .map(each -> member(each.person(), each.enteredAt(), asked.formats()))
              .toList(),
          more,
          false,
          null);
    }
    SegmentMember after = after(asked);
    List<SegmentMember> page = members.page(segment.site(), segment.id(), after, ROWS + 1);
    boolean more = page.size() > ROWS;
    List<SegmentMember> shown = more ? page.subList(0, ROWS) : page;
    return new Members(
        "",
        named(shown, asked.formats()),
        false,
        after != null,
        more ? next(segment, shown.getLast()) : null);
  }

  private List<Member> named(List<SegmentMember> shown, Formats formats) {
    Map<ContactId, Instant> entered = new HashMap<>();
    shown.forEach(member -> entered.put(member.contact(), member.enteredAt()));
    return people.of(shown.stream().map(SegmentMember::contact).toList()).stream()
        .map(person -> member(person, entered.getOrDefault(person.id(), Instant.EPOCH), formats))
        .toList();
  }

  private static Member member(SegmentPeople.Person person, Instant entered, Formats formats) {
    return new Member(
        person.id().value(),
        person.email(),
        person.name(),
        formats.iso(entered),
        formats.ago(entered));
  }

  private static @Nullable SegmentMember after(PageRequest asked) {
    return asked
        .number("at")
        .flatMap(
            at ->
                asked
                    .number("after")
                    .map(id -> new SegmentMember(new ContactId(id), Instant.ofEpochMilli(at))))
        .orElse(null);
  }

  private static String next(Segment segment, SegmentMember last) {
    return "%s/%d?at=%d&after=%d#members"
        .formatted(
            SegmentPages.PATH,
            segment.id(),
            last.enteredAt().toEpochMilli(),
            last.contact().value());
  }
}
