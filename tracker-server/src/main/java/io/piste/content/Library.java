package io.piste.content;

import io.piste.base.Json;
import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** What there is to read and to buy, of all sites. Thread-safe. */
public final class Library {
  /** What became of a content that was handed in. */
  public enum Stored {
    NEW,
    CHANGED,
    /** A newer one is there, or it was deleted since. */
    OLDER
  }

  /**
   * A content as it is kept.
   *
   * @param id for the next page of a list
   * @param source who handed it in: connector
   */
  public record Kept(long id, Content content, String source, Instant storedAt) {}

  private static final String FIND =
      """
      SELECT updated_at, deleted_at FROM content
      WHERE site_id = :site AND content_key = :key FOR UPDATE
      """;
  private static final String WRITE =
      """
      INSERT INTO content (site_id, content_key, source, type, url, title, excerpt, image, language,
        tags_json, categories_json, price, currency, in_stock, published_at, updated_at, stored_at)
      VALUES (:site, :key, :source, :type, :url, :title, :excerpt, :image, :language,
        :tags, :categories, :price, :currency, :inStock, :published, :updated, :now)
      ON DUPLICATE KEY UPDATE source = VALUES(source), type = VALUES(type), url = VALUES(url),
        title = VALUES(title), excerpt = VALUES(excerpt), image = VALUES(image),
        language = VALUES(language), tags_json = VALUES(tags_json),
        categories_json = VALUES(categories_json), price = VALUES(price),
        currency = VALUES(currency), in_stock = VALUES(in_stock),
        published_at = VALUES(published_at), updated_at = VALUES(updated_at),
        stored_at = VALUES(stored_at), deleted_at = NULL
      """;
  private static final String DELETE =
      """
      INSERT INTO content (site_id, content_key, source, type, url, title, tags_json,
        categories_json, published_at, updated_at, stored_at, deleted_at)
      VALUES (:site, :key, :source, '', '', '', '[]', '[]', 0, 0, :now, :now)
      ON DUPLICATE KEY UPDATE url = '', title = '', excerpt = NULL, image = NULL, price = NULL,
        currency = NULL, tags_json = '[]', categories_json = '[]', stored_at = :now,
        deleted_at = :now
      """;
  private static final String PAGE =
      """
      SELECT * FROM content
      WHERE site_id = :site AND deleted_at IS NULL AND id > :after ORDER BY id LIMIT :limit
      """;
  private static final String WORDS =
      """
      SELECT url, tags_json, categories_json FROM content
      WHERE site_id = :site AND deleted_at IS NULL
        AND (tags_json <> '[]' OR categories_json <> '[]') ORDER BY id
      """;
  private static final String COUNT =
      "SELECT COUNT(*) FROM content WHERE site_id = :site AND deleted_at IS NULL";

  private record Known(Instant updated, @Nullable Instant deleted) {
    boolean outdates(Content content) {
      Instant end = deleted;
      return end == null
          ? content.updatedAt().isBefore(updated)
          : content.updatedAt().isBefore(end);
    }
  }

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Asks nothing yet. */
  public Library(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Keeps a content in place of what is kept under its key, unless that is newer. */
  public Stored store(SiteId site, String source, Content content) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Known> known = find(handle, site, content.key());
          if (known.isPresent() && known.get().outdates(content)) {
            return Stored.OLDER;
          }
          write(handle, site, source, content);
          return known.isPresent() && known.get().deleted() == null ? Stored.CHANGED : Stored.NEW;
        });
  }

  /** Takes a content out; also before it was ever handed in. */
  public void delete(SiteId site, String source, String key) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(DELETE)
                .bind("site", site)
                .bind("key", key)
                .bind("source", source)
                .bind("now", clock.instant())
                .execute());
  }

  /** The contents of a site behind a number (0: from the start), in the order they came. */
  public List<Kept> page(SiteId site, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PAGE)
                .bind("site", site)
                .bind("after", after)
                .bind("limit", limit)
                .map(Library::read)
                .list());
  }

  /**
   * The words that a content stands under.
   *
   * @param url of the page that shows it
   */
  public record Words(String url, List<String> tags, List<String> categories) {
    /** Copies them. */
    public Words {
      tags = List.copyOf(tags);
      categories = List.copyOf(categories);
    }
  }

  /** The words of all contents of a site that have some, inside the caller's transaction. */
  public static List<Words> words(Handle handle, SiteId site) {
    return handle
        .createQuery(WORDS)
        .bind("site", site)
        .map(
            (row, context) ->
                new Words(
                    row.getString("url"),
                    List.of(Json.read(row.getString("tags_json"), String[].class)),
                    List.of(Json.read(row.getString("categories_json"), String[].class))))
        .list();
  }

  /** How many there are. */
  public int count(SiteId site) {
    return jdbi.withHandle(
        handle -> handle.createQuery(COUNT).bind("site", site).mapTo(int.class).one());
  }

  private static Optional<Known> find(Handle handle, SiteId site, String key) {
    return handle
        .createQuery(FIND)
        .bind("site", site)
        .bind("key", key)
        .map(
            (row, context) -> {
              long deleted = row.getLong("deleted_at");
              Instant end = row.wasNull() ? null : Instant.ofEpochMilli(deleted);
              return new Known(Instant.ofEpochMilli(row.getLong("updated_at")), end);
            })
        .findOne();
  }

  private void write(Handle handle, SiteId site, String source, Content content) {
    handle
        .createUpdate(WRITE)
        .bind("site", site)
        .bind("key", content.key())
        .bind("source", source)
        .bind("type", content.type())
        .bind("url", content.url())
        .bind("title", content.title())
        .bind("excerpt", content.excerpt())
        .bind("image", content.image())
        .bind("language", content.language())
        .bind("tags", Json.write(content.tags()))
        .bind("categories", Json.write(content.categories()))
        .bind("price", content.price())
        .bind("currency", content.currency())
        .bind("inStock", content.inStock())
        .bind("published", content.publishedAt())
        .bind("updated", content.updatedAt())
        .bind("now", clock.instant())
        .execute();
  }

  private static Kept read(ResultSet row, StatementContext context) throws SQLException {
    boolean inStock = row.getBoolean("in_stock");
    Boolean stock = row.wasNull() ? null : inStock;
    Content content =
        new Content(
            row.getString("content_key"),
            row.getString("type"),
            row.getString("url"),
            row.getString("title"),
            row.getString("excerpt"),
            row.getString("image"),
            row.getString("language"),
            List.of(Json.read(row.getString("tags_json"), String[].class)),
            List.of(Json.read(row.getString("categories_json"), String[].class)),
            row.getBigDecimal("price"),
            row.getString("currency"),
            stock,
            Instant.ofEpochMilli(row.getLong("published_at")),
            Instant.ofEpochMilli(row.getLong("updated_at")));
    return new Kept(
        row.getLong("id"),
        content,
        row.getString("source"),
        Instant.ofEpochMilli(row.getLong("stored_at")));
  }
}
