package io.piste.contact;

import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import java.time.Instant;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Addresses that a site must not write to. Only a keyed hash is kept, so that a later import does
 * not revive them although they themselves are gone (rule E14). Thread-safe.
 */
public final class Suppressions {
  private static final String CONTAINS =
      "SELECT COUNT(*) FROM suppression WHERE site_id = :site AND email_hash = :hash";

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
