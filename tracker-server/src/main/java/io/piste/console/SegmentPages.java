package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.RuleNode.Group;
import io.piste.console.view.Formats;
import io.piste.console.view.GoalsView.Counting;
import io.piste.console.view.SegmentsView;
import io.piste.console.view.SegmentsView.Row;
import io.piste.console.view.Texts;
import io.piste.segment.FillProgress;
import io.piste.segment.Rule;
import io.piste.segment.RuleReader;
import io.piste.segment.RuleWriter;
import io.piste.segment.SavedSegment;
import io.piste.segment.Segment;
import io.piste.segment.SegmentDay;
import io.piste.segment.SegmentDraft;
import io.piste.segment.SegmentMembers;
import io.piste.segment.Segments;
import io.piste.site.Site;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** All segments of a site, ready-made ones, and copies. */
final class SegmentPages {
  static final String PATH = "/console/segments";
  static final String TITLE = "segments.title";
  static final int DAYS = 30;
  private static final int SPARK_HEIGHT = 28;

  private final Segments segments;
  private final SegmentMembers members;
  private final SegmentSubjects subjects;

  SegmentPages(Jdbi jdbi, Segments segments, SegmentMembers members) {
    this.segments = segments;
    this.members = members;
    this.subjects = new SegmentSubjects(jdbi, segments);
  }

  /** All of them. */
  Answer list(PageRequest asked) {
    if (asked.site().isEmpty()) {
      return Answer.page("overview_empty", TITLE, new Object());
    }
    Site site = asked.site().get();
    List<Segment> all = segments.all(site.id());
    SegmentChoices choices = subjects.of(site.id(), asked.texts(), 0);
    SegmentRuleWords words = new SegmentRuleWords(choices, asked.formats());
    Map<Long, Long> counts = members.counts(site.id());
    Map<Long, FillProgress> fills = segments.fills(site.id());
    return Answer.page(
        "segments",
        TITLE,
        new SegmentsView(
            all.stream()
                .map(
                    segment ->
                        row(
                            asked,
                            segment,
                            said(segment, words, choices),
                            counts.getOrDefault(segment.id(), 0L),
                            filling(segment, fills, asked.formats())))
                .toList(),
            SegmentExamples.shown(all, words, choices)));
  }

  private Row row(
      PageRequest asked, Segment segment, String words, long now, @Nullable Counting filling) {
    List<SegmentDay> days = members.days(segment.site(), segment.id(), DAYS, asked.zone());
    long more = days.stream().mapToLong(day -> day.entered() - day.left()).sum();
    return new Row(
        PATH + "/" + segment.id(),
        segment.name(),
        words,
        segment.isStatic(),
        segment.isUnreadable(),
        asked.formats().number(now),
        change(more, asked.formats()),
        more == 0 ? "flat" : more > 0 ? "up" : "down",
        SegmentDrawing.spark(now, days, SPARK_HEIGHT),
        filling);
  }

  private static String change(long more, Formats formats) {
    Texts texts = formats.texts();
    if (more == 0) {
      return texts.of("segments.change.same");
    }
    return texts.of(
        more > 0 ? "segments.change.up" : "segments.change.down", formats.number(Math.abs(more)));
  }

  private static String said(Segment segment, SegmentRuleWords words, SegmentChoices choices) {
    if (segment.isUnreadable()) {
      return words.texts().of("segments.unreadable.words");
    }
    Rule rule = segment.rule();
    if (rule == null) {
      return segment.description().isEmpty()
          ? words.texts().of("segments.static.words")
          : segment.description();
    }
    return words.sentence(new RuleForms(choices).read(RuleWriter.tree(rule)));
  }

  /** How far a segment is filled; null when it is. */
  static @Nullable Counting filling(
      Segment segment, Map<Long, FillProgress> fills, Formats formats) {
    if (segment.isFilled()) {
      return null;
    }
    FillProgress fill = fills.get(segment.id());
    if (fill == null || fill.total() == 0) {
      return new Counting(0, formats.texts().of("segment.filling.waits"));
    }
    return new Counting(
        (int) Math.min(99, Math.round(fill.share() * 100)),
        formats
            .texts()
            .of("segment.filling", formats.number(fill.done()), formats.number(fill.total())));
  }

  /** Adds a ready-made one. */
  Answer addExample(PageRequest asked) {
    SiteId site = SegmentFormPages.site(asked).id();
    String key = asked.variable("key");
    Group rule = SegmentExamples.rule(key).orElseThrow(SegmentFormPages::missing);
    SegmentChoices choices = subjects.of(site, asked.texts(), 0);
    String json = new RuleJson(choices).write(rule).toString();
    return made(
        site,
        new SegmentDraft(
            SegmentExamples.name(key, asked.texts()),
            asked.texts().of("segments.example." + key + ".text"),
            RuleReader.stored(json)));
  }

  /**
   * Makes another one with the same rule, or another list by hand with the same members; none where
   * the rule cannot be read.
   */
  Answer copy(PageRequest asked) {
    Segment segment = segment(asked, segments);
    if (segment.isUnreadable()) {
      return Answer.to(PATH + "/" + segment.id());
    }
    String name = asked.texts().of("segment.copy.name", segment.name());
    SavedSegment saved =
        segments.make(
            segment.site(),
            new SegmentDraft(free(segment.site(), name), segment.description(), segment.rule()));
    if (saved.isKept() && segment.isStatic()) {
      members.copy(segment.site(), segment.id(), saved.id());
    }
    return to(saved);
  }

  private Answer made(SiteId site, SegmentDraft draft) {
    return to(segments.make(site, draft));
  }

  private static Answer to(SavedSegment saved) {
    return Answer.to(saved.isKept() ? PATH + "/" + saved.id() : PATH);
  }

  /** A name that no other segment has: with a number behind it where need be. */
  private String free(SiteId site, String name) {
    List<String> taken =
        segments.all(site).stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    String cut = name.substring(0, Math.min(name.length(), SegmentForm.LONGEST_NAME - 4));
    String free = cut;
    for (int i = 2; taken.contains(free.toLowerCase(Locale.ROOT)); i++) {
      free = cut + " " + i;
    }
    return free;
  }

  /** The segment that the path names. */
  static Segment segment(PageRequest asked, Segments segments) {
    return asked
        .site()
        .flatMap(site -> segments.find(site.id(), asked.numberInPath("id")))
        .orElseThrow(SegmentFormPages::missing);
  }
}
