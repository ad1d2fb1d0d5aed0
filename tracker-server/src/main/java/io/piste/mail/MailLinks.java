package io.piste.mail;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.mail.MailLink.Kind;
import io.piste.outbox.OutboxMessage;
import io.piste.token.OpaqueToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** The links in mails, found by the hash of their token. Thread-safe. */
public final class MailLinks {
  private static final Duration RESTORE_FOR = Duration.ofDays(7);
  private static final Duration UNSUBSCRIBE_FOR = Duration.ofDays(5 * 365);

  /** A mail that is tried again gets new links: those of the failed attempt reached nobody. */
  private static final String FORGET = "DELETE FROM mail_link WHERE message_id = :message";

  private static final String ADD =
      """
      INSERT INTO mail_link
        (token_hash, kind, site_id, contact_id, message_id, cart_id, created_at, expires_at)
      VALUES (:hash, :kind, :site, :contact, :message, :cart, :now, :expires)
      """;

  private static final String FIND =
      """
      SELECT site_id, contact_id, message_id, cart_id, created_at, expires_at FROM mail_link
      WHERE token_hash = :hash AND kind = :kind
      """;

  private static final String FOLLOWED =
      """
      UPDATE mail_link SET followed_at = :now WHERE token_hash = :hash AND followed_at IS NULL
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Asks the database nothing yet. */
  public MailLinks(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** The two links of a mail. */
  record Tokens(OpaqueToken restore, OpaqueToken unsubscribe) {}

  Tokens issue(OutboxMessage message, long cart) {
    Tokens tokens = new Tokens(OpaqueToken.random(), OpaqueToken.random());
    retried(
        () ->
            jdbi.inTransaction(
                // Otherwise deleting locks the gaps that other workers insert into.
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  handle.createUpdate(FORGET).bind("message", message.id()).execute();
                  add(handle, message, tokens.restore(), Target.restore(cart));
                  add(handle, message, tokens.unsubscribe(), Target.unsubscribe());
                  return true;
                }));
    return tokens;
  }

  private record Target(Kind kind, @Nullable Long cart, Duration lasts) {
    static Target restore(long cart) {
      return new Target(Kind.RESTORE, cart, RESTORE_FOR);
    }

    static Target unsubscribe() {
      return new Target(Kind.UNSUBSCRIBE, null, UNSUBSCRIBE_FOR);
    }
  }

  private void add(Handle handle, OutboxMessage message, OpaqueToken token, Target target) {
    Instant now = clock.instant();
    handle
        .createUpdate(ADD)
        .bind("hash", token.hash())
        .bind("kind", word(target.kind()))
        .bind("site", message.site())
        .bind("contact", message.contact())
        .bind("message", message.id())
        .bind("cart", target.cart())
        .bind("now", now)
        .bind("expires", now.plus(target.lasts()))
        .execute();
  }

  /** The link of a token, whether or not it has expired; empty when there is none of the kind. */
  public Optional<MailLink> find(Kind kind, String token) {
    return OpaqueToken.parse(token).flatMap(parsed -> find(kind, parsed));
  }

  private Optional<MailLink> find(Kind kind, OpaqueToken token) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(FIND)
                .bind("hash", token.hash())
                .bind("kind", word(kind))
                .map(
                    (row, context) ->
                        new MailLink(
                            kind,
                            new SiteId(row.getLong("site_id")),
                            new ContactId(row.getLong("contact_id")),
                            row.getLong("message_id"),
                            row.getObject("cart_id", Long.class),
                            Instant.ofEpochMilli(row.getLong("created_at")),
                            Instant.ofEpochMilli(row.getLong("expires_at"))))
                .findOne());
  }

  /** Notes that somebody, or a program that tests links, followed it for the first time. */
  void followed(Handle handle, String token, Instant now) {
    OpaqueToken.parse(token)
        .ifPresent(
            parsed ->
                handle
                    .createUpdate(FOLLOWED)
                    .bind("hash", parsed.hash())
                    .bind("now", now)
                    .execute());
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
