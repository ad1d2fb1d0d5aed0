package io.piste.console;

import io.piste.console.Countries.Extent;
import io.piste.console.Countries.Spot;
import io.piste.console.view.Formats;
import io.piste.console.view.LiveMap;
import io.piste.console.view.LiveMap.Band;
import io.piste.console.view.LiveMap.Choice;
import io.piste.console.view.LiveMap.Dot;
import io.piste.console.view.LiveMap.Place;
import io.piste.console.view.LiveMap.Ways;
import io.piste.console.view.Texts;
import io.piste.report.LivePaths;
import io.piste.report.LivePlaces;
import io.piste.report.LivePlaces.Row;
import io.piste.site.Site;
import io.piste.visit.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/**
 * Draws what happens now: dots on a map where countries are known, else the ways between pages. In
 * Europe when nobody is elsewhere, unless another map is asked for.
 */
final class LiveMaps {
  static final String FIELD = "map";

  private static final int MOST_PAGES = 7;
  private static final int ROW = 40;
  private static final double THICKEST = 14;

  private final LivePlaces places;
  private final LivePaths paths;
  private final Duration present;
  private final Duration lately;

  LiveMaps(Jdbi jdbi, Duration present, Duration lately) {
    this.places = new LivePlaces(jdbi);
    this.paths = new LivePaths(jdbi);
    this.present = present;
    this.lately = lately;
  }

  LiveMap of(PageRequest asked, Site site) {
    Instant since = asked.now().minus(lately);
    List<Row> rows = places.of(site.id(), asked.now().minus(present), since);
    if (rows.stream().allMatch(row -> row.code().isEmpty())) {
      return ofSite(asked, paths.since(site.id(), since));
    }
    Extent extent = extent(asked, rows);
    return new LiveMap(
        extent.word(),
        extent.width(),
        extent.height(),
        summary(asked.texts(), rows),
        choices(asked.texts(), extent),
        dots(asked, rows, extent),
        rows.stream().map(row -> place(asked, row)).toList(),
        null);
  }

  private static Extent extent(PageRequest asked, List<Row> rows) {
    boolean allInEurope =
        rows.stream()
            .filter(row -> Countries.spot(row.code(), Extent.WORLD).isPresent())
            .allMatch(row -> Countries.spot(row.code(), Extent.EUROPE).isPresent());
    return Arrays.stream(Extent.values())
        .filter(each -> each.word().equals(asked.field(FIELD)))
        .findFirst()
        .orElse(allInEurope ? Extent.EUROPE : Extent.WORLD);
  }

  private static List<Choice> choices(Texts texts, Extent present) {
    return Arrays.stream(Extent.values())
        .map(
            extent ->
                new Choice(
                    texts.of("live.map." + extent.word()),
                    "/console/live?" + FIELD + "=" + extent.word(),
                    extent == present))
        .toList();
  }

  private static String summary(Texts texts, List<Row> rows) {
    return texts.count("live.map.summary", rows.stream().filter(LiveMaps::isKnown).count());
  }

  private static boolean isKnown(Row row) {
    return !row.code().isEmpty();
  }

  /** The largest first, so that small ones stay in sight. */
  private static List<Dot> dots(PageRequest asked, List<Row> rows, Extent extent) {
    List<Dot> dots = new ArrayList<>();
    for (Row row : rows) {
      Countries.spot(row.code(), extent).ifPresent(spot -> dots.add(dot(asked, row, spot)));
    }
    dots.sort(Comparator.comparingInt(Dot::radius).reversed());
    return dots;
  }

  private static Dot dot(PageRequest asked, Row row, Spot spot) {
    Place place = place(asked, row);
    Texts texts = asked.texts();
    return new Dot(
        spot.x(),
        spot.y(),
        (int) Math.round(Math.min(60, 12 + 6 * Math.sqrt((double) row.lately()))),
        row.present() > 0,
        "%s\n%s\u2002%s\n%s\u2002%s"
            .formatted(
                place.name(),
                texts.of("live.map.now"),
                place.present(),
                texts.of("live.map.lately"),
                place.lately()));
  }

  private static Place place(PageRequest asked, Row row) {
    Formats formats = asked.formats();
    String name =
        row.code().isEmpty()
            ? asked.texts().of("live.map.unknown")
            : new TrafficWords(asked.texts()).label(Dimension.COUNTRY, row.code());
    return new Place(name, formats.number(row.present()), formats.number(row.lately()));
  }

  private static LiveMap ofSite(PageRequest asked, List<LivePaths.Way> all) {
    Formats formats = asked.formats();
    List<String> from = pages(all, LivePaths.Way::from);
    List<String> to = pages(all, LivePaths.Way::to);
    List<LivePaths.Way> ways =
        all.stream().filter(way -> from.contains(way.from()) && to.contains(way.to())).toList();
    int most = ways.stream().mapToInt(LivePaths.Way::times).max().orElse(1);
    List<Band> bands =
        ways.stream()
            .map(
                way ->
                    new Band(
                        curve(middle(from.indexOf(way.from())), middle(to.indexOf(way.to()))),
                        String.format(
                            Locale.ROOT, "%.1f", 1.5 + (THICKEST - 1.5) * way.times() / most),
                        way.from() + " → " + way.to() + "\n" + formats.number(way.times())))
            .toList();
    Ways drawn =
        new Ways(
            ROW * Math.max(from.size(), to.size()),
            rows(formats, from, ways, LivePaths.Way::from),
            rows(formats, to, ways, LivePaths.Way::to),
            bands,
            ways.stream()
                .map(way -> List.of(way.from(), way.to(), formats.number(way.times())))
                .toList());
    return new LiveMap("", 0, 0, "", List.of(), List.of(), List.of(), drawn);
  }

  /** Those with the most ways, in that order. */
  private static List<String> pages(
      List<LivePaths.Way> ways, Function<LivePaths.Way, String> page) {
    return sums(ways, page).entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_PAGES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, Integer> sums(
      List<LivePaths.Way> ways, Function<LivePaths.Way, String> page) {
    Map<String, Integer> sums = new LinkedHashMap<>();
    ways.forEach(way -> sums.merge(page.apply(way), way.times(), Integer::sum));
    return sums;
  }

  private static List<LiveMap.Page> rows(
      Formats formats,
      List<String> pages,
      List<LivePaths.Way> ways,
      Function<LivePaths.Way, String> page) {
    Map<String, Integer> sums = sums(ways, page);
    return pages.stream()
        .map(path -> new LiveMap.Page(path, formats.number(sums.getOrDefault(path, 0))))
        .toList();
  }

  private static int middle(int row) {
    return row * ROW + ROW / 2;
  }

  private static String curve(int from, int to) {
    return "M0 %1$d C45 %1$d 55 %2$d 100 %2$d".formatted(from, to);
  }
}
