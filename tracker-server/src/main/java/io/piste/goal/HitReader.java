package io.piste.goal;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Finds the events of a site that take steps, by the time at which they happened. */
final class HitReader {
  /** How patterns look to LIKE, which compares loosely: what fits a pattern is found, and more. */
  private static final String PAGES =
      """
      SELECT session_id, visitor_id, viewed_at AS at, 'page' AS kind, path AS name
      FROM page_view
      WHERE site_id = :site AND viewed_at >= :from AND viewed_at < :until AND ({likes})
      """;

  private static final String EVENTS =
      """
      SELECT session_id, visitor_id, happened_at AS at, kind, name
      FROM visit_event
      WHERE site_id = :site AND kind IN (<kinds>) AND happened_at >= :from AND happened_at < :until
      """;

  private static final String LAST =
      """
      SELECT MAX(last_at) FROM visit_session
      WHERE site_id = :site AND started_at >= :from AND started_at < :until
      """;

  private final Handle handle;
  private final SiteId site;

  HitReader(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  /** When the last event of the sessions that began in a stretch of time happened. */
  Instant lastOfSessions(Instant from, Instant until) {
    return handle
        .createQuery(LAST)
        .bind("site", site)
        .bind("from", from)
        .bind("until", until)
        .mapTo(Instant.class)
        .findOne()
        .orElse(from);
  }

  /** What takes a step of these goals in a stretch of time, by goal. */
  Map<Goal, List<Hit>> hits(List<Goal> goals, Instant from, Instant until) {
    return hits(goals, 0, from, until);
  }

  /** What takes one of the later steps of a goal, and maybe the first one too. */
  List<Hit> laterHits(Goal goal, Instant from, Instant until) {
    return hits(List.of(goal), 1, from, until).getOrDefault(goal, List.of());
  }

  private Map<Goal, List<Hit>> hits(List<Goal> goals, int first, Instant from, Instant until) {
    Set<String> likes = new TreeSet<>();
    Set<String> kinds = new TreeSet<>();
    for (Goal goal : goals) {
      for (GoalStep step : goal.steps().subList(first, goal.steps().size())) {
        if (step.kind() == StepKind.PAGE) {
          likes.add(like(step.pattern()));
        } else {
          kinds.add(step.kind().word());
        }
      }
    }
    Map<Goal, List<Hit>> hits = new HashMap<>();
    goals.forEach(goal -> hits.put(goal, new ArrayList<>()));
    if (!likes.isEmpty()) {
      List<String> all = List.copyOf(likes);
      List<String> asked = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        asked.add("path LIKE :like" + i + " ESCAPE '!'");
      }
      Query query = handle.createQuery(PAGES.replace("{likes}", String.join(" OR ", asked)));
      for (int i = 0; i < all.size(); i++) {
        query.bind("like" + i, all.get(i));
      }
      read(query.bind("from", from).bind("until", until), hits);
    }
    if (!kinds.isEmpty()) {
      Query query = handle.createQuery(EVENTS).bindList("kinds", List.copyOf(kinds));
      read(query.bind("from", from).bind("until", until), hits);
    }
    return hits;
  }

  private void read(Query query, Map<Goal, List<Hit>> hits) {
    query
        .bind("site", site)
        .setFetchSize(1_000)
        .map((row, context) -> add(row, hits))
        .forEach(any -> {});
  }

  private static boolean add(ResultSet row, Map<Goal, List<Hit>> hits) throws SQLException {
    StepKind kind = StepKind.of(row.getString("kind")).orElseThrow();
    String name = row.getString("name");
    for (var entry : hits.entrySet()) {
      int taken = entry.getKey().stepsTaken(kind, name);
      if (taken != 0) {
        VisitorId visitor = new VisitorId(Jdbis.uuidOf(row.getBytes("visitor_id")));
        entry.getValue().add(new Hit(row.getLong("at"), taken, row.getLong("session_id"), visitor));
      }
    }
    return true;
  }

  static String like(String pattern) {
    return pattern.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace('*', '%');
  }
}
