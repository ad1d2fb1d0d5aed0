package io.piste.goal;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.db.JsonRows;
import io.piste.visit.Dimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What is asked about a session in which a step was taken.
 *
 * @param values what it is counted by, as the roll-ups of traffic have it
 */
record Visit(long id, VisitorId visitor, Instant startedAt, Map<Dimension, String> values) {
  private static final int AT_ONCE = 2_000;

  private static final String OF_IDS =
      """
      SELECT STRAIGHT_JOIN s.id, s.visitor_id, s.started_at, s.channel, s.source, s.medium,
        s.campaign, s.device, s.country, s.entry_path
      FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      JOIN visit_session s ON s.id = v.id
      WHERE s.site_id = :site AND (s.pages > 0 OR s.actions > 0)
      """;

  /** Those sessions that are visits, by number. */
  static Map<Long, Visit> of(Handle handle, SiteId site, Collection<Long> ids) {
    Map<Long, Visit> visits = new HashMap<>();
    List<Long> all = ids.stream().sorted().toList();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      JsonRows rows = new JsonRows();
      all.subList(from, Math.min(all.size(), from + AT_ONCE)).forEach(rows::row);
      handle
          .createQuery(OF_IDS)
          .bind("ids", rows.toString())
          .bind("site", site)
          .map((row, context) -> read(row))
          .forEach(visit -> visits.put(visit.id(), visit));
    }
    return visits;
  }

  private static Visit read(ResultSet row) throws SQLException {
    Map<Dimension, String> values = new LinkedHashMap<>();
    values.put(Dimension.SITE, "");
    values.put(Dimension.CHANNEL, row.getString("channel"));
    values.put(Dimension.SOURCE, row.getString("source"));
    String campaign = row.getString("campaign");
    if (!campaign.isEmpty()) {
      values.put(
          Dimension.CAMPAIGN,
          campaign + "\t" + row.getString("source") + "\t" + row.getString("medium"));
    }
    String entry = row.getString("entry_path");
    if (!entry.isEmpty()) {
      values.put(Dimension.ENTRY, entry);
    }
    values.put(Dimension.DEVICE, row.getString("device"));
    values.put(Dimension.COUNTRY, row.getString("country"));
    return new Visit(
        row.getLong("id"),
        new VisitorId(Jdbis.uuidOf(row.getBytes("visitor_id"))),
        Instant.ofEpochMilli(row.getLong("started_at")),
        values);
  }
}
