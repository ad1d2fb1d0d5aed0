package io.piste.bench;

import io.piste.site.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * How fast events become durable, and how soon what follows from them can be seen. The server runs
 * as it is shipped, all its gates on, with visitors who were really asked.
 */
final class IngestBench implements Bench {
  static final String NAME = "ingest";

  private static final Path FOLDER = Path.of(".piste", "bench-ingest");
  private static final Path BINARIES = Path.of(".piste", "mariadb").toAbsolutePath();

  @Override
  public void run(Consumer<Figure> figures) throws Exception {
    run(List.of(), figures);
  }

  @Override
  public void run(List<String> words, Consumer<Figure> figures) throws Exception {
    IngestPlan plan = IngestPlan.of(words);
    Wrk.require();
    Path folder = Files.createDirectories(FOLDER).toAbsolutePath();
    try (ServerUnderLoad server = ServerUnderLoad.start(folder, BINARIES);
        NoOpProcess empty = NoOpProcess.start()) {
      Thread whenKilled = new Thread(server::close, "close");
      Runtime.getRuntime().addShutdownHook(whenKilled);
      Site site = server.addSite();
      Path visitors = folder.resolve("visitors");
      Crowd.gather(server.port(), site.publicId(), plan.visitors(), visitors);
      Wrk wrk = new Wrk(folder, visitors);
      Acknowledged acknowledged = new Acknowledged(server);
      if (plan.hasTurns()) {
        Turns turns = new Turns(plan, wrk, server, empty, acknowledged);
        turns.take();
        turns.tell(figures);
      }
      if (plan.hasFixedRate()) {
        FixedRate fixed = new FixedRate(wrk, server, acknowledged);
        fixed.warmUp(plan.warmUp());
        fixed.follow(FixedRate.DUE, plan.steady(), figures);
        fixed.follow(FixedRate.AIMED_AT, plan.aimed(), figures);
      }
      acknowledged.tell(figures);
      tellServer(server, figures);
      Runtime.getRuntime().removeShutdownHook(whenKilled);
    }
  }

  private static void tellServer(ServerUnderLoad server, Consumer<Figure> figures) {
    figures.accept(
        Figure.told(NAME, "memory of the server at most", server.cost().peakMegabytes(), "MB"));
    figures.accept(
        Figure.told(
            NAME, "memory of the database at most", server.databaseCost().peakMegabytes(), "MB"));
    long flush = server.number("SELECT @@global.innodb_flush_log_at_trx_commit");
    figures.accept(
        new Figure(
            NAME,
            "innodb_flush_log_at_trx_commit",
            java.math.BigDecimal.valueOf(flush),
            "setting",
            "1",
            flush == 1));
  }
}
