package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.TrafficListView;
import io.piste.console.view.TrafficValueView;
import io.piste.report.TrafficList;
import io.piste.report.TrafficSlice;
import io.piste.site.Site;
import io.piste.visit.Dimension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** All values of a dimension: as a page, as a file, and each on its own. */
final class TrafficListPages {
  private static final int ROWS = 100;

  private final TrafficList list;
  private final TrafficReading reading;

  TrafficListPages(Jdbi jdbi) {
    this.list = new TrafficList(jdbi);
    this.reading = new TrafficReading(jdbi);
  }

  /** The list, 100 rows at a time. */
  Answer list(PageRequest asked) {
    Dimension dimension = dimension(asked);
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", TrafficPage.TITLE, new Object());
    }
    TrafficPeriod period = TrafficPeriod.of(asked);
    int offset = asked.number("skip").map(skip -> (int) Math.min(skip, 100_000)).orElse(0);
    String search = asked.field("q");
    List<TrafficList.Row> found =
        list.rows(
            new TrafficList.Of(site.get().id(), dimension, period.period()),
            new TrafficList.Part(search, offset, ROWS + 1));
    boolean more = found.size() > ROWS;
    List<TrafficList.Row> rows = more ? found.subList(0, ROWS) : found;
    String path = "/console/traffic/" + dimension.word();
    String here = path + "?" + period.query() + "&q=" + encoded(search);
    return Answer.page(
        "traffic_list",
        TrafficPage.TITLE,
        new TrafficListView(
            period.bar(path, asked.texts(), asked.formats()),
            asked.texts().of("traffic.tab." + dimension.word()),
            path,
            "/console/traffic?" + period.query(),
            search,
            new TrafficListing(asked, period).of(dimension, TrafficColumns.of(dimension), rows),
            path + "/export?" + period.query() + "&q=" + encoded(search),
            offset > 0 ? here : null,
            more ? here + "&skip=" + (offset + ROWS) : null));
  }

  /** The same as a file. */
  Answer export(PageRequest asked) {
    Dimension dimension = dimension(asked);
    Site site = asked.site().orElseThrow(TrafficListPages::missing);
    TrafficPeriod period = TrafficPeriod.of(asked);
    TrafficList.Of of = new TrafficList.Of(site.id(), dimension, period.period());
    String search = asked.field("q");
    List<TrafficColumns> columns = TrafficColumns.of(dimension);
    return new Answer.File(
        "%s_%s_%s.csv".formatted(fileName(site.name()), dimension.word(), period.fileName()),
        out ->
            new TrafficExport(asked.texts(), dimension, columns, out)
                .write(row -> list.each(of, search, row)));
  }

  /** One value: its curve and its figures. */
  Answer one(PageRequest asked) {
    Dimension dimension = dimension(asked);
    Site site = asked.site().orElseThrow(TrafficListPages::missing);
    String value = asked.fieldAsTyped("value");
    TrafficPeriod period = TrafficPeriod.of(asked);
    TrafficReading.Read read = reading.read(new TrafficSlice(site.id(), dimension, value), period);
    TrafficWords words = new TrafficWords(asked.texts());
    @Nullable String detail = words.detail(dimension, value);
    String label = words.label(dimension, value);
    String path = "/console/traffic/" + dimension.word() + "/one?value=" + encoded(value);
    return Answer.page(
        "traffic_value",
        TrafficPage.TITLE,
        new TrafficValueView(
            period.bar(path, asked.texts(), asked.formats()),
            detail == null ? label : label + " · " + detail,
            asked.texts().of("traffic.of." + dimension.word()),
            "/console/traffic/" + dimension.word() + "?" + period.query(),
            new TrafficChart(asked, period).draw(dimension, read.curves()),
            new TrafficFigures(asked).of(dimension, read.sums())));
  }

  private static Dimension dimension(PageRequest asked) {
    return Dimension.of(asked.variable("dimension"))
        .filter(dimension -> dimension != Dimension.SITE)
        .orElseThrow(TrafficListPages::missing);
  }

  private static Problem missing() {
    return new Problem(ProblemCode.NOT_FOUND, "There is no such page.");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String fileName(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-+|-+$", "");
    return plain.isEmpty() ? "piste" : plain;
  }
}
