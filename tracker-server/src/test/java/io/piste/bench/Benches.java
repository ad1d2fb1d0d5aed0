package io.piste.bench;

import io.piste.base.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The entry of {@code ./piste bench NAME} and {@code ./piste drill NAME}: one JSON line per figure,
 * exit 1 when one falls short of its bar, 2 when there is no such name.
 */
public final class Benches {
  private static final Map<String, Bench> BENCHES =
      Map.of(
          "snippet", new SnippetBench(),
          "page", new PageBench(),
          "page-end", new PageEndBench(),
          "ingest", new IngestBench(),
          "growth", new GrowthBench(),
          "connector", new ConnectorBench(),
          "import", new ImportBench(),
          "profiles", new ProfilesBench());
  private static final Map<String, Bench> DRILLS =
      Stream.of(
              new KillServerDrill(),
              new KillDatabaseDrill(),
              new DatabaseAwayDrill(),
              new DiskFullDrill(),
              new ClockJumpDrill(),
              new PoisonDrill())
          .collect(Collectors.toMap(Drill::name, drill -> drill));

  private Benches() {}

  /** Arguments: {@code bench} or {@code drill}, then a name, then what that one takes. */
  public static void main(String[] args) throws Exception {
    Map<String, Bench> known = "drill".equals(args[0]) ? DRILLS : BENCHES;
    Bench bench = args.length >= 2 ? known.get(args[1]) : null;
    if (bench == null) {
      System.err.println("Give one of: " + String.join(", ", new TreeMap<>(known).keySet()));
      System.exit(2);
      return;
    }
    try {
      System.exit(report(bench, List.of(args).subList(2, args.length)) ? 0 : 1);
    } catch (DrillProblem e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static boolean report(Bench bench, List<String> words) throws Exception {
    boolean[] holds = {true};
    bench.run(
        words,
        figure -> {
          System.out.println(Json.write(figure));
          holds[0] &= figure.holds();
        });
    return holds[0];
  }
}
