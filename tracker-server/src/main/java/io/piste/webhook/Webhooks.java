package io.piste.webhook;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.SiteId;
import io.piste.site.Site;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that sites want to be told at. Secrets are not stored: each follows from the
 * installation's master key and a random salt. Thread-safe.
 */
public final class Webhooks {
  /** So many may a site have. */
  public static final int MOST = 20;

  /** How long the secret before a new one goes on signing. */
  public static final Duration OVERLAP = Duration.ofHours(24);

  private static final String COLUMNS =
      """
      SELECT id, site_id, name, url, events, old_until, failures, failing_since, off_at, off_reason,
             created_at
      FROM webhook
      """;

  private static final String OF_SITE = COLUMNS + "WHERE site_id = :site ORDER BY name";
  private static final String BY_NAME = COLUMNS + "WHERE site_id = :site AND name = :name";

  /** The name may be there already: then it gets the new address and goes on under its secret. */
  private static final String PUT =
      """
      INSERT INTO webhook (site_id, name, url, events, salt, created_at)
      VALUES (:site, :name, :url, :events, :salt, :now)
      ON DUPLICATE KEY UPDATE url = VALUE(url), events = VALUE(events), failures = 0,
        failing_since = NULL, rest_until = 0, off_at = NULL, off_reason = NULL
      """;

  private static final String REMOVE = "DELETE FROM webhook WHERE site_id = :site AND name = :name";

  private static final String RENEW =
      """
      UPDATE webhook SET old_salt = salt, old_until = :until, salt = :salt
      WHERE site_id = :site AND name = :name
      """;

  private static final String SALT =
      "SELECT salt FROM webhook WHERE site_id = :site AND name = :name";

  private static final String TURN =
      """
      UPDATE webhook SET off_at = :off, off_reason = :reason, failures = 0, failing_since = NULL,
        rest_until = 0
      WHERE site_id = :site AND name = :name AND (off_at IS NULL) = (:off IS NOT NULL)
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Function<String, byte[]> hash;
  private final SecureRandom random = new SecureRandom();

  /** Makes secrets out of salts with the installation's key: 32 bytes. */
  public Webhooks(Jdbi jdbi, InstantSource clock, Function<String, byte[]> hash) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.hash = hash;
  }

  /** Those of a site, by name. */
  public List<Webhook> of(SiteId site) {
    return jdbi.withHandle(
        handle -> handle.createQuery(OF_SITE).bind("site", site).map(Webhooks::read).list());
  }

  /** One of a site. */
  public Optional<Webhook> find(SiteId site, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(BY_NAME)
                .bind("site", site)
                .bind("name", name)
                .map(Webhooks::read)
                .findOne());
  }

  /**
   * Keeps one, new or instead of the one of that name, and switches it on; what is wrong with it
   * when it cannot be kept, nothing when it is.
   */
  public List<WebhookMistake> put(Site site, WantedWebhook wanted) {
    List<WebhookMistake> mistakes = wanted.mistakes(site);
    if (!mistakes.isEmpty()) {
      return mistakes;
    }
    List<Webhook> there = of(site.id());
    boolean known = there.stream().anyMatch(hook -> hook.name().equals(wanted.name()));
    if (!known && there.size() >= MOST) {
      return List.of(WebhookMistake.TOO_MANY);
    }
    retried(() -> jdbi.withHandle(handle -> put(handle, site.id(), wanted)));
    return List.of();
  }

  private int put(Handle handle, SiteId site, WantedWebhook wanted) {
    return handle
        .createUpdate(PUT)
        .bind("site", site)
        .bind("name", wanted.name())
        .bind("url", wanted.address().orElseThrow().toString())
        .bind("events", String.join(",", wanted.chosen().stream().map(WebhookEvent::word).toList()))
        .bind("salt", newSalt())
        .bind("now", clock.instant())
        .execute();
  }

  /** Ends one, with all that was or is to be sent to it; false when there is none. */
  public boolean remove(SiteId site, String name) {
    return changed(REMOVE, site, name);
  }

  /** The secret that its receiver checks with; empty when there is no such webhook. */
  public Optional<String> secret(SiteId site, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SALT)
                .bind("site", site)
                .bind("name", name)
                .mapTo(byte[].class)
                .findOne()
                .map(salt -> Signature.text(secret(salt))));
  }

  /** A new secret; the one before signs too for {@link #OVERLAP}. False without such a webhook. */
  public boolean renewSecret(SiteId site, String name) {
    return retried(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createUpdate(RENEW)
                            .bind("site", site)
                            .bind("name", name)
                            .bind("salt", newSalt())
                            .bind("until", clock.instant().plus(OVERLAP))
                            .execute()))
        == 1;
  }

  /** Switches one on or off by hand; what waits for it is sent when it is on again. */
  public boolean turn(SiteId site, String name, boolean on) {
    return retried(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createUpdate(TURN)
                            .bind("site", site)
                            .bind("name", name)
                            .bindByType("off", on ? null : clock.instant(), Instant.class)
                            .bind("reason", on ? null : OffReason.HAND.word())
                            .execute()))
        == 1;
  }

  /** The secret of a salt. */
  byte[] secret(byte[] salt) {
    return hash.apply(HexFormat.of().formatHex(salt));
  }

  private boolean changed(String sql, SiteId site, String name) {
    return retried(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle.createUpdate(sql).bind("site", site).bind("name", name).execute()))
        > 0;
  }

  private byte[] newSalt() {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return salt;
  }

  private static Webhook read(ResultSet row, StatementContext context) throws SQLException {
    String reason = row.getString("off_reason");
    return new Webhook(
        row.getLong("id"),
        new SiteId(row.getLong("site_id")),
        row.getString("name"),
        URI.create(row.getString("url")),
        Arrays.stream(row.getString("events").split(",", -1)).map(WebhookEvent::stored).toList(),
        instant(row, "old_until"),
        row.getInt("failures"),
        instant(row, "failing_since"),
        instant(row, "off_at"),
        reason == null ? null : OffReason.of(reason),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(value);
  }
}
