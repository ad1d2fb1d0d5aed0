package io.piste.report;

import io.piste.base.SiteId;
import io.piste.visit.Dimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What visitors reached of goals and funnels, read from sums by day that are kept in the background
 * (docs/adr/0054). Thread-safe.
 */
public final class GoalFigures {
  /**
   * How many came to a step.
   *
   * @param reached visits; of a funnel over days: visitors, once for each day on which they began
   * @param visitors one who did so in two visits of a day counts once
   */
  public record Counts(long reached, long visitors) {
    /** Nobody. */
    public static final Counts NONE = new Counts(0, 0);

    private Counts plus(Counts other) {
      return new Counts(reached + other.reached, visitors + other.visitors);
    }
  }

  /**
   * The steps of a value of a dimension.
   *
   * @param visits of that value in the period, by whatever they did; 0 where that is not known
   */
  public record Row(String value, List<Counts> steps, long visits) {
    public Row {
      steps = List.copyOf(steps);
    }

    /** How many came to the end. */
    public Counts last() {
      return steps.getLast();
    }
  }

  /** A goal: its number and how many steps it has. */
  public record Of(SiteId site, long goal, int steps) {}

  /**
   * How far counting is.
   *
   * @param days that have visits and can be counted
   * @param counted those that have figures
   * @param since the first day that can be counted, as days since 1970; null without any
   * @param at when something was counted last, null for never
   */
  public record Progress(long days, long counted, @Nullable Long since, @Nullable Instant at) {
    /** Whether the past is still being counted. */
    public boolean isUnderWay() {
      return counted < days;
    }
  }

  private static final String DAYS = " g.day BETWEEN :from AND :to ";
  private static final String TOTALS =
      """
      SELECT g.goal_id, g.step, SUM(g.reached) AS reached, SUM(g.visitors) AS visitors
      FROM goal_day g WHERE g.goal_id IN (<goals>) AND g.dimension = 0 AND
      """
          + DAYS
          + "GROUP BY g.goal_id, g.step";
  private static final String PER_DAY =
      """
      SELECT g.day, g.step, g.reached, g.visitors
      FROM goal_day g WHERE g.goal_id = :goal AND g.dimension = 0 AND
      """
          + DAYS;
  private static final String BY_VALUE =
      """
      SELECT g.value, g.step, SUM(g.reached) AS reached, SUM(g.visitors) AS visitors
      FROM goal_day g WHERE g.goal_id = :goal AND g.dimension = :dimension AND
      """
          + DAYS
          + "GROUP BY g.value, g.step";
  private static final String VISITS =
      """
      SELECT value, SUM(sessions) AS visits FROM traffic_day
      WHERE site_id = :site AND dimension = :dimension AND day BETWEEN :from AND :to
      GROUP BY value
      """;
  private static final String PROGRESS =
      """
      SELECT COUNT(*) AS days, COUNT(k.day) AS counted, MIN(c.day) AS since,
        MAX(k.counted_at) AS counted_at
      FROM traffic_change c
      LEFT JOIN goal_counted k ON k.goal_id = :goal AND k.day = c.day
      WHERE c.site_id = :site AND (k.day IS NOT NULL OR c.day >
        COALESCE((SELECT floor_at DIV 86400000 FROM traffic_floor f WHERE f.site_id = :site), -1))
      """;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public GoalFigures(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The steps of some goals over a period, by number; a goal that nobody reached is left out. */
  public Map<Long, Map<Integer, Counts>> totals(Collection<Long> goals, Period period) {
    Map<Long, Map<Integer, Counts>> totals = new HashMap<>();
    if (!goals.isEmpty()) {
      jdbi.useHandle(
          handle ->
              bind(handle.createQuery(TOTALS).bindList("goals", List.copyOf(goals)), period)
                  .map(
                      (row, context) ->
                          totals
                              .computeIfAbsent(row.getLong("goal_id"), any -> new HashMap<>())
                              .merge(row.getInt("step"), counts(row), Counts::plus))
                  .list());
    }
    return totals;
  }

  /** For each day of the period, in order, the steps. */
  public List<List<Counts>> perDay(Of of, Period period) {
    List<List<Counts>> days = new ArrayList<>();
    for (int i = 0; i < period.days(); i++) {
      days.add(none(of.steps()));
    }
    long first = period.first().toEpochDay();
    jdbi.useHandle(
        handle ->
            bind(handle.createQuery(PER_DAY).bind("goal", of.goal()), period)
                .map(
                    (row, context) -> {
                      int day = (int) (row.getLong("day") - first);
                      return set(days.get(day), row.getInt("step"), counts(row));
                    })
                .list());
    return days;
  }

  /** The steps of each value of a dimension, those that came to the end most often first. */
  public List<Row> by(Of of, Dimension dimension, Period period) {
    Map<String, List<Counts>> steps = new LinkedHashMap<>();
    return jdbi.withHandle(
        handle -> {
          bind(handle.createQuery(BY_VALUE).bind("goal", of.goal()), period)
              .bind("dimension", dimension.stored())
              .map(
                  (row, context) ->
                      set(
                          steps.computeIfAbsent(row.getString("value"), any -> none(of.steps())),
                          row.getInt("step"),
                          counts(row)))
              .list();
          Map<String, Long> visits = visits(handle, of, dimension, period);
          List<Row> rows = new ArrayList<>();
          steps.forEach(
              (value, ofValue) ->
                  rows.add(new Row(value, ofValue, visits.getOrDefault(value, 0L))));
          rows.sort(GoalFigures::mostFirst);
          return rows;
        });
  }

  /** How far the counting of a goal is. */
  public Progress progress(Of of) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PROGRESS)
                .bind("goal", of.goal())
                .bind("site", of.site())
                .map(
                    (row, context) ->
                        new Progress(
                            row.getLong("days"),
                            row.getLong("counted"),
                            Columns.maybeLong(row, "since"),
                            Columns.maybeInstant(row, "counted_at")))
                .one());
  }

  /** The sum over days, step by step. */
  public static List<Counts> total(List<List<Counts>> days, int steps) {
    List<Counts> total = none(steps);
    for (List<Counts> day : days) {
      for (int step = 0; step < steps; step++) {
        total.set(step, total.get(step).plus(day.get(step)));
      }
    }
    return total;
  }

  private static Map<String, Long> visits(
      Handle handle, Of of, Dimension dimension, Period period) {
    Map<String, Long> visits = new HashMap<>();
    bind(handle.createQuery(VISITS), period)
        .bind("site", of.site())
        .bind("dimension", dimension.stored())
        .map((row, context) -> Map.entry(row.getString("value"), row.getLong("visits")))
        .forEach(entry -> visits.put(entry.getKey(), entry.getValue()));
    return visits;
  }

  private static int mostFirst(Row one, Row other) {
    for (int step = one.steps().size() - 1; step >= 0; step--) {
      int order = Long.compare(other.steps().get(step).reached(), one.steps().get(step).reached());
      if (order != 0) {
        return order;
      }
    }
    return one.value().compareTo(other.value());
  }

  private static boolean set(List<Counts> steps, int step, Counts counts) {
    if (step <= steps.size()) {
      steps.set(step - 1, counts);
    }
    return true;
  }

  private static List<Counts> none(int steps) {
    return new ArrayList<>(Collections.nCopies(steps, Counts.NONE));
  }

  private static Counts counts(ResultSet row) throws SQLException {
    return new Counts(row.getLong("reached"), row.getLong("visitors"));
  }

  private static Query bind(Query query, Period period) {
    long from = period.first().toEpochDay();
    return query.bind("from", from).bind("to", from + period.days() - 1);
  }
}
