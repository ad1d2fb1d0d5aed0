package io.piste.report;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Finds people by whatever is known of them: the beginning of an address, a name or a tag, the
 * number of a browser or of a consent. Every question reads a stretch of an index and is limited,
 * so the answer takes as long with a million contacts as with ten. Thread-safe.
 */
public final class Finder {
  /** How somebody was found. */
  public enum By {
    EMAIL,
    NAME,
    COMPANY,
    VISITOR,
    CONSENT
  }

  /** A contact that was found. */
  public record Found(ContactId id, String email, @Nullable String name, By by) {}

  /** A browser of nobody who is known. */
  public record Stranger(SiteId site, VisitorId visitor) {}

  /** A tag that begins so. */
  public record Tag(SiteId site, String name) {}

  /**
   * All that was found.
   *
   * @param consents consent ids that are exactly what was asked for, with their sites
   */
  public record Result(
      List<Found> contacts, List<Tag> tags, List<Stranger> strangers, List<SiteId> consents) {
    public Result {
      contacts = List.copyOf(contacts);
      tags = List.copyOf(tags);
      strangers = List.copyOf(strangers);
      consents = List.copyOf(consents);
    }

    /** Nothing at all. */
    public boolean isEmpty() {
      return contacts.isEmpty() && tags.isEmpty() && strangers.isEmpty() && consents.isEmpty();
    }
  }

  private static final String CONTACT =
      "SELECT id, email, first_name, last_name FROM contact WHERE ";
  private static final String STANDS = " AND merged_into IS NULL AND created_at >= 0 ";
  private static final String BY_EMAIL =
      CONTACT + "email LIKE :start" + STANDS + "ORDER BY email LIMIT :limit";
  private static final String BY_LAST_NAME =
      CONTACT + "last_name LIKE :start" + STANDS + "ORDER BY last_name LIMIT :limit";
  private static final String BY_FIRST_NAME =
      CONTACT + "first_name LIKE :start" + STANDS + "ORDER BY first_name LIMIT :limit";
  private static final String BY_COMPANY =
      CONTACT + "company LIKE :start" + STANDS + "ORDER BY company LIMIT :limit";
  private static final String BY_BOTH_NAMES =
      CONTACT + "last_name LIKE :start AND first_name LIKE :other" + STANDS + "LIMIT :limit";
  private static final String NEXT_TAG =
      """
      SELECT tag FROM profile_tag FORCE INDEX (profile_tag_level)
      WHERE site_id = :site AND tag > :after AND tag LIKE :start ORDER BY tag LIMIT 1
      """;
  private static final String WITH_TAG =
      """
      SELECT c.id, c.email, c.first_name, c.last_name FROM (
        SELECT contact_id, level FROM profile_tag FORCE INDEX (profile_tag_level)
        WHERE site_id = :site AND tag = :tag ORDER BY level DESC LIMIT :limit) t
      JOIN contact c ON c.id = t.contact_id
      ORDER BY t.level DESC
      """;
  private static final String BROWSERS =
      """
      SELECT DISTINCT v.site_id, v.visitor_id, c.id, c.email, c.first_name, c.last_name
      FROM (SELECT site_id, visitor_id FROM %s
            WHERE site_id = :site AND visitor_id BETWEEN :from AND :to LIMIT :limit) v
      LEFT JOIN identity_link l ON l.site_id = v.site_id AND l.visitor_id = v.visitor_id
        AND (l.undone_at IS NULL OR l.undone_at > l.since_at)
      LEFT JOIN contact c ON c.id = l.contact_id
      """;
  private static final String LINKED = BROWSERS.formatted("identity_link");
  private static final String SEEN = BROWSERS.formatted("visit_session");
  private static final String CONSENTED =
      """
      SELECT r.site_id, r.visitor_id, c.id, c.email, c.first_name, c.last_name
      FROM consent_record r
      LEFT JOIN identity_link l ON l.site_id = r.site_id AND l.visitor_id = r.visitor_id
        AND (l.undone_at IS NULL OR l.undone_at > l.since_at)
      LEFT JOIN contact c ON c.id = l.contact_id
      WHERE r.site_id = :site AND r.consent_id = :from
      """;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public Finder(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What begins so, at most {@code limit} of each kind, in the sites that are asked for. */
  public Result find(String text, List<SiteId> sites, int limit) {
    String start = text.strip();
    return start.isEmpty()
        ? new Result(List.of(), List.of(), List.of(), List.of())
        : jdbi.withHandle(handle -> new Search(handle, sites, limit).of(start));
  }

  /** Those of whom a tag says most, heaviest first. */
  public List<Found> withTag(SiteId site, String tag, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(WITH_TAG)
                .bind("site", site)
                .bind("tag", tag)
                .bind("limit", limit)
                .map((row, context) -> found(row, By.NAME))
                .list());
  }

