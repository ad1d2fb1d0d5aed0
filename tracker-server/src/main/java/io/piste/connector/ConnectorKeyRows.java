package io.piste.connector;

import io.piste.base.SiteId;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table of connector keys. */
final class ConnectorKeyRows {
  private static final String OF_SITE =
      "SELECT * FROM connector_key WHERE site_id = :site ORDER BY id DESC";
  private static final String GOOD =
      """
      SELECT * FROM connector_key
      WHERE revoked_at IS NULL AND (ends_at IS NULL OR ends_at > :now)
      """;
  private static final String COUNT_GOOD =
      """
      SELECT COUNT(*) FROM connector_key
      WHERE site_id = :site AND key_version = :version
        AND revoked_at IS NULL AND (ends_at IS NULL OR ends_at > :now)
      """;
  private static final String INSERT =
      """
      INSERT INTO connector_key (site_id, name, scopes, key_version, made_at, ends_at)
      VALUES (:site, :name, :scopes, :version, :now, :ends)
      """;
  private static final String END_BY =
      """
      UPDATE connector_key SET ends_at = LEAST(COALESCE(ends_at, :end), :end)
      WHERE id = :id AND site_id = :site AND revoked_at IS NULL
        AND (ends_at IS NULL OR ends_at > :now)
      """;
  private static final String BY_ID = "SELECT * FROM connector_key WHERE id = :id";
  private static final String REVOKE =
      """
      UPDATE connector_key SET revoked_at = :now
      WHERE id = :id AND site_id = :site AND revoked_at IS NULL
      """;
  private static final String REMOVE = "DELETE FROM connector_key WHERE id = :id";
  private static final String USED =
      "UPDATE connector_key SET used_at = GREATEST(COALESCE(used_at, 0), :at) WHERE id = :id";

  private ConnectorKeyRows() {}

  static List<ConnectorKey> ofSite(Handle handle, SiteId site) {
    return handle.createQuery(OF_SITE).bind("site", site).map(ConnectorKeyRows::read).list();
  }

  static List<ConnectorKey> good(Handle handle, Instant now) {
    return handle.createQuery(GOOD).bind("now", now).map(ConnectorKeyRows::read).list();
  }

  static int countGood(Handle handle, Site site, Instant now) {
    return handle
        .createQuery(COUNT_GOOD)
        .bind("site", site.id())
        .bind("version", site.keyVersion())
        .bind("now", now)
        .mapTo(int.class)
        .one();
  }

  /** The same with its number. */
  static ConnectorKey insert(Handle handle, ConnectorKey key) {
    long number =
        handle
            .createUpdate(INSERT)
            .bind("site", key.site())
            .bind("name", key.name())
            .bind("scopes", words(key.scopes()))
            .bind("version", key.keyVersion())
            .bind("now", key.madeAt())
            .bindByType("ends", key.endsAt(), Instant.class)
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    return byId(handle, number);
  }

  /** Ends a good key of the site; empty when there is none of this number. */
  static Optional<ConnectorKey> endBy(
      Handle handle, SiteId site, long number, Instant now, Instant end) {
    int rows =
        handle
            .createUpdate(END_BY)
            .bind("id", number)
            .bind("site", site)
            .bind("now", now)
            .bind("end", end)
            .execute();
    return rows == 0 ? Optional.empty() : Optional.of(byId(handle, number));
  }

  static boolean revoke(Handle handle, SiteId site, long number, Instant now) {
    return handle
            .createUpdate(REVOKE)
            .bind("id", number)
            .bind("site", site)
            .bind("now", now)
            .execute()
        == 1;
  }

  static void remove(Handle handle, long number) {
    handle.createUpdate(REMOVE).bind("id", number).execute();
  }

  static void used(Handle handle, long number, Instant at) {
    handle.createUpdate(USED).bind("id", number).bind("at", at).execute();
  }

  /** In the order of the scopes, by spaces. */
  static String words(Set<Scope> scopes) {
    return Arrays.stream(Scope.values())
        .filter(scopes::contains)
        .map(Scope::word)
        .collect(Collectors.joining(" "));
  }

  private static ConnectorKey byId(Handle handle, long number) {
    return handle.createQuery(BY_ID).bind("id", number).map(ConnectorKeyRows::read).one();
  }

  private static ConnectorKey read(ResultSet row, StatementContext context) throws SQLException {
    return new ConnectorKey(
        row.getLong("id"),
        new SiteId(row.getLong("site_id")),
        row.getString("name"),
        scopes(row.getString("scopes")),
        row.getInt("key_version"),
        Instant.ofEpochMilli(row.getLong("made_at")),
        instant(row, "used_at"),
        instant(row, "ends_at"),
        instant(row, "revoked_at"));
  }

  /** A scope of a later version, which this one does not know, opens nothing. */
  private static Set<Scope> scopes(String words) {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : words.split(" ", -1)) {
      Scope.of(word).ifPresent(scopes::add);
    }
    return scopes;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
