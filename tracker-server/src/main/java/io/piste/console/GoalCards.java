package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.console.view.TrafficView;
import io.piste.console.view.TrafficView.Card;
import io.piste.console.view.TrafficView.Listing;
import io.piste.console.view.TrafficView.Tab;
import io.piste.goal.Goal;
import io.piste.report.GoalFigures;
import io.piste.report.GoalFigures.Row;
import io.piste.visit.Dimension;
import java.util.ArrayList;
import java.util.List;

/** Where those come from who reach a goal, and with what. */
final class GoalCards {
  private static final int ROWS = 8;

  private static final List<CardKind> KINDS =
      List.of(
          new CardKind(
              "sources", "link", List.of(Dimension.CHANNEL, Dimension.SOURCE, Dimension.CAMPAIGN)),
          new CardKind("entries", "page", List.of(Dimension.ENTRY)),
          new CardKind("devices", "device", List.of(Dimension.DEVICE)),
          new CardKind("countries", "sites", List.of(Dimension.COUNTRY)));

  /** By what goals are counted. */
  static final List<Dimension> DIMENSIONS =
      KINDS.stream().flatMap(kind -> kind.dimensions().stream()).toList();

  private final GoalFigures figures;

  GoalCards(GoalFigures figures) {
    this.figures = figures;
  }

  List<Card> of(PageRequest asked, Goal goal, TrafficPeriod period) {
    List<Card> cards = new ArrayList<>();
    for (CardKind kind : KINDS) {
      Dimension shown = kind.shown(asked);
      List<Row> rows =
          figures.by(GoalPages.of(goal), shown, period.period()).stream().limit(ROWS).toList();
      cards.add(
          new Card(
              kind.id(),
              asked.texts().of("goal.card." + kind.id()),
              kind.dimensions().size() == 1 ? List.of() : tabs(asked, goal, period, shown),
              listing(asked, goal, shown, rows),
              GoalPages.path(goal) + "/export?of=" + shown.word() + "&" + period.query(),
              kind.icon()));
    }
    return cards;
  }

  private static List<Tab> tabs(
      PageRequest asked, Goal goal, TrafficPeriod period, Dimension shown) {
    return KINDS.getFirst().dimensions().stream()
        .map(
            dimension ->
                new Tab(
                    asked.texts().of("traffic.tab." + dimension.word()),
                    "%s?%s&sources=%s#sources"
                        .formatted(GoalPages.path(goal), period.query(), dimension.word()),
                    dimension == shown))
        .toList();
  }

  private static Listing listing(
      PageRequest asked, Goal goal, Dimension dimension, List<Row> rows) {
    Texts texts = asked.texts();
    Formats formats = asked.formats();
    TrafficWords words = new TrafficWords(texts);
    long most = rows.stream().mapToLong(row -> row.last().reached()).max().orElse(0);
    return new Listing(
        List.of(
            texts.of("traffic.of." + dimension.word()),
            texts.of(goal.isFunnel() ? "goal.through" : "goal.conversions"),
            texts.of(goal.isFunnel() ? "goal.rate-through" : "goal.rate")),
        rows.stream()
            .map(
                row ->
                    new TrafficView.Row(
                        words.label(dimension, row.value()),
                        words.detail(dimension, row.value()),
                        null,
                        TrafficListing.width((double) row.last().reached(), (double) most),
                        List.of(formats.number(row.last().reached()), rate(formats, goal, row))))
            .toList(),
        texts.of("goal.none"));
  }

  private static String rate(Formats formats, Goal goal, Row row) {
    long whole = goal.isFunnel() ? row.steps().getFirst().reached() : row.visits();
    return whole <= 0 ? "–" : formats.percent((double) row.last().reached() / whole);
  }
}