  private static Found found(ResultSet row, By by) throws SQLException {
    return new Found(
        new ContactId(row.getLong("id")), row.getString("email"), Columns.name(row), by);
  }

  static String likeStart(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  /** One search. */
  private static final class Search {
    private final Handle handle;
    private final List<SiteId> sites;
    private final int limit;
    private final Map<Long, Found> contacts = new LinkedHashMap<>();
    private final Map<VisitorId, Stranger> strangers = new LinkedHashMap<>();
    private final List<SiteId> consents = new ArrayList<>();
    private final List<Tag> tags = new ArrayList<>();

    Search(Handle handle, List<SiteId> sites, int limit) {
      this.handle = handle;
      this.sites = List.copyOf(sites);
      this.limit = limit;
    }

    Result of(String text) {
      IdRange.of(text).ifPresent(this::numbers);
      people(text);
      sites.forEach(site -> tags(site, text));
      return new Result(
          contacts.values().stream().limit(limit).toList(),
          tags,
          strangers.values().stream().limit(limit).toList(),
          consents);
    }

    private void people(String text) {
      add(
          handle.createQuery(BY_EMAIL).bind("start", likeStart(text.toLowerCase(Locale.ROOT))),
          By.EMAIL);
      int space = text.indexOf(' ');
      if (space > 0) {
        String first = likeStart(text.substring(0, space));
        String rest = likeStart(text.substring(space + 1).strip());
        add(handle.createQuery(BY_BOTH_NAMES).bind("start", rest).bind("other", first), By.NAME);
        add(handle.createQuery(BY_BOTH_NAMES).bind("start", first).bind("other", rest), By.NAME);
      }
      for (String sql : List.of(BY_LAST_NAME, BY_FIRST_NAME)) {
        add(handle.createQuery(sql).bind("start", likeStart(text)), By.NAME);
      }
      add(handle.createQuery(BY_COMPANY).bind("start", likeStart(text)), By.COMPANY);
    }

    private void add(Query query, By by) {
      query
          .bind("limit", limit)
          .map((row, context) -> found(row, by))
          .forEach(found -> contacts.putIfAbsent(found.id().value(), found));
    }

    /** Goes from tag to tag in the index: few of them may have millions of rows. */
    private void tags(SiteId site, String text) {
      String after = "";
      while (tags.size() < limit) {
        String next =
            handle
                .createQuery(NEXT_TAG)
                .bind("site", site)
                .bind("after", after)
                .bind("start", likeStart(text))
                .mapTo(String.class)
                .findOne()
                .orElse(null);
        if (next == null) {
          return;
        }
        tags.add(new Tag(site, next));
        after = next;
      }
    }

    private void numbers(IdRange ids) {
      for (SiteId site : sites) {
        browsers(LINKED, site, ids);
        browsers(SEEN, site, ids);
        if (ids.isOne()) {
          boolean known =
              !handle
                  .createQuery(CONSENTED)
                  .bind("site", site)
                  .bind("from", ids.from())
                  .map((row, context) -> keep(row, By.CONSENT))
                  .list()
                  .isEmpty();
          if (known) {
            consents.add(site);
          }
        }
      }
    }

    private void browsers(String sql, SiteId site, IdRange ids) {
      handle
          .createQuery(sql)
          .bind("site", site)
          .bind("from", ids.from())
          .bind("to", ids.to())
          .bind("limit", limit)
          .map((row, context) -> keep(row, By.VISITOR))
          .list();
    }

    private boolean keep(ResultSet row, By by) throws SQLException {
      Long id = Columns.maybeLong(row, "id");
      if (id != null) {
        contacts.putIfAbsent(id, found(row, by));
      } else if (row.getBytes("visitor_id") != null) {
        Stranger stranger = new Stranger(Columns.site(row), Columns.visitor(row));
        strangers.putIfAbsent(stranger.visitor(), stranger);
      }
      return true;
    }
  }
}
