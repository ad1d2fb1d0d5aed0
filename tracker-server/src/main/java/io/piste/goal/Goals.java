package io.piste.goal;

import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The goals and funnels of the sites. Thread-safe. */
public final class Goals {
  /** So many of a site at most: each day is held against all of them. */
  public static final int MOST = 50;

  private static final String SELECT =
      """
      SELECT g.id, g.site_id AS site, g.name, g.days, g.version, s.kind, s.pattern
      FROM goal g JOIN goal_step s ON s.goal_id = g.id
      """;
  private static final String OF_SITE =
      SELECT + " WHERE g.site_id = :site ORDER BY g.id, s.position";
  private static final String ALL = SELECT + " ORDER BY g.id, s.position";

  private static final String INSERT =
      """
      INSERT INTO goal (site_id, name, days, version, created_at)
      VALUES (:site, :name, :days, 1, :now)
      """;
  private static final String INSERT_STEP =
      "INSERT INTO goal_step (goal_id, position, kind, pattern) VALUES (?, ?, ?, ?)";

  private static final String RENAME =
      "UPDATE goal SET name = :name WHERE site_id = :site AND id = :id";
  private static final String REDEFINE =
      "UPDATE goal SET days = :days, version = version + 1 WHERE site_id = :site AND id = :id";
  private static final List<String> CLEAR =
      List.of(
          "DELETE FROM goal_step WHERE goal_id = :id",
          "DELETE FROM goal_day WHERE goal_id = :id",
          "DELETE FROM goal_counted WHERE goal_id = :id");
  private static final String DELETE = "DELETE FROM goal WHERE site_id = :site AND id = :id";

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Reads and writes through the pool. */
  public Goals(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Those of a site, the oldest first. */
  public List<Goal> all(SiteId site) {
    return jdbi.withHandle(handle -> of(handle, site));
  }

  private static List<Goal> of(Handle handle, SiteId site) {
    return read(handle.createQuery(OF_SITE).bind("site", site));
  }

  /** One of a site, empty when it is gone. */
  public Optional<Goal> find(SiteId site, long id) {
    return jdbi.withHandle(handle -> find(handle, site, id));
  }

  private static Optional<Goal> find(Handle handle, SiteId site, long id) {
    return of(handle, site).stream().filter(goal -> goal.id() == id).findFirst();
  }

  /** Adds one and answers its number; what was before is counted in the background. */
  public long add(Goal goal) {
    return jdbi.inTransaction(
        handle -> {
          long id =
              handle
                  .createUpdate(INSERT)
                  .bind("site", goal.site())
                  .bind("name", goal.name())
                  .bind("days", goal.days())
                  .bind("now", clock.instant())
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
          insertSteps(handle, id, goal.steps());
          return id;
        });
  }

  /** Gives the goal of that number another name, and other steps where they differ. */
  public void change(Goal goal) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(RENAME)
              .bind("name", goal.name())
              .bind("site", goal.site())
              .bind("id", goal.id())
              .execute();
          Optional<Goal> before = find(handle, goal.site(), goal.id());
          boolean same =
              before
                  .filter(b -> b.steps().equals(goal.steps()) && b.days() == goal.days())
                  .isPresent();
          if (before.isPresent() && !same) {
            redefine(handle, goal);
          }
        });
  }

  private static void redefine(Handle handle, Goal goal) {
    handle
        .createUpdate(REDEFINE)
        .bind("days", goal.days())
        .bind("site", goal.site())
        .bind("id", goal.id())
        .execute();
    CLEAR.forEach(sql -> handle.createUpdate(sql).bind("id", goal.id()).execute());
    insertSteps(handle, goal.id(), goal.steps());
  }

  /** Removes one with its figures. */
  public void remove(SiteId site, long id) {
    jdbi.useHandle(
        handle -> handle.createUpdate(DELETE).bind("site", site).bind("id", id).execute());
  }

  /** Those of all sites, by site. */
  static Map<SiteId, List<Goal>> bySite(Handle handle) {
    Map<SiteId, List<Goal>> bySite = new LinkedHashMap<>();
    for (Goal goal : read(handle.createQuery(ALL))) {
      bySite.computeIfAbsent(goal.site(), any -> new ArrayList<>()).add(goal);
    }
    return bySite;
  }

  private static void insertSteps(Handle handle, long id, List<GoalStep> steps) {
    int position = 0;
    for (GoalStep step : steps) {
      handle.execute(INSERT_STEP, id, ++position, step.kind().word(), step.pattern());
    }
  }

  private record Head(long id, SiteId site, String name, int days, int version) {}

  private record Line(Head head, GoalStep step) {}

  private static List<Goal> read(Query query) {
    Map<Head, List<GoalStep>> steps = new LinkedHashMap<>();
    query
        .map((row, context) -> line(row))
        .forEach(
            line -> steps.computeIfAbsent(line.head(), any -> new ArrayList<>()).add(line.step()));
    List<Goal> goals = new ArrayList<>();
    steps.forEach(
        (head, of) ->
            goals.add(
                new Goal(head.id(), head.site(), head.name(), of, head.days(), head.version())));
    return goals;
  }

  private static Line line(ResultSet row) throws SQLException {
    StepKind kind = StepKind.of(row.getString("kind")).orElse(StepKind.CUSTOM);
    return new Line(
        new Head(
            row.getLong("id"),
            new SiteId(row.getLong("site")),
            row.getString("name"),
            row.getInt("days"),
            row.getInt("version")),
        new GoalStep(kind, row.getString("pattern")));
  }
}
