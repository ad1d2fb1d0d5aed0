package io.piste.report;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Sums of traffic. Which of them mean something goes by the dimension, see {@link
 * io.piste.visit.Dimension}.
 *
 * @param hits page views, or events
 * @param visitors one who came several times on a day counts once that day
 * @param bounces sessions of one page, nothing else done, in front for less than 10 seconds
 * @param visible milliseconds that pages were in front
 */
public record TrafficCounts(long hits, long sessions, long visitors, long bounces, long visible) {
  /** Nothing. */
  public static final TrafficCounts NONE = new TrafficCounts(0, 0, 0, 0, 0);

  /** The names of the columns, summed. */
  static final String SUMS =
      """
      SUM(hits) AS hits, SUM(sessions) AS sessions, SUM(visitors) AS visitors,
      SUM(bounces) AS bounces, SUM(visible_ms) AS visible
      """;

  static TrafficCounts read(ResultSet row) throws SQLException {
    return new TrafficCounts(
        row.getLong("hits"),
        row.getLong("sessions"),
        row.getLong("visitors"),
        row.getLong("bounces"),
        row.getLong("visible"));
  }

  /** Both together. */
  public TrafficCounts plus(TrafficCounts other) {
    return new TrafficCounts(
        hits + other.hits,
        sessions + other.sessions,
        visitors + other.visitors,
        bounces + other.bounces,
        visible + other.visible);
  }

  /** The same with another number of visitors: those of a period are not the sum of its days. */
  public TrafficCounts withVisitors(long number) {
    return new TrafficCounts(hits, sessions, number, bounces, visible);
  }

  /** Bounces per session, 0 without one. */
  public double bounceRate() {
    return sessions == 0 ? 0 : (double) bounces / sessions;
  }

  /** Seconds in front per session, 0 without one. */
  public double secondsPerSession() {
    return sessions == 0 ? 0 : visible / 1000.0 / sessions;
  }

  /** Page views per session, 0 without one. */
  public double hitsPerSession() {
    return sessions == 0 ? 0 : (double) hits / sessions;
  }
}
