package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.Event;
import io.piste.protocol.Product;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The session keeper's statements for one site, inside the projector's transaction. */
final class VisitRows {
  private static final int MAX_TITLE = 300;

  private static final String SESSIONS_NEAR =
      """
      SELECT id, site_id AS site, visitor_id AS visitor, started_at, last_at, pages, entry_url,
             referrer
      FROM visit_session
      WHERE site_id = :site AND visitor_id IN (<visitors>)
        AND last_at > :after AND started_at < :before
      ORDER BY started_at
      """;

  private static final String INSERT_SESSIONS =
      """
      INSERT INTO visit_session (site_id, visitor_id, started_at, last_at, pages, entry_url,
                                 referrer) VALUES
      """;

  private static final String RETURNING_IDS = " RETURNING id, visitor_id AS visitor, started_at";

  private static final String UPDATE_SESSION =
      """
      UPDATE visit_session
      SET started_at = :startedAt, last_at = :lastAt, pages = :pages, entry_url = :entryUrl,
          referrer = :referrer
      WHERE id = :id
      """;

  private static final String MOVE_PAGES =
      "UPDATE page_view SET session_id = :survivor WHERE session_id = :merged";

  private static final String DELETE_SESSION = "DELETE FROM visit_session WHERE id = :merged";

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

  private record Start(VisitorId visitor, Instant startedAt) {}

  private final Handle handle;
  private final SiteId site;

  VisitRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  List<Session> sessionsNear(Collection<VisitorId> visitors, Instant first, Instant last) {
    return handle
        .createQuery(SESSIONS_NEAR)
        .bind("site", site)
        .bindList("visitors", visitors)
        .bind("after", first.minus(SessionDraft.PAUSE))
        .bind("before", last.plus(SessionDraft.PAUSE))
        .map(ConstructorMapper.of(Session.class))
        .list();
  }

  /** Stores them all in one statement and tells each its number. */
  void insertSessions(List<SessionDraft> begun) {
    if (begun.isEmpty()) {
      return;
    }
    String rows = String.join(", ", Collections.nCopies(begun.size(), "(?, ?, ?, ?, ?, ?, ?)"));
    Query insert = handle.createQuery(INSERT_SESSIONS + rows + RETURNING_IDS);
    Map<Start, SessionDraft> drafts = new HashMap<>();
    int position = 0;
    for (SessionDraft draft : begun) {
      Session session = draft.session(site);
      drafts.put(new Start(session.visitor(), session.startedAt()), draft);
      insert.bind(position++, site).bind(position++, session.visitor());
      insert.bind(position++, session.startedAt()).bind(position++, session.lastAt());
      insert.bind(position++, session.pages()).bind(position++, session.entryUrl());
      insert.bind(position++, session.referrer());
    }
    insert.reduceRows(
        drafts,
        (left, row) -> {
          Start start =
              new Start(
                  row.getColumn("visitor", VisitorId.class),
                  row.getColumn("started_at", Instant.class));
          SessionDraft draft = left.remove(start);
          if (draft != null) {
            draft.stored(row.getColumn("id", Long.class));
          }
          return left;
        });
  }

  void updateSessions(List<SessionDraft> changed) {
    PreparedBatch batch = handle.prepareBatch(UPDATE_SESSION);
    for (SessionDraft draft : changed) {
      Session session = draft.session(site);
      batch
          .bind("startedAt", session.startedAt())
          .bind("lastAt", session.lastAt())
          .bind("pages", session.pages())
          .bind("entryUrl", session.entryUrl())
          .bind("referrer", session.referrer())
          .bind("id", session.id())
          .add();
    }
    batch.execute();
  }

  // Rare: an event came late and filled the pause between two stored sessions.
  void removeMerged(List<SessionDraft> merged) {
    for (SessionDraft draft : merged) {
      long id = draft.session(site).id();
      handle
          .createUpdate(MOVE_PAGES)
          .bind("survivor", draft.survivor().session(site).id())
          .bind("merged", id)
          .execute();
      handle.createUpdate(DELETE_SESSION).bind("merged", id).execute();
    }
  }

  PageView pageView(LoggedEvent logged, Event.Page page, SessionDraft session) {
    return new PageView(
        0,
        site,
        logged.visitor(),
        session.session(site).id(),
        logged.happenedAt(),
        page.u(),
        PagePath.of(page.u()),
        cut(page.ti(), MAX_TITLE));
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

  static @Nullable String cut(@Nullable String text, int length) {
    return text == null || text.length() <= length ? text : text.substring(0, length);
  }
}
