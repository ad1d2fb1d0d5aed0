package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.report.TrafficList;
import io.piste.visit.Dimension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes rows of traffic to a file, one by one as they are read. */
final class TrafficExport {
  private final Texts texts;
  private final Dimension dimension;
  private final List<TrafficColumns> columns;
  private final Writer out;

  TrafficExport(Texts texts, Dimension dimension, List<TrafficColumns> columns, Writer out) {
    this.texts = texts;
    this.dimension = dimension;
    this.columns = columns;
    this.out = out;
  }

  /** Writes the heads and what {@code rows} hands over. */
  void write(Consumer<Consumer<TrafficList.Row>> rows) throws IOException {
    Csv csv = new Csv(out);
    csv.line(heads());
    try {
      rows.accept(row -> write(csv, row));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private List<String> heads() {
    List<String> heads = new ArrayList<>();
    heads.add(texts.of("traffic.of." + dimension.word()));
    if (dimension == Dimension.CAMPAIGN) {
      heads.add(texts.of("traffic.of.source"));
      heads.add(texts.of("traffic.medium"));
    }
    columns.forEach(column -> heads.add(texts.of("traffic.column." + column.key())));
    return heads;
  }

  private void write(Csv csv, TrafficList.Row row) {
    TrafficWords words = new TrafficWords(texts);
    List<Object> cells = new ArrayList<>();
    cells.add(words.label(dimension, row.value()));
    if (dimension == Dimension.CAMPAIGN) {
      List<String> parts = TrafficWords.campaign(row.value());
      cells.add(parts.size() > 1 ? parts.get(1) : "");
      cells.add(parts.size() > 2 ? parts.get(2) : "");
    }
    columns.forEach(column -> cells.add(column.raw().of(row)));
    try {
      csv.line(cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
