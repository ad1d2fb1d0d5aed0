package io.piste.contact;

import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.db.JsonRows;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Addresses that a site must not write to. Only a keyed hash is kept, so that a later import does
 * not revive them although they themselves are gone (rule E14). Thread-safe.
 */
public final class Suppressions {
  private static final String CONTAINS =
      "SELECT COUNT(*) FROM suppression WHERE site_id = :site AND email_hash = :hash";

  private static final String AMONG =
      """
      SELECT STRAIGHT_JOIN v.at
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        at INT PATH '$[0]', hash CHAR(64) CHARACTER SET ascii PATH '$[1]')) v
      JOIN suppression s ON s.site_id = :site AND s.email_hash = UNHEX(v.hash)
      """;

  /** The first reason stays: it says since when. */
  private static final String ADD =
      """
      INSERT INTO suppression (site_id, email_hash, reason, suppressed_at)
      VALUES (:site, :hash, :reason, :at)
      ON DUPLICATE KEY UPDATE site_id = site_id
      """;

  private final Jdbi jdbi;
  private final Function<String, byte[]> hash;

  /** Hashes addresses with the installation's key: 32 bytes. */
  public Suppressions(Jdbi jdbi, Function<String, byte[]> hash) {
    this.jdbi = jdbi;
    this.hash = hash;
  }

  /** Whether the site must not write to the address. */
  public boolean contains(SiteId site, EmailAddress email) {
    return jdbi.withHandle(handle -> contains(handle, site, email));
  }

  /** The same, inside the caller's transaction. */
  public boolean contains(Handle handle, SiteId site, EmailAddress email) {
    return handle
            .createQuery(CONTAINS)
            .bind("site", site)
            .bind("hash", hash.apply(email.value()))
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /** Those of the addresses that the site must not write to. */
  public Set<EmailAddress> among(Handle handle, SiteId site, List<EmailAddress> emails) {
    if (emails.isEmpty()) {
      return Set.of();
    }
    JsonRows rows = new JsonRows();
    for (int at = 0; at < emails.size(); at++) {
      rows.row(at, hash.apply(emails.get(at).value()));
    }
    return handle
        .createQuery(AMONG)
        .bind("site", site)
        .bind("rows", rows.toString())
        .mapTo(Integer.class)
        .stream()
        .map(emails::get)
        .collect(Collectors.toSet());
  }

  /** From now on the site does not write to the address. */
  public void add(Handle handle, SiteId site, EmailAddress email, String reason, Instant at) {
    handle
        .createUpdate(ADD)
        .bind("site", site)
        .bind("hash", hash.apply(email.value()))
        .bind("reason", reason)
        .bind("at", at)
        .execute();
  }
}
