package io.piste.report;

import io.piste.base.SiteId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Contents that arrived, a page at a time, the latest first. Pages go by key. Thread-safe. */
public final class ContentList {
  /**
   * One row.
   *
   * @param source who handed it in, such as connector
   * @param type post, page or product
   */
  public record Row(
      long id, String source, String type, String title, String url, Instant publishedAt) {}

  private static final String PAGE =
      """
      SELECT id, source, type, title, url, published_at FROM content
      WHERE site_id = :site AND deleted_at IS NULL AND id < :before
        AND (:part = '%' OR title LIKE :part OR url LIKE :part)
      ORDER BY id DESC LIMIT :limit
      """;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public ContentList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The contents of a site before a number (the largest: from the newest on).
   *
   * @param search a part of title or address; empty for all
   */
  public List<Row> page(SiteId site, String search, long before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PAGE)
                .bind("site", site)
                .bind("before", before)
                .bind("part", search.isEmpty() ? "%" : "%" + escaped(search) + "%")
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Row(
                            row.getLong("id"),
                            row.getString("source"),
                            row.getString("type"),
                            row.getString("title"),
                            row.getString("url"),
                            Columns.instant(row, "published_at")))
                .list());
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
