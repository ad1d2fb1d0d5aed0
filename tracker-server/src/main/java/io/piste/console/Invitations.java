package io.piste.console;

import io.piste.base.EmailAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * One-time links that are printed in the terminal: for the first administrator, or for a user who
 * forgot the password. They work once, for 30 minutes. Thread-safe.
 */
final class Invitations {
  private static final Duration LIFE = Duration.ofMinutes(30);

  private static final String ADD =
      """
      INSERT INTO console_invitation (token_hash, user_id, expires_at)
      VALUES (:token, :user, :expires)
      """;
  private static final String FORGET =
      "DELETE FROM console_invitation WHERE user_id <=> :user OR expires_at < :now";
  private static final String OPEN =
      """
      SELECT i.user_id, u.email, u.language FROM console_invitation i
      LEFT JOIN console_user u ON u.id = i.user_id
      WHERE i.token_hash = :token AND i.used_at IS NULL AND i.expires_at > :now
      """;
  private static final String USE =
      """
      UPDATE console_invitation SET used_at = :now
      WHERE token_hash = :token AND used_at IS NULL AND expires_at > :now
      """;

  /** A link that can still be used: {@code user} is null for the first administrator. */
  record Invitation(@Nullable User user) {}

  private final Jdbi jdbi;
  private final InstantSource clock;

  Invitations(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** The token of a new link; earlier links for the same purpose end. */
  String make(@Nullable Long user) {
    String token = RandomToken.make();
    jdbi.useTransaction(
        handle -> {
          handle.createUpdate(FORGET).bind("user", user).bind("now", clock.millis()).execute();
          handle
              .createUpdate(ADD)
              .bind("token", RandomToken.hash(token))
              .bind("user", user)
              .bind("expires", clock.instant().plus(LIFE).toEpochMilli())
              .execute();
        });
    return token;
  }

  /** What the link is for; looking uses nothing up. */
  Optional<Invitation> open(String token) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OPEN)
                .bind("token", RandomToken.hash(token))
                .bind("now", clock.millis())
                .map(
                    (row, context) -> {
                      String email = row.getString("email");
                      return new Invitation(
                          email == null
                              ? null
                              : new User(
                                  row.getLong("user_id"),
                                  new EmailAddress(email),
                                  row.getString("language")));
                    })
                .findFirst());
  }

  /** Uses it up; false when somebody else was first or it is too late. */
  boolean use(Handle handle, String token) {
    return handle
            .createUpdate(USE)
            .bind("token", RandomToken.hash(token))
            .bind("now", clock.millis())
            .execute()
        == 1;
  }
}
