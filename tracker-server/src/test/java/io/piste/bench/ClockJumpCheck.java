package io.piste.bench;

import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** What a clock that jumped must not have done to ids, sessions and carts. */
final class ClockJumpCheck {
  /** Stretches of a visitor's acts that are half an hour apart or more. */
  private static final String STRETCHES =
      """
      SELECT COUNT(*) FROM (
        SELECT at - LAG(at) OVER (PARTITION BY site_id, visitor_id ORDER BY at) AS gap
        FROM (
          SELECT site_id, visitor_id, viewed_at AS at FROM page_view
          UNION ALL
          SELECT site_id, visitor_id, happened_at FROM visit_event
        ) acts
      ) gaps
      WHERE gap IS NULL OR gap >= 1800000
      """;

  private static final String SESSIONS = "SELECT COUNT(*) FROM visit_session";

  private static final String STRAY_PAGES =
      """
      SELECT COUNT(*) FROM page_view p LEFT JOIN visit_session s ON s.id = p.session_id
      WHERE s.id IS NULL OR p.viewed_at NOT BETWEEN s.started_at AND s.last_at
      """;

  private static final String FORGOTTEN =
      """
      SELECT COUNT(DISTINCT l.site_id, l.visitor_id, l.event_id)
      FROM event_log l LEFT JOIN event_seen s
        ON s.site_id = l.site_id AND s.visitor_id = l.visitor_id AND s.event_id = l.event_id
      WHERE s.event_id IS NULL
      """;

  private static final String CART =
      "SELECT CONCAT(state, ' ', seq) FROM cart WHERE cart_key = :key";

  private final String name;
  private final Jdbi jdbi;
  private final Consumer<Figure> figures;

  ClockJumpCheck(String name, Jdbi jdbi, Consumer<Figure> figures) {
    this.name = name;
    this.jdbi = jdbi;
    this.figures = figures;
  }

  void tell(List<Shopper> goingOn, List<Shopper> left) {
    figures.accept(Figure.told(name, "sessions", number(SESSIONS), "sessions"));
    none(
        "sessions that do not follow from the acts",
        Math.abs(number(SESSIONS) - number(STRETCHES)));
    none("pages outside their session", number(STRAY_PAGES));
    none("ids forgotten early", number(FORGOTTEN));
    none("carts that are not as they were last told", wrong(goingOn, "open"));
    none("carts left that are not as they were left", wrong(left, "abandoned"));
  }

  private long wrong(List<Shopper> shoppers, String state) {
    return shoppers.stream()
        .filter(shopper -> !rows(shopper).equals(List.of(state + " " + shopper.steps())))
        .count();
  }

  private List<String> rows(Shopper shopper) {
    return jdbi.withHandle(
        handle -> handle.createQuery(CART).bind("key", shopper.cart()).mapTo(String.class).list());
  }

  private void none(String figure, long value) {
    figures.accept(Figure.atMost(name, figure, value, "rows", 0));
  }

  private long number(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
