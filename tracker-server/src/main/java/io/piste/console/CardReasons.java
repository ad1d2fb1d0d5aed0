package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.Texts;
import io.piste.profile.LedgerLine;
import io.piste.profile.RuleKind;
import io.piste.profile.TagLine;
import io.piste.report.Moment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in words why scores changed and tags grew. */
final class CardReasons {
  /** What one act gave is one entry. */
  private record Act(Instant at, @Nullable RuleKind kind, String reason) {}

  private CardReasons() {}

  /** Why, in words. */
  static String reason(PageRequest asked, LedgerLine line) {
    Texts texts = asked.texts();
    return switch (line.cause()) {
      case RULE -> line.reason().isEmpty() ? kind(texts, line) : line.reason();
      case OPENING -> texts.of("card.ledger.opening");
      case CEILING -> texts.of("card.ledger.ceiling");
      case FLOOR -> texts.of("card.ledger.floor");
      case FADED ->
          line.since() == null
              ? texts.of("card.ledger.faded")
              : texts.of("card.ledger.faded.since", asked.formats().date(line.since()));
    };
  }

  private static String kind(Texts texts, LedgerLine line) {
    return line.rule() == null
        ? texts.of("card.ledger.rule")
        : kind(texts, line.rule().match().kind());
  }

  private static String kind(Texts texts, RuleKind kind) {
    return texts.ofWord("card.ledger", kind.word());
  }

  /** All of it as entries of the timeline. Time that passed is none: nothing happened then. */
  static List<Moment> moments(PageRequest asked, CardProfile.Reading reading) {
    return Stream.concat(scores(asked, reading), tags(asked, reading)).toList();
  }

  private static Stream<Moment> scores(PageRequest asked, CardProfile.Reading reading) {
    return reading.reasons().scores().stream()
        .filter(line -> line.cause() != LedgerLine.Cause.FADED)
        .map(
            line ->
                new Moment(
                    Moment.Kind.SCORE,
                    line.at(),
                    reading.site().id(),
                    line.points().signum() < 0 ? "less" : "more",
                    asked
                        .texts()
                        .of("moment.score", line.name(), asked.formats().points(line.points())),
                    reason(asked, line),
                    null,
                    line.score()));
  }

  private static Stream<Moment> tags(PageRequest asked, CardProfile.Reading reading) {
    Map<Act, Map<String, Double>> acts = new LinkedHashMap<>();
    for (TagLine line : reading.reasons().tags()) {
      acts.computeIfAbsent(
              new Act(line.at(), line.kind(), line.reason()), act -> new LinkedHashMap<>())
          .merge(line.tag(), line.weight(), Double::sum);
    }
    SiteId site = reading.site().id();
    return acts.entrySet().stream()
        .map(entry -> interest(asked, site, entry.getKey(), entry.getValue()));
  }

  private static Moment interest(
      PageRequest asked, SiteId site, Act act, Map<String, Double> gains) {
    Texts texts = asked.texts();
    String grown =
        gains.entrySet().stream()
            .map(
                gain ->
                    gain.getKey()
                        + " "
                        + asked.formats().points(BigDecimal.valueOf(gain.getValue())))
            .collect(Collectors.joining(", "));
    String why =
        act.kind() == null
            ? texts.of("card.ledger.opening")
            : act.reason().isEmpty() ? kind(texts, act.kind()) : act.reason();
    return new Moment(
        Moment.Kind.INTEREST,
        act.at(),
        site,
        null,
        texts.of("moment.interest", grown),
        why,
        null,
        0);
  }
}
