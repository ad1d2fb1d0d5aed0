package io.piste.console;

import io.piste.console.view.Chart;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.Formats;
import io.piste.console.view.LiveView;
import io.piste.console.view.LiveView.Visit;
import io.piste.console.view.Texts;
import io.piste.report.LiveVisits;
import io.piste.report.LiveVisits.LiveVisit;
import io.piste.site.Site;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who is on the site now. The list asks for itself again every few seconds. */
final class LivePage implements Page {
  private static final Duration PRESENT = Duration.ofMinutes(5);
  private static final Duration SHOWN = Duration.ofMinutes(30);
  private static final int MINUTES = 30;
  private static final int HEIGHT = 72;
  private static final int MOST = 50;

  private final LiveVisits live;
  private final LiveMaps maps;
  private final boolean listOnly;

  /** The page, or the list alone for its refreshing. */
  LivePage(Jdbi jdbi, boolean listOnly) {
    this.live = new LiveVisits(jdbi);
    this.maps = new LiveMaps(jdbi, PRESENT, SHOWN);
    this.listOnly = listOnly;
  }

  @Override
  public Answer answer(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", "live.title", new Object());
    }
    return Answer.page(listOnly ? "live_list" : "live", "live.title", view(asked, site.get()));
  }

  private LiveView view(PageRequest asked, Site site) {
    List<Integer> minutes = live.perMinute(site.id(), asked.now(), MINUTES);
    int pages = minutes.stream().mapToInt(Integer::intValue).sum();
    List<Visit> visits =
        live.latest(site.id(), asked.now().minus(SHOWN), MOST).stream()
            .map(visit -> row(asked, visit))
            .toList();
    String map = asked.field(LiveMaps.FIELD);
    return new LiveView(
        live.present(site.id(), asked.now().minus(PRESENT)),
        columns(asked.texts(), minutes),
        asked.texts().count("live.minutes", pages),
        visits,
        visits.isEmpty() ? null : maps.of(asked, site),
        "/console/live/list" + (map.matches("[a-z]+") ? "?" + LiveMaps.FIELD + "=" + map : ""));
  }

  private static List<Chart.Column> columns(Texts texts, List<Integer> minutes) {
    int most = minutes.stream().mapToInt(Integer::intValue).max().orElse(0);
    List<String> tips =
        IntStream.range(0, MINUTES)
            .mapToObj(
                minute ->
                    texts.count("time.minutes", MINUTES - 1L - minute)
                        + "\n"
                        + texts.count("live.pages", minutes.get(minute)))
            .toList();
    return new ChartDrawing(HEIGHT, Math.max(most, 4))
        .columns(new Days(tips, tips), List.of(new Stack("visitors", minutes)));
  }

  private static Visit row(PageRequest asked, LiveVisit visit) {
    Formats formats = asked.formats();
    String title = visit.title();
    String path = visit.path().replaceFirst("^https?://[^/]+", "");
    return new Visit(
        visit.session(),
        visit.contact() == null ? null : visit.contact().value(),
        People.name(asked.texts(), visit.name(), visit.email(), visit.visitor()),
        title == null || title.isBlank() ? path : title,
        path,
        visit.pages(),
        host(visit.referrer()),
        formats.ago(visit.lastAt()),
        visit.lastAt().isAfter(asked.now().minus(PRESENT)));
  }

  private static @Nullable String host(@Nullable String address) {
    if (address == null) {
      return null;
    }
    try {
      return new URI(address).getHost();
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
