package io.piste.console;

import io.piste.base.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The people who may read the console. Thread-safe. */
final class Users {
  private static final String ANY = "SELECT EXISTS (SELECT 1 FROM console_user)";
  private static final String BY_EMAIL = "SELECT * FROM console_user WHERE email = :email";
  private static final String BY_ID = "SELECT * FROM console_user WHERE id = :id";
  private static final String ADD =
      """
      INSERT INTO console_user (email, password_hash, language, created_at)
      VALUES (:email, :hash, :language, :now)
      """;
  private static final String SET_HASH =
      "UPDATE console_user SET password_hash = :hash WHERE id = :id";
  private static final String SET_LANGUAGE =
      "UPDATE console_user SET language = :language WHERE id = :id";

  /** A user with what a password is checked against. */
  record WithHash(User user, String passwordHash) {}

  private final Jdbi jdbi;
  private final InstantSource clock;

  Users(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Whether there is anybody. */
  boolean any() {
    return jdbi.withHandle(Users::any);
  }

  static boolean any(Handle handle) {
    return handle.createQuery(ANY).mapTo(Boolean.class).one();
  }

  Optional<WithHash> byEmail(EmailAddress email) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(BY_EMAIL)
                .bind("email", email.value())
                .map((row, context) -> new WithHash(user(row), row.getString("password_hash")))
                .findFirst());
  }

  Optional<User> byId(long id) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(BY_ID).bind("id", id).map((row, context) -> user(row)).findFirst());
  }

  /** Adds one and tells the number. */
  User add(Handle handle, EmailAddress email, String passwordHash, String language) {
    long id =
        handle
            .createUpdate(ADD)
            .bind("email", email.value())
            .bind("hash", passwordHash)
            .bind("language", language)
            .bind("now", clock.millis())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    return new User(id, email, language);
  }

  static void setPassword(Handle handle, long user, String passwordHash) {
    handle.createUpdate(SET_HASH).bind("id", user).bind("hash", passwordHash).execute();
  }

  void setLanguage(long user, String language) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(SET_LANGUAGE)
                .bind("id", user)
                .bind("language", language)
                .execute());
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        row.getLong("id"), new EmailAddress(row.getString("email")), row.getString("language"));
  }
}
