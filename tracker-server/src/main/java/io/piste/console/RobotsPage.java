package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.VisitorId;
import io.piste.console.view.Formats;
import io.piste.console.view.RobotsView;
import io.piste.console.view.RobotsView.Busy;
import io.piste.console.view.RobotsView.Choice;
import io.piste.console.view.RobotsView.Row;
import io.piste.eventlog.Verdict;
import io.piste.report.BusyVisitors;
import io.piste.report.DoubtfulVisitors;
import io.piste.report.DoubtfulVisitors.Spot;
import io.piste.report.Period;
import io.piste.report.VerdictDays;
import io.piste.sender.VisitorWords;
import io.piste.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Who is real: figures, the doubtful visitors, and the word of a person about them. */
final class RobotsPage implements Page {
  static final String PATH = "/console/data/robots";
  private static final String TITLE = "robots.title";
  private static final String SAID = "said";
  private static final List<Integer> PERIODS = List.of(7, 30, 90);
  private static final int ROWS = 15;
  private static final int BUSY_ROWS = 5;

  /** Fewer pages a day are nothing to wonder about. */
  private static final int BUSY_PAGES = 30;

  private static final Duration BUSY_SINCE = Duration.ofHours(24);

  private final VerdictDays days;
  private final DoubtfulVisitors doubtful;
  private final BusyVisitors busy;
  private final VisitorWords words;

  RobotsPage(Jdbi jdbi, VisitorWords words) {
    this.days = new VerdictDays(jdbi);
    this.doubtful = new DoubtfulVisitors(jdbi);
    this.busy = new BusyVisitors(jdbi);
    this.words = words;
  }

  @Override
  public Answer answer(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", TITLE, new Object());
    }
    return Answer.page("robots", TITLE, view(asked, site.get()));
  }

  /** A person says what a visitor is. */
  Answer say(PageRequest asked) {
    Site site =
        asked
            .site()
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such site."));
    VisitorId visitor =
        VisitorId.parse(asked.variable("visitor"))
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such visitor."));
    Verdict verdict = asked.field("is").equals("human") ? Verdict.HUMAN : Verdict.ROBOT;
    words.say(site.id(), visitor, verdict, asked.user().email().value());
    return Answer.to(SignInPages.safeNext(asked.field("back")));
  }

  private RobotsView view(PageRequest asked, Site site) {
    int period = asked.number("days").map(Long::intValue).filter(PERIODS::contains).orElse(30);
    Map<Verdict, List<Long>> figures =
        days.perDay(site.id(), Period.last(period, asked.now(), site.timeZone()));
    RobotsFigures drawing =
        new RobotsFigures(
            asked.texts(),
            asked.formats(),
            Period.last(period, asked.now(), site.timeZone()).dates());
    List<Choice> choices = choices(asked, site);
    String wanted = asked.field("show");
    String shown = choices.stream().anyMatch(c -> c.shown().equals(wanted)) ? wanted : "";
    List<DoubtfulVisitors.Row> found = rows(site, shown, spot(asked.field("before")));
    boolean more = found.size() > ROWS;
    List<DoubtfulVisitors.Row> rows = more ? found.subList(0, ROWS) : found;
    String here = PATH + "?days=" + period + "&show=" + shown;
    return new RobotsView(
        period,
        PERIODS,
        drawing.tiles(figures),
        drawing.chart(figures),
        shown,
        choices,
        rows.stream().map(row -> row(asked, row)).toList(),
        busy(asked, site),
        here,
        more ? here + "&before=" + written(rows.getLast().spot()) : null);
  }

  private List<Choice> choices(PageRequest asked, Site site) {
    List<Choice> choices = new ArrayList<>();
    doubtful
        .byVerdict(site.id())
        .forEach(
            (verdict, count) ->
                choices.add(new Choice(verdict.word(), asked.formats().number(count))));
    long said = doubtful.spokenOf(site.id());
    if (said > 0) {
      choices.add(new Choice(SAID, asked.formats().number(said)));
    }
    return choices;
  }

  private List<DoubtfulVisitors.Row> rows(Site site, String shown, Spot after) {
    return switch (shown) {
      case "" -> doubtful.page(site.id(), after, ROWS + 1);
      case SAID -> doubtful.spokenOf(site.id(), after, ROWS + 1);
      default ->
          doubtful.page(
              site.id(), Verdict.valueOf(shown.toUpperCase(Locale.ROOT)), after, ROWS + 1);
    };
  }

  private static Row row(PageRequest asked, DoubtfulVisitors.Row row) {
    Formats formats = asked.formats();
    DoubtfulVisitors.Word word = row.word();
    return new Row(
        row.visitor().toString(),
        People.name(asked.texts(), null, null, row.visitor()),
        (word == null ? row.verdict() : word.verdict()).word(),
        row.name(),
        row.system(),
        formats.number(row.events()),
        formats.ago(row.lastAt()),
        formats.iso(row.lastAt()),
        word == null ? null : asked.texts().of("robots.said", word.by(), formats.ago(word.at())),
        word != null && word.pending());
  }

  private List<Busy> busy(PageRequest asked, Site site) {
    Formats formats = asked.formats();
    return busy.since(site.id(), asked.now().minus(BUSY_SINCE), BUSY_PAGES, BUSY_ROWS).stream()
        .map(
            row ->
                new Busy(
                    row.visitor().toString(),
                    People.name(asked.texts(), null, null, row.visitor()),
                    row.browser(),
                    row.system(),
                    formats.number(row.pages()),
                    formats.ago(row.lastAt()),
                    formats.iso(row.lastAt())))
        .toList();
  }

  private static String written(Spot spot) {
    return spot.at() + "." + spot.visitor();
  }

  private static Spot spot(String text) {
    String[] parts = text.split("\\.", 2);
    boolean whole = parts.length == 2 && parts[0].matches("\\d{1,18}");
    return VisitorId.parse(whole ? parts[1] : "")
        .map(visitor -> new Spot(Long.parseLong(parts[0]), visitor))
        .orElse(Spot.FIRST);
  }
}
