package io.piste.console;

import io.piste.console.view.TrafficView.Card;
import io.piste.console.view.TrafficView.Tab;
import io.piste.report.TrafficList;
import io.piste.site.Site;
import io.piste.visit.Dimension;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The cards of the traffic page: each shows one of its dimensions at a time. */
final class TrafficCards {
  private static final int ROWS = 8;

  private static final List<CardKind> KINDS =
      List.of(
          new CardKind("pages", "page", List.of(Dimension.PAGE, Dimension.ENTRY, Dimension.EXIT)),
          new CardKind(
              "sources", "link", List.of(Dimension.CHANNEL, Dimension.SOURCE, Dimension.CAMPAIGN)),
          new CardKind(
              "devices", "device", List.of(Dimension.DEVICE, Dimension.BROWSER, Dimension.SYSTEM)),
          new CardKind("countries", "sites", List.of(Dimension.COUNTRY)),
          new CardKind(
              "acts",
              "search",
              List.of(
                  Dimension.SEARCH,
                  Dimension.NOT_FOUND,
                  Dimension.OUTBOUND,
                  Dimension.DOWNLOAD,
                  Dimension.CUSTOM)));

  private final TrafficList list;

  TrafficCards(Jdbi jdbi) {
    this.list = new TrafficList(jdbi);
  }

  List<Card> of(PageRequest asked, Site site, TrafficPeriod period) {
    TrafficListing listing = new TrafficListing(asked, period);
    List<Card> cards = new ArrayList<>();
    for (CardKind kind : KINDS) {
      Dimension shown = kind.shown(asked);
      List<TrafficList.Row> rows =
          list.rows(
              new TrafficList.Of(site.id(), shown, period.period()),
              new TrafficList.Part("", 0, ROWS));
      cards.add(
          new Card(
              kind.id(),
              asked.texts().of("traffic.card." + kind.id()),
              kind.dimensions().size() == 1 ? List.of() : tabs(asked, period, kind, shown),
              listing.of(shown, TrafficColumns.shortOf(shown), rows),
              "/console/traffic/" + shown.word() + "?" + period.query(),
              kind.icon()));
    }
    return cards;
  }

  /** The address of a tab keeps what the other cards show. */
  private static List<Tab> tabs(
      PageRequest asked, TrafficPeriod period, CardKind kind, Dimension shown) {
    List<Tab> tabs = new ArrayList<>();
    for (Dimension dimension : kind.dimensions()) {
      StringBuilder link = new StringBuilder("/console/traffic?" + period.query());
      for (CardKind other : KINDS) {
        Dimension there = other.equals(kind) ? dimension : other.shown(asked);
        if (there != other.dimensions().getFirst()) {
          link.append('&').append(other.id()).append('=').append(there.word());
        }
      }
      tabs.add(
          new Tab(
              asked.texts().of("traffic.tab." + dimension.word()),
              link + "#" + kind.id(),
              dimension == shown));
    }
    return tabs;
  }
}
