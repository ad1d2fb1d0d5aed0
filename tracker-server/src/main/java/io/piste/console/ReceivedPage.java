package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.Chart;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.Formats;
import io.piste.console.view.ReceivedView;
import io.piste.console.view.ReceivedView.Outcome;
import io.piste.console.view.Texts;
import io.piste.report.Period;
import io.piste.report.ReceivedEvents;
import io.piste.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What became of the events that came in, and for each reason what to do about it. */
final class ReceivedPage implements Page {
  private static final List<Integer> PERIODS = List.of(1, 7, 30);
  private static final int HEIGHT = 200;

  private final ReceivedEvents received;

  ReceivedPage(Jdbi jdbi) {
    this.received = new ReceivedEvents(jdbi);
  }

  @Override
  public Answer answer(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", "received.title", new Object());
    }
    int days = asked.number("days").map(Long::intValue).filter(PERIODS::contains).orElse(7);
    Period period = Period.last(days, asked.now(), asked.zone());
    Map<String, Long> counts = received.byOutcome(site.get().id(), period.from(), period.until());
    return Answer.page(
        "received",
        "received.title",
        new ReceivedView(
            PERIODS,
            days,
            sum(asked, counts),
            arrived(counts) == accepted(counts) + dropped(counts),
            chart(asked, site.get().id(), period),
            outcomes(asked, counts),
            outcomes(
                asked, received.byOutcome(ReceivedEvents.NO_SITE, period.from(), period.until()))));
  }

  private static @Nullable String sum(PageRequest asked, Map<String, Long> counts) {
    Formats formats = asked.formats();
    return arrived(counts) == 0
        ? null
        : asked
            .texts()
            .of(
                "received.sum",
                formats.number(arrived(counts)),
                formats.number(accepted(counts)),
                formats.number(dropped(counts)));
  }

  private static long arrived(Map<String, Long> counts) {
    return counts.getOrDefault(ReceivedEvents.RECEIVED, 0L);
  }

  private static long accepted(Map<String, Long> counts) {
    return sum(counts, true);
  }

  private static long dropped(Map<String, Long> counts) {
    return sum(counts, false);
  }

  private static long sum(Map<String, Long> counts, boolean ofAccepted) {
    return counts.entrySet().stream()
        .filter(count -> !count.getKey().equals(ReceivedEvents.RECEIVED))
        .filter(count -> isAccepted(count.getKey()) == ofAccepted)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean isAccepted(String outcome) {
    return outcome.startsWith(ReceivedEvents.ACCEPTED);
  }

  private static List<Outcome> outcomes(PageRequest asked, Map<String, Long> counts) {
    long all = Math.max(1, accepted(counts) + dropped(counts));
    List<Outcome> outcomes = new ArrayList<>();
    counts.forEach(
        (name, events) -> {
          if (!name.equals(ReceivedEvents.RECEIVED) && events > 0) {
            outcomes.add(outcome(asked, name, events, Math.round(100f * events / all)));
          }
        });
    return outcomes;
  }

  private static Outcome outcome(PageRequest asked, String name, long events, int percent) {
    Texts texts = asked.texts();
    String mend = texts.of("received." + name + ".mend");
    return new Outcome(
        name,
        texts.of("received." + name + ".title"),
        texts.of("received." + name + ".what"),
        mend.equals("–") ? null : mend,
        asked.formats().number(events),
        percent,
        tone(name));
  }

  private static String tone(String name) {
    if (name.equals(ReceivedEvents.ACCEPTED)) {
      return "accepted";
    }
    return isAccepted(name) ? "apart" : "dropped";
  }

  private Chart chart(PageRequest asked, SiteId site, Period period) {
    Texts texts = asked.texts();
    Formats formats = asked.formats();
    ReceivedEvents.Days figures = received.byDay(site, period);
    List<Stack> stacks =
        List.of(
            new Stack("accepted", figures.accepted()),
            new Stack("apart", figures.apart()),
            new Stack("dropped", figures.dropped()));
    List<String> names =
        stacks.stream().map(stack -> texts.of("received.series." + stack.series())).toList();
    int most = highest(stacks, period.days());
    List<List<String>> rows =
        IntStream.range(0, period.days())
            .mapToObj(
                day ->
                    List.of(
                        formats.date(period.dates().get(day)),
                        formats.number(figures.accepted().get(day)),
                        formats.number(figures.apart().get(day)),
                        formats.number(figures.dropped().get(day))))
            .toList();
    List<String> tips =
        rows.stream()
            .map(
                row ->
                    "%s\n%s %s\n%s %s\n%s %s"
                        .formatted(
                            row.get(0),
                            names.get(0),
                            row.get(1),
                            names.get(1),
                            row.get(2),
                            names.get(2),
                            row.get(3)))
            .toList();
    ChartDrawing drawing = new ChartDrawing(HEIGHT, Math.max(most, 4));
    return new Chart(
        "received",
        texts.of("received.chart"),
        texts.of("received.chart.summary", period.days(), formats.number(most)),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        drawing.columns(Days.of(period.dates(), formats, tips), stacks),
        null,
        null,
        null,
        List.of(
            new Chart.Series("accepted", names.get(0)),
            new Chart.Series("apart", names.get(1)),
            new Chart.Series("dropped", names.get(2))),
        new Chart.Table(
            List.of(texts.of("overview.day"), names.get(0), names.get(1), names.get(2)),
            rows.reversed()));
  }

  private static int highest(List<Stack> stacks, int days) {
    return IntStream.range(0, days)
        .map(day -> stacks.stream().mapToInt(s -> s.figures().get(day).intValue()).sum())
        .max()
        .orElse(0);
  }
}
