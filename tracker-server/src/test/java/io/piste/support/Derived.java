package io.piste.support;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.profile.ProfileRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * All that follows from events, as text: tables without their numbers, which a rebuild may give
 * anew. Two of these are equal when the tables say the same.
 */
public final class Derived {
  private static final Map<String, String> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put(
        "visit_session",
        """
        SELECT site_id, HEX(visitor_id) AS v, started_at, last_at, pages, entry_url, referrer,
               actions, visible_ms, entered_at, entry_path, exited_at, exit_path, channel, source,
               medium, campaign, device, browser, os, country, HEX(paths) AS paths
        FROM visit_session
        """);
    TABLES.put(
        "page_view",
        """
        SELECT p.site_id, HEX(p.visitor_id) AS v, s.started_at, viewed_at, url, path, title
        FROM page_view p LEFT JOIN visit_session s ON s.id = p.session_id
        """);
    TABLES.put(
        "visit_event",
        """
        SELECT e.site_id, HEX(e.visitor_id) AS v, s.started_at, happened_at, kind, name, path, amount
        FROM visit_event e LEFT JOIN visit_session s ON s.id = e.session_id
        """);
    TABLES.put(
        "traffic_day",
        """
        SELECT * FROM traffic_day
        WHERE hits <> 0 OR sessions <> 0 OR visitors <> 0 OR bounces <> 0 OR visible_ms <> 0
        """);
    TABLES.put(
        "traffic_hour",
        """
        SELECT * FROM traffic_hour
        WHERE hits <> 0 OR sessions <> 0 OR visitors <> 0 OR bounces <> 0 OR visible_ms <> 0
        """);
    TABLES.put("traffic_return", "SELECT * FROM traffic_return WHERE visitors <> 0");
    TABLES.put(
        "product_view",
        "SELECT site_id, HEX(visitor_id) AS v, viewed_at, sku, name, url FROM product_view");
    TABLES.put(
        "contact",
        """
        SELECT email, first_name, last_name, language, origin, created_at, last_interaction_at
        FROM contact
        """);
    TABLES.put(
        "identity_statement",
        """
        SELECT site_id, HEX(visitor_id) AS v, said_at, HEX(event_id) AS event, email, proof, source
        FROM identity_statement s LEFT JOIN contact c ON c.id = s.contact_id
        """);
    TABLES.put(
        "identity_link",
        """
        SELECT site_id, HEX(visitor_id) AS v, email, proof, source, linked_at, since_at, undone_at
        FROM identity_link l LEFT JOIN contact c ON c.id = l.contact_id
        """);
    TABLES.put(
        "marketing_permission",
        """
        SELECT email, site_id, granted, proof, source, page, decided_at
        FROM marketing_permission p LEFT JOIN contact c ON c.id = p.contact_id
        """);
    TABLES.put(
        "cart",
        """
        SELECT site_id, HEX(visitor_id) AS v, cart_key, life, state, seq, currency, total,
               lines_json, language, created_at, changed_at, updated_at, checkout_at, abandoned_at,
               restored_at, closed_at, order_key
        FROM cart c LEFT JOIN (SELECT id AS bought_by, order_key FROM purchase) p
          ON p.bought_by = c.closed_by
        """);
    TABLES.put(
        "cart_return",
        """
        SELECT r.site_id, HEX(c.visitor_id) AS v, c.life, r.cart_key, HEX(r.visitor_id) AS by_whom,
               followed_at, own_key
        FROM cart_return r LEFT JOIN cart c ON c.id = r.cart_id
        """);
    TABLES.put(
        "purchase",
        """
        SELECT p.site_id, HEX(p.visitor_id) AS v, order_key, HEX(c.visitor_id) AS of_visitor,
               c.cart_key, c.life, p.cart_key AS named, p.currency, p.total, p.lines_json, recovered, ordered_at
        FROM purchase p LEFT JOIN cart c ON c.id = p.cart_id
        """);
    TABLES.put(
        "visitor_tag",
        """
        SELECT site_id, HEX(visitor_id) AS v, tag, ROUND(SUM(
                 weight * POW(0.5, (1800000000000 - weighed_at) / 2592000000.0)) * 1e6, 3) AS weight
        FROM visitor_tag GROUP BY site_id, visitor_id, tag
        """);
    TABLES.put(
        "score_ledger",
        """
        SELECT site_id, HEX(visitor_id) AS v, score, points, reason, scored_at, source
        FROM score_ledger
        """);
    TABLES.put(
        "profile_act",
        """
        SELECT site_id, HEX(visitor_id) AS v, happened_at, HEX(event_id) AS event, kind, name,
               amount
        FROM profile_act
        """);
    TABLES.put(
        "profile_tag",
        """
        SELECT p.site_id, email, tag, ROUND(level, 6) AS level, given
        FROM profile_tag p LEFT JOIN contact c ON c.id = p.contact_id
        """);
    TABLES.put(
        "profile_score",
        """
        SELECT s.site_id, email, s.name, points, changed_at, ROUND(level, 6) AS level
        FROM profile_score p JOIN score s ON s.id = p.score_id
        LEFT JOIN contact c ON c.id = p.contact_id
        """);
  }

  private static final Instant LATER = Instant.ofEpochMilli(1_800_000_000_000L);

  private static final int MOST = 3_000;

  private Derived() {}

  /** Which rows stand in one alone; empty when there are none. */
  public static String difference(
      Map<String, List<String>> expected, Map<String, List<String>> actual) {
    StringBuilder text = new StringBuilder();
    expected.forEach(
        (table, rows) -> {
          List<String> others = actual.getOrDefault(table, List.of());
          tell(text, table + " lacks ", rows, others);
          tell(text, table + " has instead ", others, rows);
        });
    return text.length() <= MOST ? text.toString() : text.substring(0, MOST) + "…";
  }

  /** Profiles follow from events too, a little later. */
  private static void settle(Jdbi jdbi) {
    TestClock clock = new TestClock();
    clock.set(LATER);
    ProfileRunner runner = new ProfileRunner(jdbi, List.of(), clock, new SimpleMeterRegistry());
    boolean more = true;
    while (more) {
      more = runner.runOnce();
    }
  }

  private static void tell(
      StringBuilder text, String what, List<String> rows, List<String> others) {
    List<String> left = new ArrayList<>(rows);
    others.forEach(left::remove);
    left.forEach(row -> text.append(what).append(row).append('\n'));
  }

  /** What every table says, sorted, a line per row. */
  public static Map<String, List<String>> of(Jdbi jdbi) {
    return of(jdbi, TABLES.keySet().toArray(String[]::new));
  }

  /** What some of them say. */
  public static Map<String, List<String>> of(Jdbi jdbi, String... tables) {
    settle(jdbi);
    return jdbi.withHandle(
        handle -> {
          Map<String, List<String>> all = new LinkedHashMap<>();
          for (String table : tables) {
            all.put(table, rows(handle, String.valueOf(TABLES.get(table))));
          }
          return all;
        });
  }

  private static List<String> rows(Handle handle, String sql) {
    List<String> rows = new ArrayList<>();
    handle.createQuery(sql).mapToMap().forEach(row -> rows.add(row.toString()));
    return rows.stream().sorted().toList();
  }
}
