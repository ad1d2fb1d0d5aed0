package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.Texts;
import io.piste.report.ConsentFigures.Figures;
import io.piste.report.ConsentFigures.Outcome;
import io.piste.site.Site;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes what visitors answered to a file: by day, by purpose, by version of the text or by act.
 */
final class ConsentExport {
  private final PageRequest asked;
  private final Texts texts;
  private final TrafficPeriod period;
  private final Figures figures;

  ConsentExport(PageRequest asked, TrafficPeriod period, Figures figures) {
    this.asked = asked;
    this.texts = asked.texts();
    this.period = period;
    this.figures = figures;
  }

  Answer answer(Site site) {
    String of = asked.field("of");
    Answer.Content content =
        switch (of) {
          case "day" -> out -> days(new Csv(out));
          case "purpose" -> out -> purposes(new Csv(out));
          case "version" -> out -> versions(new Csv(out));
          case "act" -> out -> acts(new Csv(out));
          default -> throw new Problem(ProblemCode.NOT_FOUND, "There is no such page.");
        };
    String name = TrafficListPages.fileName(site.name());
    return new Answer.File("%s_consent-%s_%s.csv".formatted(name, of, period.fileName()), content);
  }

  private void days(Csv csv) throws IOException {
    List<Object> heads = new ArrayList<>();
    heads.add(texts.of("overview.day"));
    heads.add(texts.of("consent.figures.asked"));
    heads.addAll(outcomes());
    csv.line(heads);
    List<LocalDate> dates = period.period().dates();
    for (int day = 0; day < dates.size(); day++) {
      List<Object> cells = new ArrayList<>();
      cells.add(dates.get(day).toString());
      cells.add(figures.asked().get(day));
      for (Outcome outcome : Outcome.values()) {
        cells.add(figures.outcomes().getOrDefault(outcome, List.of()).get(day));
      }
      csv.line(cells);
    }
  }

  private void purposes(Csv csv) throws IOException {
    csv.line(
        List.of(
            texts.of("consent.export.purpose"),
            texts.of("consent.records.granted"),
            texts.of("consent.records.refused")));
    for (var purpose : figures.purposes().entrySet()) {
      csv.line(
          List.of(
              texts.ofWord("purpose", purpose.getKey()),
              purpose.getValue().granted(),
              purpose.getValue().refused()));
    }
  }

  private void versions(Csv csv) throws IOException {
    List<Object> heads = new ArrayList<>();
    heads.add(texts.of("consent.version.head"));
    heads.addAll(outcomes());
    csv.line(heads);
    for (Map.Entry<Integer, Map<Outcome, Long>> version : figures.versions().entrySet()) {
      List<Object> cells = new ArrayList<>();
      cells.add(version.getKey());
      for (Outcome outcome : Outcome.values()) {
        cells.add(version.getValue().getOrDefault(outcome, 0L));
      }
      csv.line(cells);
    }
  }

  private void acts(Csv csv) throws IOException {
    csv.line(List.of(texts.of("consent.records.act"), texts.of("consent.export.answers")));
    for (var act : figures.acts().entrySet()) {
      csv.line(List.of(texts.ofWord("consent.how", act.getKey()), act.getValue()));
    }
  }

  private List<String> outcomes() {
    List<String> heads = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      heads.add(texts.of("consent.outcome." + outcome.word()));
    }
    return heads;
  }
}
