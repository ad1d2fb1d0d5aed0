package io.piste.console;

import io.piste.base.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who is signed in. A session ends 24 hours after its last use and 14 days after it began. Only a
 * hash of its token is stored. Thread-safe.
 */
final class Sessions {
  /** How long a session lives at most. */
  static final Duration LONGEST = Duration.ofDays(14);

  private static final Duration IDLE = Duration.ofHours(24);

  /** A session is prolonged when less than this much of the idle time is left: not on each use. */
  private static final Duration PROLONG_BELOW = Duration.ofHours(23);

  private static final String FIND =
      """
      SELECT s.created_at, s.expires_at, u.id, u.email, u.language
      FROM console_session s JOIN console_user u ON u.id = s.user_id
      WHERE s.token_hash = :token AND s.expires_at > :now
      """;
  private static final String ADD =
      """
      INSERT INTO console_session (token_hash, user_id, created_at, expires_at)
      VALUES (:token, :user, :now, :expires)
      """;
  private static final String PROLONG =
      "UPDATE console_session SET expires_at = :expires WHERE token_hash = :token";
  private static final String END = "DELETE FROM console_session WHERE token_hash = :token";
  private static final String END_ALL = "DELETE FROM console_session WHERE user_id = :user";
  private static final String SWEEP = "DELETE FROM console_session WHERE expires_at <= :now";

  /** Who was signed in a moment ago may see, while the database is away, how things stand. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private static final int MOST_REMEMBERED = 1_000;

  private record Seen(User user, Instant at) {}

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  Sessions(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Begins one, and removes those of anybody that are over. */
  String begin(User user) {
    String token = RandomToken.make();
    Instant now = clock.instant();
    jdbi.useTransaction(
        handle -> {
          handle.createUpdate(SWEEP).bind("now", now.toEpochMilli()).execute();
          handle
              .createUpdate(ADD)
              .bind("token", RandomToken.hash(token))
              .bind("user", user.id())
              .bind("now", now.toEpochMilli())
              .bind("expires", now.plus(IDLE).toEpochMilli())
              .execute();
        });
    return token;
  }

  /** Whose session it is, empty when it is over. */
  Optional<User> find(String token) {
    Optional<User> user = read(token);
    String hash = HexFormat.of().formatHex(RandomToken.hash(token));
    if (user.isEmpty()) {
      seen.remove(hash);
    } else if (seen.size() < MOST_REMEMBERED || seen.containsKey(hash)) {
      seen.put(hash, new Seen(user.get(), clock.instant()));
    }
    return user;
  }

  /** Whose session it was within the last hour; for when the database cannot be asked. */
  Optional<User> remembered(String token) {
    Instant since = clock.instant().minus(REMEMBERED);
    seen.values().removeIf(session -> session.at().isBefore(since));
    return Optional.ofNullable(seen.get(HexFormat.of().formatHex(RandomToken.hash(token))))
        .map(Seen::user);
  }

  private Optional<User> read(String token) {
    return jdbi.withHandle(
        handle -> {
          Optional<Found> found =
              handle
                  .createQuery(FIND)
                  .bind("token", RandomToken.hash(token))
                  .bind("now", clock.millis())
                  .map((row, context) -> found(row))
                  .findFirst();
          found.ifPresent(session -> prolong(handle, token, session));
          return found.map(Found::user);
        });
  }

  /** Signs out. */
  void end(String token) {
    seen.remove(HexFormat.of().formatHex(RandomToken.hash(token)));
    jdbi.useHandle(
        handle -> handle.createUpdate(END).bind("token", RandomToken.hash(token)).execute());
  }

  /** Signs a user out everywhere: after a new password nobody stays in with the old one. */
  static void endAll(Handle handle, long user) {
    handle.createUpdate(END_ALL).bind("user", user).execute();
  }

  private void prolong(Handle handle, String token, Found session) {
    Instant now = clock.instant();
    Instant end = session.createdAt().plus(LONGEST);
    Instant wanted = now.plus(IDLE).isBefore(end) ? now.plus(IDLE) : end;
    Instant expires = session.expiresAt();
    if (expires.isBefore(now.plus(PROLONG_BELOW)) && wanted.isAfter(expires)) {
      handle
          .createUpdate(PROLONG)
          .bind("token", RandomToken.hash(token))
          .bind("expires", wanted.toEpochMilli())
          .execute();
    }
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        new User(
            row.getLong("id"), new EmailAddress(row.getString("email")), row.getString("language")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("expires_at")));
  }

  private record Found(User user, Instant createdAt, Instant expiresAt) {}
}
