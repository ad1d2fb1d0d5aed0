package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/** Reads the proof (rules P1, P3, P7): what a browser chose, by which text. Thread-safe. */
public final class ConsentProofs {
  /** One browser chooses a few times a year; more is somebody who plays with the banner. */
  private static final int MOST = 500;

  private static final String COLUMNS =
      """
      SELECT consent_id, previous_id, visitor_id, text_hash, text_version, language, granted,
        refused, how, gpc, page, decided_at
      FROM consent_record WHERE site_id = :site
      """;
  private static final String BY_ID = COLUMNS + "AND consent_id = :id";
  private static final String FOLLOWING = COLUMNS + "AND previous_id = :id LIMIT " + MOST;
  private static final String BY_VISITOR = COLUMNS + "AND visitor_id = :visitor LIMIT " + MOST;
  private static final String LATEST = COLUMNS + "ORDER BY decided_at DESC LIMIT :limit";
  private static final String TEXT =
      "SELECT body, created_at FROM consent_text WHERE site_id = :site AND hash = :hash";

  /**
   * A choice as it was recorded.
   *
   * @param granted ids of purposes, by commas, as {@code refused}
   * @param page origin and path
   */
  public record Row(
      ConsentId id,
      @Nullable ConsentId previous,
      @Nullable VisitorId visitor,
      String hash,
      int version,
      String language,
      String granted,
      String refused,
      String how,
      boolean gpc,
      String page,
      Instant decidedAt) {}

  /** A text as it was served. */
  public record Text(String body, Instant firstShownAt) {}

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public ConsentProofs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The newest choices of a site. */
  public List<Row> latest(SiteId site, int limit) {
    return jdbi.withHandle(handle -> rows(handle, LATEST, site, "limit", limit));
  }

  /**
   * All that the browser of a choice chose, oldest first: before it and after it, under whatever
   * visitor; empty when there is no such choice on this site.
   */
  public List<Row> chain(SiteId site, ConsentId id) {
    return jdbi.withHandle(
        handle -> new Walk(handle, site).from(one(handle, site, id).stream().toList()));
  }

  /** The same for some visitors: the browsers of one person. */
  public List<Row> chains(SiteId site, Collection<VisitorId> visitors) {
    return jdbi.withHandle(
        handle ->
            new Walk(handle, site)
                .from(
                    visitors.stream()
                        .flatMap(visitor -> ofVisitor(handle, site, visitor).stream())
                        .toList()));
  }

  /** The exact text under a hash. */
  public Optional<Text> text(SiteId site, String hash) {
    if (!hash.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(TEXT)
                .bind("site", site)
                .bind("hash", HexFormat.of().parseHex(hash))
                .map(
                    (row, context) ->
                        new Text(
                            row.getString("body"), Instant.ofEpochMilli(row.getLong("created_at"))))
                .findOne());
  }

  private static Optional<Row> one(Handle handle, SiteId site, ConsentId id) {
    return rows(handle, BY_ID, site, "id", id).stream().findFirst();
  }

  private static List<Row> ofVisitor(Handle handle, SiteId site, VisitorId visitor) {
    return rows(handle, BY_VISITOR, site, "visitor", visitor);
  }

  /** What one of the queries above finds, which each ask for one thing beside the site. */
  private static List<Row> rows(
      Handle handle, String query, SiteId site, String name, Object value) {
    return handle
        .createQuery(query)
        .bind("site", site)
        .bind(name, value)
        .map(ConsentProofs::row)
        .list();
  }

  /** Goes from choice to choice by what they have in common. */
  private static final class Walk {
    private final Handle handle;
    private final SiteId site;
    private final Map<ConsentId, Row> found = new LinkedHashMap<>();
    private final Deque<Row> open = new ArrayDeque<>();

    Walk(Handle handle, SiteId site) {
      this.handle = handle;
      this.site = site;
    }

    List<Row> from(List<Row> first) {
      first.forEach(this::add);
      while (!open.isEmpty() && found.size() < MOST) {
        step(open.pop());
      }
      return found.values().stream().sorted(Comparator.comparing(Row::decidedAt)).toList();
    }

    private void step(Row row) {
      if (row.previous() != null) {
        one(handle, site, row.previous()).ifPresent(this::add);
      }
      rows(handle, FOLLOWING, site, "id", row.id()).forEach(this::add);
      if (row.visitor() != null) {
        ofVisitor(handle, site, row.visitor()).forEach(this::add);
      }
    }

    private void add(Row row) {
      if (found.putIfAbsent(row.id(), row) == null) {
        open.add(row);
      }
    }
  }

  private static Row row(RowView row) {
    return new Row(
        row.getColumn("consent_id", ConsentId.class),
        row.getColumn("previous_id", ConsentId.class),
        row.getColumn("visitor_id", VisitorId.class),
        HexFormat.of().formatHex(row.getColumn("text_hash", byte[].class)),
        row.getColumn("text_version", Integer.class),
        row.getColumn("language", String.class),
        row.getColumn("granted", String.class),
        row.getColumn("refused", String.class),
        row.getColumn("how", String.class),
        row.getColumn("gpc", Boolean.class),
        row.getColumn("page", String.class),
        row.getColumn("decided_at", Instant.class));
  }
}
