package io.piste.segment;

import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads segments, inside the caller's transaction. */
final class SegmentRows {
  private static final String SELECT =
      """
      SELECT id, site_id, name, description, rule_json, version, filled, made_at, changed_at
      FROM segment
      """;
  private static final String OF_SITE = SELECT + "WHERE site_id = :site ORDER BY name, id";

  private static final String STANDING =
      "SELECT id, stands_on FROM segment WHERE site_id = :site AND stands_on IS NOT NULL";

  private static final String REFILL =
      "UPDATE segment SET version = version + 1 WHERE id IN (<ids>)";

  private SegmentRows() {}

  /** Those of a site, by name. */
  static List<Segment> of(Handle handle, SiteId site) {
    return list(handle.createQuery(OF_SITE), site);
  }

  /** The same, and nobody changes one, nor fills one, until the transaction ends. */
  static List<Segment> kept(Handle handle, SiteId site) {
    return list(handle.createQuery(OF_SITE + " LOCK IN SHARE MODE"), site);
  }

  /** The same, and nobody reads one by {@link #kept} until the transaction ends. */
  static List<Segment> locked(Handle handle, SiteId site) {
    return list(handle.createQuery(OF_SITE + " FOR UPDATE"), site);
  }

  /** What the names in rules stood for when segments were filled, by their numbers. */
  static Map<Long, String> standing(Handle handle, SiteId site) {
    Map<Long, String> standing = new HashMap<>();
    handle
        .createQuery(STANDING)
        .bind("site", site)
        .map((row, context) -> Map.entry(row.getLong("id"), row.getString("stands_on")))
        .forEach(entry -> standing.put(entry.getKey(), entry.getValue()));
    return standing;
  }

  /** Notes what the names in a segment's rule stand for. */
  static void standOn(Handle handle, Segment segment, String text) {
    handle
        .createUpdate("UPDATE segment SET stands_on = :text WHERE id = :id")
        .bind("text", text)
        .bind("id", segment.id())
        .execute();
  }

  /** Fills segments anew. */
  static void refill(Handle handle, Collection<Long> ids) {
    handle.createUpdate(REFILL).bindList("ids", List.copyOf(ids)).execute();
  }

  private static List<Segment> list(Query query, SiteId site) {
    return query.bind("site", site).map(SegmentRows::read).list();
  }

  private static Segment read(ResultSet row, StatementContext context) throws SQLException {
    String json = row.getString("rule_json");
    return new Segment(
        row.getLong("id"),
        new SiteId(row.getLong("site_id")),
        row.getString("name"),
        row.getString("description"),
        json == null,
        json == null ? null : RuleReader.read(json).rule(),
        row.getInt("version"),
        row.getInt("filled"),
        Instant.ofEpochMilli(row.getLong("made_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")));
  }
}
