package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.console.view.TrafficView.Listing;
import io.piste.report.TrafficList.Row;
import io.piste.visit.Dimension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes rows of traffic ready to be shown. */
final class TrafficListing {
  private final Texts texts;
  private final Formats formats;
  private final TrafficPeriod period;

  TrafficListing(PageRequest asked, TrafficPeriod period) {
    this.texts = asked.texts();
    this.formats = asked.formats();
    this.period = period;
  }

  /** The rows with these figures; bars are against the largest of them. */
  Listing of(Dimension dimension, List<TrafficColumns> columns, List<Row> rows) {
    List<String> heads = new ArrayList<>();
    heads.add(texts.of("traffic.of." + dimension.word()));
    columns.forEach(column -> heads.add(texts.of("traffic.column." + column.key())));
    double most = rows.stream().mapToDouble(row -> main(columns, row)).max().orElse(0);
    TrafficWords words = new TrafficWords(texts);
    return new Listing(
        heads,
        rows.stream()
            .map(
                row ->
                    new io.piste.console.view.TrafficView.Row(
                        words.label(dimension, row.value()),
                        words.detail(dimension, row.value()),
                        link(dimension, row.value()),
                        width(main(columns, row), most),
                        columns.stream()
                            .map(column -> column.shown().apply(formats, row))
                            .toList()))
            .toList(),
        texts.of("traffic.empty." + dimension.word()));
  }

  private static double main(List<TrafficColumns> columns, Row row) {
    return columns.getFirst().raw().of(row).doubleValue();
  }

  private @Nullable String link(Dimension dimension, String value) {
    return value.equals(Dimension.REST)
        ? null
        : "/console/traffic/"
            + dimension.word()
            + "/one?value="
            + URLEncoder.encode(value, StandardCharsets.UTF_8)
            + "&"
            + period.query();
  }

  /** How long the bar of a figure is beside the greatest. */
  static String width(double figure, double most) {
    return most <= 0
        ? "0%"
        : String.format(Locale.ROOT, "%.1f%%", Math.max(0, figure) / most * 100);
  }
}
