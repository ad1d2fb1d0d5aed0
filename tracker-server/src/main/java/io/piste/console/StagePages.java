package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.CarrierRow;
import io.piste.console.view.StageView;
import io.piste.console.view.StagesView;
import io.piste.profile.ProfileRuns;
import io.piste.profile.Stage;
import io.piste.profile.StageRule;
import io.piste.profile.StageRules;
import io.piste.report.Count;
import io.piste.report.StageFigures;
import io.piste.report.StageFigures.Counts;
import io.piste.report.StageFigures.Row;
import io.piste.site.Site;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How far contacts have come, who they are, and when they move on. */
final class StagePages {
  static final String PATH = "/console/profiles/stages";
  static final String TITLE = "stages.title";
  private static final int ROWS = 50;
  private static final Counts NOBODY = new Counts(Count.NONE, Count.NONE);

  private final StageRules rules;
  private final StageFigures figures;
  private final RunWords runs;

  StagePages(Jdbi jdbi, InstantSource clock) {
    this.rules = new StageRules(jdbi, clock);
    this.figures = new StageFigures(jdbi);
    this.runs = new RunWords(new ProfileRuns(jdbi, clock));
  }

  /** The four stages and when one gets there. */
  Answer show(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", TITLE, new Object());
    }
    StageForm form = StageForm.of(rules.of(site.get().id()));
    return Answer.page("stages", TITLE, view(asked, form, Map.of()));
  }

  /** Sets when one gets there. */
  Answer save(PageRequest asked) {
    StageForm form = StageForm.typed(asked);
    Map<String, String> mistakes = form.mistakes(asked.texts());
    if (!mistakes.isEmpty()) {
      return Answer.mistaken("stages", TITLE, view(asked, form, mistakes));
    }
    rules.change(TagPages.site(asked).id(), form.rule());
    return Answer.to(PATH);
  }

  private StagesView view(PageRequest asked, StageForm form, Map<String, String> mistakes) {
    SiteId site = TagPages.site(asked).id();
    StageRule rule = rules.of(site);
    List<Stage> stages = Arrays.asList(Stage.values());
    Map<String, Counts> counts = figures.counts(site, stages.stream().map(Stage::word).toList());
    CountWords words = new CountWords(asked.texts(), asked.formats());
    long all = 0;
    Count byHand = Count.NONE;
    for (Counts each : counts.values()) {
      all += each.all().number();
      byHand =
          new Count(
              byHand.number() + each.byHand().number(), byHand.exact() && each.byHand().exact());
    }
    List<StagesView.Stage> drawn = new ArrayList<>();
    List<String> summary = new ArrayList<>();
    for (Stage stage : stages) {
      Counts here = counts.getOrDefault(stage.word(), NOBODY);
      double share = all == 0 ? 0 : (double) here.all().number() / all;
      String name = name(asked, stage);
      drawn.add(
          new StagesView.Stage(
              name,
              rule(asked, stage, rule),
              PATH + "/" + stage.word(),
              words.of(here.all()),
              asked.formats().percent(share),
              TrafficListing.width(share, 1),
              here.byHand().number() == 0
                  ? ""
                  : asked.texts().of("stages.of-them-by-hand", words.of(here.byHand()))));
      summary.add(name + " " + words.of(here.all()));
    }
    return new StagesView(
        runs.of(asked, site),
        String.join(", ", summary),
        byHand.number() == 0
            ? asked.texts().of("stages.by-hand.none")
            : asked.texts().of("stages.by-hand", words.contacts(byHand)),
        drawn,
        form.values(),
        mistakes,
        all == 0);
  }

  /** The contacts of a stage. */
  Answer contacts(PageRequest asked) {
    SiteId site = TagPages.site(asked).id();
    Stage stage = Stage.of(asked.variable("stage")).orElseThrow(TagPages::missing);
    StageFigures.Key after =
        asked
            .number("id")
            .map(id -> new StageFigures.Key(asked.field("by").equals("hand"), id))
            .orElse(null);
    List<Row> found = figures.page(site, stage.word(), after, ROWS + 1);
    boolean more = found.size() > ROWS;
    List<Row> rows = more ? found.subList(0, ROWS) : found;
    Counts counts = figures.counts(site, List.of(stage.word())).getOrDefault(stage.word(), NOBODY);
    String path = PATH + "/" + stage.word();
    return Answer.page(
        "stage",
        TITLE,
        new StageView(
            name(asked, stage),
            rule(asked, stage, rules.of(site)),
            new CountWords(asked.texts(), asked.formats()).contacts(counts.all()),
            rows.stream().map(row -> row(asked, row)).toList(),
            after != null,
            path,
            more ? next(path, rows.getLast().key()) : null));
  }

  private static @Nullable String next(String path, StageFigures.Key key) {
    return path + "?by=" + (key.byHand() ? "hand" : "rule") + "&id=" + key.id();
  }

  private static CarrierRow row(PageRequest asked, Row row) {
    String name = row.name();
    return new CarrierRow(
        "/console/contacts/" + row.contact().value(),
        name == null ? row.email() : name,
        name == null ? "" : row.email(),
        "",
        "0%",
        asked.texts().of(row.byHand() ? "stages.moved-by-hand" : "stages.moved-by-rule"));
  }

  private static String name(PageRequest asked, Stage stage) {
    return asked.texts().of("stage." + stage.word());
  }

  /** How one gets there, in words. */
  private static String rule(PageRequest asked, Stage stage, StageRule rule) {
    return switch (stage) {
      case ENGAGEMENT -> asked.texts().of("stage.rule.engagement");
      case QUALIFICATION ->
          asked
              .texts()
              .of(
                  rule.qualificationMails()
                      ? "stage.rule.qualification.mails"
                      : "stage.rule.qualification",
                  rule.qualificationPages(),
                  rule.qualificationDays());
      case TRANSFORMATION ->
          asked.texts().of("stage.rule.transformation", rule.transformationDays());
      case LOYALTY ->
          asked.texts().of("stage.rule.loyalty", rule.loyaltyOrders(), rule.loyaltyDays());
    };
  }
}
