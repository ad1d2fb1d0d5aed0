package io.piste.bench;

import io.piste.base.Clocks;
import io.piste.profile.ProfileRun;
import io.piste.profile.ProfileRuns;
import io.piste.profile.Score;
import io.piste.profile.ScoreRule;
import io.piste.profile.Scores;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How fast all scores are worked out anew, and that rows are written only where something differs:
 * once with nothing changed, once after the change of a rule that concerns few.
 */
final class ProfilesRecount {
  private static final double LEAST_RATE = 5_000;
  private static final long PATIENCE_NANOS = 3_600_000_000_000L;

  /** Tables that a run may change, with what tells their rows and what is told. */
  private static final Map<String, List<String>> TABLES =
      Map.of(
          "profile_score", List.of("score_id", "contact_id", "points", "changed_at", "level"),
          "profile_tag", List.of("site_id", "contact_id", "tag", "level", "given"));

  /** Each row that is written leaves one here, whether it says anything new or not. */
  private static final String WRITTEN = "SELECT COUNT(*) FROM was_written";

  private final GrowthServer server;
  private final Jdbi jdbi;
  private final ProfileRuns runs;
  private final Consumer<Figure> figures;

  ProfilesRecount(GrowthServer server, Consumer<Figure> figures) {
    this.server = server;
    this.jdbi = server.database().jdbi();
    this.runs = new ProfileRuns(jdbi, Clocks.system());
    this.figures = figures;
  }

  void measure() throws InterruptedException, SQLException {
    ProfilesRate.awaitSettled(server);
    jdbi.useHandle(ProfilesRecount::remember);
    ProfileRun same = run(() -> runs.ask(ProfilesSite.ID));
    tellRate("with nothing changed", same);
    tellRows("with nothing changed", same);
    ProfileRun changed = run(this::changeRule);
    tellRate("after the change of a rule", changed);
    tellRows("after the change of a rule", changed);
  }

  private static void remember(Handle handle) throws SQLException {
    // Copying a table takes longer than the pool lets anybody wait.
    handle.getConnection().setNetworkTimeout(Runnable::run, 0);
    handle.execute("CREATE TABLE was_written (id BIGINT AUTO_INCREMENT PRIMARY KEY)");
    for (String table : TABLES.keySet()) {
      handle.execute("CREATE TABLE was_%1$s LIKE %1$s".formatted(table));
      handle.execute("INSERT INTO was_%1$s SELECT * FROM %1$s".formatted(table));
      for (String act : List.of("INSERT", "UPDATE", "DELETE")) {
        handle.execute(
            "CREATE TRIGGER was_%1$s_%2$s AFTER %2$s ON %1$s FOR EACH ROW INSERT INTO was_written VALUES ()"
                .formatted(table, act));
      }
    }
  }

  private void changeRule() {
    Scores scores = new Scores(jdbi, Clocks.system());
    Score score =
        scores.of(ProfilesSite.ID).stream()
            .filter(each -> each.name().equals(ProfilesSite.RARE_SCORE))
            .findFirst()
            .orElseThrow();
    ScoreRule rule =
        scores.rules(ProfilesSite.ID).stream()
            .filter(each -> each.score() == score.id())
            .findFirst()
            .orElseThrow();
    scores.changeRule(
        ProfilesSite.ID,
        new ScoreRule(
            rule.id(), rule.score(), rule.mode(), rule.match(), BigDecimal.TEN, rule.countsFrom()));
  }

  private ProfileRun run(Runnable asked) throws InterruptedException {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM was_written"));
    long begun = System.nanoTime();
    asked.run();
    ProfileRun run = runs.latest(ProfilesSite.ID).orElseThrow();
    while (run.isUnfinished()) {
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new DrillProblem("An hour, and the run over all contacts has not ended.");
      }
      Thread.sleep(100);
      run = runs.latest(ProfilesSite.ID).orElseThrow();
    }
    return run;
  }

  private void tellRate(String when, ProfileRun run) {
    double seconds =
        Duration.between(
                    java.util.Objects.requireNonNull(run.begunAt()),
                    java.util.Objects.requireNonNull(run.endedAt()))
                .toMillis()
            / 1e3;
    figures.accept(
        Figure.atLeast(
            ProfilesBench.NAME,
            "all scores worked out anew, " + when,
            run.seen() / Math.max(0.001, seconds),
            "contacts/s",
            LEAST_RATE));
  }

  private void tellRows(String when, ProfileRun run) throws SQLException {
    long different = 0;
    for (String table : TABLES.keySet()) {
      different += different(table);
    }
    long written = server.number(WRITTEN);
    String name = "rows of scores and tags written, " + when;
    figures.accept(Figure.told(ProfilesBench.NAME, name, written, "rows"));
    figures.accept(
        Figure.told(ProfilesBench.NAME, name + ", as the run says", run.written(), "rows"));
    figures.accept(
        Figure.atMost(
            ProfilesBench.NAME,
            name + ", beyond the " + different + " that differ",
            Math.abs(written - different),
            "rows",
            0));
  }

  private long different(String table) throws SQLException {
    List<String> columns = java.util.Objects.requireNonNull(TABLES.get(table));
    String key =
        columns.subList(0, table.equals("profile_tag") ? 3 : 2).stream()
            .map(column -> "b.%1$s = a.%1$s".formatted(column))
            .reduce((one, other) -> one + " AND " + other)
            .orElseThrow();
    String same =
        columns.stream()
            .map(column -> "b.%1$s <=> a.%1$s".formatted(column))
            .reduce((one, other) -> one + " AND " + other)
            .orElseThrow();
    String gone = "SELECT COUNT(*) FROM %s a LEFT JOIN %s b ON %s WHERE b.contact_id IS NULL";
    return number(
            "SELECT COUNT(*) FROM %s a JOIN was_%s b ON %s WHERE NOT (%s)"
                .formatted(table, table, key, same))
        + number(gone.formatted(table, "was_" + table, key))
        + number(gone.formatted("was_" + table, table, key));
  }

  /** To compare millions of rows takes longer than the pool lets anybody wait. */
  private long number(String sql) throws SQLException {
    return jdbi.withHandle(
        handle -> {
          handle.getConnection().setNetworkTimeout(Runnable::run, 0);
          return handle.createQuery(sql).mapTo(Long.class).one();
        });
  }
}
