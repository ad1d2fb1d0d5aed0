package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.RuleMistakes.Mistake;
import io.piste.console.RuleNode.Group;
import io.piste.console.view.Formats;
import io.piste.console.view.FoundView;
import io.piste.console.view.FoundView.Person;
import io.piste.console.view.RuleText;
import io.piste.console.view.Texts;
import io.piste.report.SegmentPeople;
import io.piste.segment.CountedSegment;
import io.piste.segment.Rule;
import io.piste.segment.RuleReader;
import io.piste.segment.SegmentCount;
import io.piste.site.Site;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Counts whom a rule that is being put together holds for, and says it in words. */
final class SegmentFound {
  private static final int SAMPLE = 10;

  private final SegmentCount count;
  private final SegmentPeople people;

  SegmentFound(Jdbi jdbi, InstantSource clock) {
    this.count = new SegmentCount(jdbi, clock);
    this.people = new SegmentPeople(jdbi);
  }

  /** Before anything was counted. */
  static FoundView idle(PageRequest asked, Group rule, SegmentChoices choices) {
    boolean sayable =
        !rule.parts().isEmpty() && RuleMistakes.of(rule, choices, asked.texts()).isEmpty();
    return without(
        "idle",
        asked.texts().of(rule.parts().isEmpty() ? "segment.found.empty" : "segment.found.counting"),
        sayable ? new SegmentRuleWords(choices, asked.formats()).text(rule) : null);
  }

  /**
   * Who is in it now.
   *
   * @param mistakes of the rule, those that the server alone finds too
   */
  FoundView of(
      PageRequest asked, Group rule, SegmentChoices choices, Map<String, Mistake> mistakes) {
    Texts texts = asked.texts();
    if (rule.parts().isEmpty()) {
      return without("empty", texts.of("segment.found.empty"), null);
    }
    if (!mistakes.isEmpty()) {
      return without("unfinished", texts.count("segment.found.unfinished", mistakes.size()), null);
    }
    RuleText words = new SegmentRuleWords(choices, asked.formats()).text(rule);
    Rule read = RuleReader.read(new RuleJson(choices).write(rule).toString()).rule();
    if (read == null) {
      return without("unfinished", texts.of("segment.mistake.rule"), words);
    }
    try {
      Site site = asked.site().orElseThrow();
      return found(count.count(site.id(), read, SAMPLE), asked.formats(), words);
    } catch (Problem e) {
      if (e.code() != ProblemCode.BUSY) {
        throw e;
      }
      return without("busy", texts.of("segment.found.busy"), words);
    }
  }

  private static FoundView without(String state, String note, @Nullable RuleText words) {
    return new FoundView(state, "", "", "", "0%", "", note, words, List.of());
  }

  private FoundView found(CountedSegment counted, Formats formats, RuleText words) {
    Texts texts = formats.texts();
    double share = counted.known() == 0 ? 0 : (double) counted.contacts() / counted.known();
    return new FoundView(
        "found",
        formats.number(counted.contacts()),
        texts.count("segment.found.people", counted.contacts()),
        texts.of("segment.found.of", formats.number(counted.known())),
        String.format(Locale.ROOT, "%.2f%%", Math.min(1, share) * 100),
        texts.count("segment.found.told", counted.contacts()),
        "",
        words,
        people.of(counted.sample()).stream()
            .map(person -> new Person(person.id().value(), person.email(), person.name()))
            .toList());
  }
}
