package io.piste.report;

import io.piste.base.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * Which ways visitors take from page to page now. Looks at the newest 2,000 page views at most, so
 * a busy site sees fewer minutes. Thread-safe.
 */
public final class LivePaths {
  private static final int MOST_VIEWS = 2_000;

  /** So many went from one page to the other. */
  public record Way(String from, String to, int times) {}

  private record View(long session, String path) {}

  private static final String VIEWS =
      """
      SELECT session_id, path FROM page_view
      WHERE site_id = :site AND viewed_at >= :since
      ORDER BY viewed_at DESC, id DESC LIMIT :most
      """;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public LivePaths(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The ways taken since then, the most used first. A page that is shown again is no way. */
  public List<Way> since(SiteId site, Instant since) {
    Map<Long, String> next = new HashMap<>();
    Map<List<String>, Integer> times = new HashMap<>();
    for (View view : views(site, since)) {
      String later = next.put(view.session(), view.path());
      if (later != null && !later.equals(view.path())) {
        times.merge(List.of(view.path(), later), 1, Integer::sum);
      }
    }
    List<Way> ways = new ArrayList<>();
    times.forEach((way, count) -> ways.add(new Way(way.getFirst(), way.getLast(), count)));
    ways.sort(
        Comparator.comparingInt(Way::times)
            .reversed()
            .thenComparing(Way::from)
            .thenComparing(Way::to));
    return ways;
  }

  /** The newest first. */
  private List<View> views(SiteId site, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(VIEWS)
                .bind("site", site)
                .bind("since", since)
                .bind("most", MOST_VIEWS)
                .map((row, context) -> new View(row.getLong("session_id"), row.getString("path")))
                .list());
  }
}
