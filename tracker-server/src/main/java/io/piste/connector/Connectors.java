package io.piste.connector;

import com.fasterxml.jackson.core.type.TypeReference;
import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.connector.Connector.Failure;
import io.piste.connector.Connector.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * What connectors say of themselves, for the console. Calls are noted in memory and written by
 * {@link #flush}, at most once a minute for each connector, and 20 connectors for each site: names
 * come from outside. Thread-safe.
 */
public final class Connectors {
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
  private static final int MOST_NOTED = 10_000;

  private static final String SEEN =
      """
      INSERT INTO connector_seen (site_id, connector, version, platform, seen_at)
      SELECT :site, :name, :version, :platform, :at FROM DUAL
      WHERE (SELECT COUNT(*) FROM connector_seen
             WHERE site_id = :site AND connector <> :name) < 20
      ON DUPLICATE KEY UPDATE version = :version, platform = :platform,
        seen_at = GREATEST(connector_seen.seen_at, :at)
      """;
  private static final String REPORT =
      """
      UPDATE connector_seen SET reported_at = :at, queue_length = :length,
        queue_oldest_at = :oldest, errors_json = :errors
      WHERE site_id = :site AND connector = :name
      """;
  private static final String OF_SITE =
      "SELECT * FROM connector_seen WHERE site_id = :site ORDER BY seen_at DESC, connector";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final ConcurrentMap<Sighted, Instant> written = new ConcurrentHashMap<>();
  private final ConcurrentMap<Sighted, Instant> waiting = new ConcurrentHashMap<>();

  private record Sighted(SiteId site, ConnectorHeader said) {}

  /** Knows nothing yet. */
  public Connectors(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Those of a site, the last one to call first. */
  public List<Connector> ofSite(SiteId site) {
    return jdbi.withHandle(
        handle -> handle.createQuery(OF_SITE).bind("site", site).map(Connectors::read).list());
  }

  /** Notes a call. */
  void seen(SiteId site, ConnectorHeader said) {
    Sighted sighted = new Sighted(site, said);
    Instant now = clock.instant();
    Instant last = written.get(sighted);
    boolean due = last == null || !now.isBefore(last.plus(NOTED_EVERY));
    if (due && (waiting.size() < MOST_NOTED || waiting.containsKey(sighted))) {
      waiting.put(sighted, now);
    }
  }

  /**
   * Keeps what a connector tells about its queue and its errors, in place of what it told before.
   */
  void report(SiteId site, ConnectorHeader said, Report report) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(SEEN)
              .bind("site", site)
              .bind("name", said.name())
              .bind("version", said.version())
              .bind("platform", said.platform())
              .bind("at", report.at())
              .execute();
          handle
              .createUpdate(REPORT)
              .bind("site", site)
              .bind("name", said.name())
              .bind("at", report.at())
              .bind("length", report.queueLength())
              .bind("oldest", report.oldestAt())
              .bind("errors", Json.write(report.errors()))
              .execute();
        });
  }

  /** Writes who called; always false: nothing is left to do. */
  public boolean flush() {
    Instant old = clock.instant().minus(NOTED_EVERY);
    written.values().removeIf(at -> !at.isAfter(old));
    for (Sighted sighted : waiting.keySet()) {
      Instant at = waiting.remove(sighted);
      if (at != null) {
        write(sighted, at);
        written.put(sighted, at);
      }
    }
    return false;
  }

  private void write(Sighted sighted, Instant at) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(SEEN)
                .bind("site", sighted.site())
                .bind("name", sighted.said().name())
                .bind("version", sighted.said().version())
                .bind("platform", sighted.said().platform())
                .bind("at", at)
                .execute());
  }

  private static Connector read(ResultSet row, StatementContext context) throws SQLException {
    Instant reported = instant(row, "reported_at");
    return new Connector(
        row.getString("connector"),
        row.getString("version"),
        row.getString("platform"),
        Instant.ofEpochMilli(row.getLong("seen_at")),
        reported == null
            ? null
            : new Report(
                reported,
                row.getInt("queue_length"),
                instant(row, "queue_oldest_at"),
                failures(row.getString("errors_json"))));
  }

  private static List<Failure> failures(String json) {
    try {
      return Json.MAPPER.readValue(json, new TypeReference<List<Failure>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read stored errors of a connector", e);
    }
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
