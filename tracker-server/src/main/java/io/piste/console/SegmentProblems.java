package io.piste.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.SiteId;
import io.piste.console.RuleMistakes.Mistake;
import io.piste.console.RuleNode.Group;
import io.piste.console.view.Texts;
import io.piste.segment.Rule;
import io.piste.segment.RuleMistake;
import io.piste.segment.RuleReader;
import io.piste.segment.RuleReading;
import io.piste.segment.SegmentMistake;
import io.piste.segment.Segments;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All that is wrong with a rule: what the form sees, and what the stores find. */
final class SegmentProblems {
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

  private final Segments segments;

  SegmentProblems(Segments segments) {
    this.segments = segments;
  }

  /** By the path of the part that it belongs to; empty when all is well. */
  Map<String, Mistake> of(SiteId site, Group rule, SegmentChoices choices, Texts texts) {
    Map<String, Mistake> typed = RuleMistakes.of(rule, choices, texts);
    if (!typed.isEmpty()) {
      return typed;
    }
    ObjectNode json = new RuleJson(choices).write(rule);
    RuleReading reading = RuleReader.read(json.toString());
    Rule read = reading.rule();
    return read == null
        ? placed(reading.mistakes(), texts)
        : placed(segments.mistakes(site, read), texts);
  }

  /** Mistakes that the stores found, at the parts of the form. */
  static Map<String, Mistake> placed(List<RuleMistake> found, Texts texts) {
    Map<String, Mistake> mistakes = new TreeMap<>();
    for (RuleMistake mistake : found) {
      mistakes.putIfAbsent(path(mistake.place()), new Mistake("", text(mistake, texts)));
    }
    return mistakes;
  }

  /** {@code all[1].not.any[0].times} is the first part of the second one: {@code r-1-0}. */
  static String path(String place) {
    StringBuilder path = new StringBuilder(SegmentRuleForm.ROOT);
    Matcher index = INDEX.matcher(place);
    while (index.find()) {
      path.append('-').append(index.group(1));
    }
    return path.toString();
  }

  private static String text(RuleMistake mistake, Texts texts) {
    return switch (mistake.kind()) {
      case UNKNOWN_SCORE -> texts.of("rule.mistake.score");
      case UNKNOWN_SEGMENT -> texts.of("segment.mistake.gone");
      case CIRCLE -> texts.of("segment.mistake.circle");
      case TOO_DEEP -> texts.of("rule.mistake.deep");
      case TOO_MANY -> texts.of("rule.mistake.many", Rule.MOST_CONDITIONS);
      case UNKNOWN_FIELD,
          WRONG_COMPARISON,
          NOT_JSON,
          NO_CONDITION,
          UNKNOWN_KEY,
          MISSING,
          WRONG_VALUE ->
          texts.of("segment.mistake.other", mistake.expected());
    };
  }

  /** What is wrong with a name or description, by field; what belongs to none is under “”. */
  static Map<String, String> fields(List<SegmentMistake> mistakes, Texts texts) {
    Map<String, String> fields = new TreeMap<>();
    for (SegmentMistake mistake : mistakes) {
      switch (mistake) {
        case NO_NAME, NAME_TOO_LONG ->
            fields.put("name", texts.of("segment.mistake.name", SegmentForm.LONGEST_NAME));
        case NAME_TAKEN -> fields.put("name", texts.of("segment.mistake.name-taken"));
        case DESCRIPTION_TOO_LONG ->
            fields.put(
                "description",
                texts.of("segment.mistake.description", SegmentForm.LONGEST_DESCRIPTION));
        case TOO_MANY -> fields.put("", texts.of("segment.mistake.most"));
        case WRONG_RULE -> fields.put("", texts.of("segment.mistake.rule"));
        case OTHER_KIND, IN_USE, GONE -> fields.put("", texts.of("segment.mistake.gone"));
      }
    }
    return fields;
  }
}
