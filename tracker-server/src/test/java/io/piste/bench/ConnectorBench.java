package io.piste.bench;

import io.piste.wordpress.ConnectorTimes;
import io.piste.wordpress.ConnectorTimes.State;
import io.piste.wordpress.ConnectorTimes.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the WordPress plugin costs those who wait for a page: with the tracker well, slow and away,
 * under php-fpm and under PHP's own server.
 */
final class ConnectorBench implements Bench {
  private static final String NAME = "connector";
  private static final int PAIRS = 200;
  private static final int FEW_PAIRS = 20;
  private static final double BAR_WELL = 5;
  private static final double BAR_ELSE = 20;

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    run(List.of(), figures);
  }

  @Override
  public void run(List<String> words, Consumer<Figure> figures) throws Exception {
    if (!List.of().equals(words) && !List.of("--short").equals(words)) {
      throw new IllegalArgumentException("This one takes --short and nothing else: " + words);
    }
    Path folder = Files.createTempDirectory("piste-connector");
    try (ConnectorTimes times = ConnectorTimes.start(folder)) {
      Thread whenKilled = new Thread(times::close, "close");
      Runtime.getRuntime().addShutdownHook(whenKilled);
      times.measure(words.isEmpty() ? PAIRS : FEW_PAIRS, time -> tell(figures, time));
      Runtime.getRuntime().removeShutdownHook(whenKilled);
    } finally {
      new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
  }

  private static void tell(Consumer<Figure> figures, Time time) {
    String what = "%s, server %s: %s".formatted(time.server(), time.state(), time.action());
    double bar = time.state() == State.WELL ? BAR_WELL : BAR_ELSE;
    figures.accept(Figure.told(NAME, what + ", without the plugin", time.without(), "ms"));
    figures.accept(Figure.upTo(NAME, what + ", added", time.added(), "ms", bar));
  }
}
