package io.piste.console;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.profile.ActKind;
import io.piste.profile.RuleKind;
import io.piste.profile.RuleMatch;
import io.piste.profile.Stage;
import io.piste.report.Count;
import io.piste.report.Period;
import io.piste.report.RecentActs;
import io.piste.report.RecentActs.Act;
import io.piste.report.StageFigures;
import io.piste.report.TrafficList;
import io.piste.visit.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Says what a rule would count, and what saving it will do. */
final class RuleTrial {
  private static final int DAYS_OF_KNOWN = 30;
  private static final int MOST_KNOWN = 60;
  private static final int EXAMPLES = 3;

  private final RecentActs acts;
  private final StageFigures stages;
  private final TrafficList list;

  RuleTrial(Jdbi jdbi) {
    this.acts = new RecentActs(jdbi);
    this.stages = new StageFigures(jdbi);
    this.list = new TrafficList(jdbi);
  }

  /** How many of the latest acts fit, with a few of them. */
  String of(PageRequest asked, SiteId site, RuleMatch match) {
    Optional<ActKind> kind = match.kind().acts();
    boolean ofLibrary = match.kind() == RuleKind.CONTENT || match.kind() == RuleKind.CATEGORY;
    if (kind.isEmpty() || ofLibrary) {
      return asked.texts().of("profile.trial.cannot");
    }
    List<Act> latest = acts.latest(site, kind.get().word());
    if (latest.isEmpty()) {
      return asked.texts().of("profile.trial.nothing");
    }
    Set<VisitorId> visitors = new HashSet<>();
    Set<String> names = new HashSet<>();
    List<String> examples = new ArrayList<>();
    long fits = 0;
    for (Act act : latest) {
      if (match.fits(act.name())) {
        fits++;
        visitors.add(act.visitor());
        if (names.add(act.name()) && examples.size() < EXAMPLES && !act.name().isEmpty()) {
          examples.add(act.name());
        }
      }
    }
    String found =
        asked
            .texts()
            .of(
                "profile.trial.found",
                asked.formats().number(latest.size()),
                asked.formats().date(latest.getLast().at()),
                asked.formats().number(fits),
                asked.texts().count("profile.trial.visitors", visitors.size()));
    return examples.isEmpty()
        ? found
        : found + " " + asked.texts().of("profile.trial.such-as", String.join(", ", examples));
  }

  /** What happens when a rule is saved. */
  String effect(PageRequest asked, SiteId site) {
    List<String> words = Arrays.stream(Stage.values()).map(Stage::word).toList();
    Count all =
        stages.counts(site, words).values().stream()
            .map(StageFigures.Counts::all)
            .reduce(
                Count.NONE, (a, b) -> new Count(a.number() + b.number(), a.exact() && b.exact()));
    return asked
        .texts()
        .of("profile.effect", new CountWords(asked.texts(), asked.formats()).contacts(all));
  }

  /** Paths seen and names sent, the most frequent first. */
  List<String> known(PageRequest asked, SiteId site) {
    Period period = Period.last(DAYS_OF_KNOWN, asked.now(), asked.zone());
    return List.of(Dimension.PAGE, Dimension.CUSTOM).stream()
        .flatMap(
            dimension ->
                list
                    .rows(
                        new TrafficList.Of(site, dimension, period),
                        new TrafficList.Part("", 0, MOST_KNOWN))
                    .stream())
        .map(TrafficList.Row::value)
        .filter(value -> !value.equals(Dimension.REST))
        .collect(Collectors.toList());
  }
}
