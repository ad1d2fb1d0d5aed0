package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.Event;
import io.piste.protocol.Product;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The session keeper's statements about pages and events of one site, inside the projector's
 * transaction.
 */
final class VisitRows {
  private static final int MAX_TITLE = 300;

  private static final String INSERT_PAGE =
      """
      INSERT INTO page_view (site_id, visitor_id, session_id, viewed_at, url, path, title)
      VALUES (:site, :visitor, :session, :viewedAt, :url, :path, :title)
      """;

  private static final String INSERT_PRODUCT =
      """
      INSERT INTO product_view (site_id, visitor_id, viewed_at, sku, name, url)
      VALUES (:site, :visitor, :viewedAt, :sku, :name, :url)
      """;

  private static final String INSERT_EVENT =
      """
      INSERT INTO visit_event (site_id, visitor_id, session_id, happened_at, kind, name, path,
                               amount)
      VALUES (:site, :visitor, :session, :at, :kind, :name, :path, :amount)
      """;

  private final Handle handle;
  private final SiteId site;

  VisitRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  PageView pageView(VisitorId visitor, long session, Event.Page page, Act act) {
    String title = page.ti() == null ? null : Texts.cut(page.ti(), MAX_TITLE);
    return new PageView(
        0, site, visitor, session, act.at(), act.url(), PagePath.of(act.url()), title);
  }

  void insertPages(List<PageView> pages) {
    PreparedBatch batch = handle.prepareBatch(INSERT_PAGE);
    for (PageView page : pages) {
      batch
          .bind("site", site)
          .bind("visitor", page.visitor())
          .bind("session", page.sessionId())
          .bind("viewedAt", page.viewedAt())
          .bind("url", page.url())
          .bind("path", page.path())
          .bind("title", page.title())
          .add();
    }
    batch.execute();
  }

  void insertEvents(List<VisitEvent> events) {
    PreparedBatch batch = handle.prepareBatch(INSERT_EVENT);
    for (VisitEvent event : events) {
      batch
          .bind("site", site)
          .bind("visitor", event.visitor())
          .bind("session", event.session())
          .bind("at", event.at())
          .bind("kind", event.kind().word())
          .bind("name", event.name())
          .bind("path", event.path())
          .bind("amount", event.amount())
          .add();
    }
    batch.execute();
  }

  void insertProducts(List<LoggedEvent> seen) {
    PreparedBatch batch = handle.prepareBatch(INSERT_PRODUCT);
    for (LoggedEvent logged : seen) {
      if (logged.event() instanceof Event.ProductSeen event) {
        Product product = event.product();
        batch
            .bind("site", site)
            .bind("visitor", logged.visitor())
            .bind("viewedAt", logged.happenedAt())
            .bind("sku", product.sku())
            .bind("name", product.name())
            .bind("url", product.url())
            .add();
      }
    }
    batch.execute();
  }
}
