package io.piste.console;

import io.piste.console.view.GoalFormView.Choice;
import io.piste.console.view.RuleLine;
import io.piste.profile.RuleKind;
import io.piste.profile.RuleMatch;
import io.piste.profile.ScoreMode;
import io.piste.profile.ScoreRule;
import io.piste.profile.TagRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in the reader's language what a rule counts and what it gives. */
final class RuleWords {
  /** Fits everything of a kind. */
  static final String ANY = "*";

  private final PageRequest asked;

  RuleWords(PageRequest asked) {
    this.asked = asked;
  }

  /** A rule of tags. */
  RuleLine line(TagRule rule) {
    return new RuleLine(
        match(rule.match()),
        asked.formats().points(rule.weight().stripTrailingZeros()),
        since(rule.countsFrom()),
        TagPages.PATH + "/rules/" + rule.id());
  }

  /** A rule of a score. */
  RuleLine line(ScoreRule rule) {
    return new RuleLine(
        match(rule.match()),
        gives(rule),
        since(rule.countsFrom()),
        ScorePages.path(rule.score()) + "/rules/" + rule.id());
  }

  private String gives(ScoreRule rule) {
    BigDecimal value = rule.value().stripTrailingZeros();
    return switch (rule.mode()) {
      case ONCE, EACH -> asked.formats().points(value);
      case FIELD -> asked.texts().of("score.gives.field");
      case COEFFICIENT -> asked.texts().of("score.gives.coefficient", sign(value));
    };
  }

  private String sign(BigDecimal value) {
    String points = asked.formats().points(value);
    return value.signum() > 0 ? points.substring(1) : points;
  }

  /** How points are counted: each time, once, … */
  String mode(ScoreRule rule) {
    return asked.texts().of("score.mode." + rule.mode().word() + ".short");
  }

  /** What counts: Pages like /teas/*. */
  String match(RuleMatch match) {
    String key = "profile.rule." + match.kind().word();
    boolean any = match.pattern().equals(ANY) || match.pattern().isEmpty();
    return any ? asked.texts().of(key + ".any") : asked.texts().of(key, match.pattern());
  }

  private @Nullable String since(Instant from) {
    return from.toEpochMilli() <= 0
        ? null
        : asked.texts().of("profile.rule.since", asked.formats().dateTime(from));
  }

  /** What may count, to choose from. */
  List<Choice> kinds() {
    return Arrays.stream(RuleKind.values())
        .map(kind -> new Choice(kind.word(), asked.texts().of("profile.rule.kind." + kind.word())))
        .toList();
  }

  /** How points may be counted, to choose from. */
  List<Choice> modes() {
    return Arrays.stream(ScoreMode.values())
        .map(mode -> new Choice(mode.word(), asked.texts().of("score.mode." + mode.word())))
        .toList();
  }

  /** From when on a rule may count, to choose from; the time that it has now is kept. */
  List<Choice> froms(@Nullable Instant now) {
    Choice all = new Choice("all", asked.texts().of("profile.rule.from.all"));
    Choice later = new Choice("now", asked.texts().of("profile.rule.from.now"));
    return now == null || now.toEpochMilli() <= 0
        ? List.of(all, later)
        : List.of(
            all,
            new Choice(
                "kept", asked.texts().of("profile.rule.from.kept", asked.formats().dateTime(now))),
            later);
  }

  /** How fast something fades. */
  String fades(int days) {
    return days == 0
        ? asked.texts().of("profile.fades.not")
        : asked.texts().count("profile.fades", days);
  }
}
