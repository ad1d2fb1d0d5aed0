package io.piste.visit;

import io.piste.base.SiteId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Sessions, page views and products seen, as read by console and reports. Thread-safe. */
public final class Visits {
  private static final String PAGE_COLUMNS =
      "SELECT id, site_id AS site, visitor_id AS visitor, session_id, viewed_at, url, path, title"
          + " FROM page_view";

  private static final String LATEST_PAGES =
      PAGE_COLUMNS + " WHERE site_id = :site ORDER BY viewed_at DESC, id DESC LIMIT :limit";

  private static final String PAGES_OF_A_SPAN =
      PAGE_COLUMNS
          + """
           WHERE site_id = :site AND visitor_id = :visitor
             AND viewed_at >= :since AND viewed_at < :until
           ORDER BY viewed_at DESC, id DESC LIMIT :limit
          """;

  private static final String PRODUCTS_OF_A_SPAN =
      """
      SELECT id, site_id AS site, visitor_id AS visitor, viewed_at, sku, name, url
      FROM product_view
      WHERE site_id = :site AND visitor_id = :visitor
        AND viewed_at >= :since AND viewed_at < :until
      ORDER BY viewed_at DESC, id DESC LIMIT :limit
      """;

  private static final String SESSIONS_OF_A_SPAN =
      """
      SELECT id, site_id AS site, visitor_id AS visitor, started_at, last_at, pages, entry_url,
             referrer
      FROM visit_session
      WHERE site_id = :site AND visitor_id = :visitor
        AND started_at >= :since AND started_at < :until
      ORDER BY started_at DESC, id DESC LIMIT :limit
      """;

  private final Jdbi jdbi;

  /** Reads through the given pool. */
  public Visits(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The newest page views of a site, newest first. */
  public List<PageView> latestPages(SiteId site, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LATEST_PAGES)
                .bind("site", site)
                .bind("limit", limit)
                .map(ConstructorMapper.of(PageView.class))
                .list());
  }

  /** The newest page views of some visitors' stretches, newest first. */
  public List<PageView> pagesOf(SiteId site, Collection<VisitorSpan> spans, int limit) {
    return newest(
        PAGES_OF_A_SPAN,
        PageView.class,
        new Scope(site, spans, limit),
        Comparator.comparing(PageView::viewedAt));
  }

  /** The products that they saw, newest first. */
  public List<ProductView> productsOf(SiteId site, Collection<VisitorSpan> spans, int limit) {
    return newest(
        PRODUCTS_OF_A_SPAN,
        ProductView.class,
        new Scope(site, spans, limit),
        Comparator.comparing(ProductView::viewedAt));
  }

  /** Their sessions, newest first. */
  public List<Session> sessionsOf(SiteId site, Collection<VisitorSpan> spans, int limit) {
    return newest(
        SESSIONS_OF_A_SPAN,
        Session.class,
        new Scope(site, spans, limit),
        Comparator.comparing(Session::startedAt));
  }

  private record Scope(SiteId site, Collection<VisitorSpan> spans, int limit) {}

  // A person has a handful of browsers: one indexed query for each.
  private <T> List<T> newest(String sql, Class<T> type, Scope scope, Comparator<T> byTime) {
    List<T> found = new ArrayList<>();
    jdbi.useHandle(
        handle -> {
          for (VisitorSpan span : scope.spans()) {
            found.addAll(
                handle
                    .createQuery(sql)
                    .bind("site", scope.site())
                    .bind("visitor", span.visitor())
                    .bind("since", span.since())
                    .bind("until", span.until())
                    .bind("limit", scope.limit())
                    .map(ConstructorMapper.of(type))
                    .list());
          }
        });
    return found.stream().sorted(byTime.reversed()).limit(scope.limit()).toList();
  }
}
