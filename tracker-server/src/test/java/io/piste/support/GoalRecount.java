package io.piste.support;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts a goal anew, from all rows of all sites and by nothing that the server does: every way
 * through the steps is tried.
 */
public final class GoalRecount {
  private record Session(long id, String visitor, long startedAt, String source) {}

  private record Act(long session, String visitor, long at, String kind, String name) {}

  private static final String SESSIONS =
      """
      SELECT id, HEX(visitor_id) AS visitor, started_at, source FROM visit_session
      WHERE pages > 0 OR actions > 0
      """;
  private static final String ACTS =
      """
      SELECT session_id, HEX(visitor_id) AS visitor, viewed_at AS at, 'page' AS kind, path AS name
      FROM page_view
      UNION ALL
      SELECT session_id, HEX(visitor_id), happened_at, kind, name FROM visit_event
      ORDER BY at
      """;

  private final Jdbi jdbi;
  private final ZoneId zone;

  /** Days go by that zone. */
  public GoalRecount(Jdbi jdbi, ZoneId zone) {
    this.jdbi = jdbi;
    this.zone = zone;
  }

  /**
   * The figures by "day dimension value step what", without those of nobody.
   *
   * @param steps kind and pattern of each
   * @param days 0 for one visit
   */
  public Map<String, Long> of(List<String[]> steps, int days) {
    Map<Long, Session> sessions = sessions();
    List<Act> acts = acts();
    Map<String, Long> sums = new TreeMap<>();
    Map<String, Set<String>> visitors = new TreeMap<>();
    if (days == 0) {
      Map<Long, List<Act>> bySession = acts.stream().collect(Collectors.groupingBy(Act::session));
      sessions
          .values()
          .forEach(
              session ->
                  add(
                      sums,
                      visitors,
                      session,
                      day(session.startedAt()),
                      longest(bySession.getOrDefault(session.id(), List.of()), steps, 0)));
    } else {
      Map<String, List<Act>> byVisitor = acts.stream().collect(Collectors.groupingBy(Act::visitor));
      byVisitor.forEach(
          (visitor, all) -> {
            Map<Long, Act> firsts = new LinkedHashMap<>();
            all.stream()
                .filter(act -> fits(act, steps.getFirst()))
                .filter(act -> sessions.containsKey(act.session()))
                .forEach(act -> firsts.putIfAbsent(day(act.at()), act));
            firsts.forEach(
                (day, first) -> {
                  List<Act> way =
                      all.stream()
                          .filter(act -> act.at() >= first.at())
                          .filter(act -> act.at() <= first.at() + days * 86_400_000L)
                          .toList();
                  Session session = sessions.get(first.session());
                  if (session != null) {
                    add(sums, visitors, session, day, longest(way, steps, 0));
                  }
                });
          });
    }
    visitors.forEach((key, who) -> sums.put(key + " visitors", (long) who.size()));
    return sums;
  }

  /** What is stored of a goal, in the same words; of sources and of all together. */
  public static Map<String, Long> stored(Jdbi jdbi, long goal) {
    Map<String, Long> stored = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM goal_day WHERE goal_id = ? AND dimension IN (0, 5)")
                .bind(0, goal)
                .map(
                    (row, context) -> {
                      String key =
                          "%d %d %s %d"
                              .formatted(
                                  row.getLong("day"),
                                  row.getInt("dimension"),
                                  row.getString("value"),
                                  row.getInt("step"));
                      stored.put(key + " reached", row.getLong("reached"));
                      stored.put(key + " visitors", row.getLong("visitors"));
                      return key;
                    })
                .list());
    return stored;
  }

  /** The most steps that can be taken in order from the acts on: all ways are tried. */
  private static int longest(List<Act> acts, List<String[]> steps, int step) {
    int best = step;
    for (int i = 0; i < acts.size() && step < steps.size(); i++) {
      if (fits(acts.get(i), steps.get(step))) {
        best = Math.max(best, longest(acts.subList(i + 1, acts.size()), steps, step + 1));
      }
    }
    return best;
  }

  private static boolean fits(Act act, String[] step) {
    String regex =
        Pattern.compile("\\*")
            .splitAsStream(step[1] + "\u0000")
            .map(part -> Pattern.quote(part.replace("\u0000", "")))
            .collect(Collectors.joining(".*"));
    return act.kind().equals(step[0]) && (step[1].isEmpty() || act.name().matches(regex));
  }

  private static void add(
      Map<String, Long> sums,
      Map<String, Set<String>> visitors,
      Session session,
      long day,
      int reached) {
    for (int step = 1; step <= reached; step++) {
      for (String value : List.of("0 ", "5 " + session.source())) {
        String key = day + " " + value + " " + step;
        sums.merge(key + " reached", 1L, Long::sum);
        visitors.computeIfAbsent(key, any -> new TreeSet<>()).add(session.visitor());
      }
    }
  }

  private long day(long at) {
    return Instant.ofEpochMilli(at).atZone(zone).toLocalDate().toEpochDay();
  }

  private Map<Long, Session> sessions() {
    Map<Long, Session> sessions = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(SESSIONS)
                .map(
                    (row, context) ->
                        new Session(
                            row.getLong("id"),
                            row.getString("visitor"),
                            row.getLong("started_at"),
                            row.getString("source")))
                .forEach(session -> sessions.put(session.id(), session)));
    return sessions;
  }

  private List<Act> acts() {
    List<Act> acts = new ArrayList<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(ACTS)
                .map(
                    (row, context) ->
                        new Act(
                            row.getLong("session_id"),
                            row.getString("visitor"),
                            row.getLong("at"),
                            row.getString("kind"),
                            row.getString("name")))
                .forEach(acts::add));
    return acts;
  }
}
