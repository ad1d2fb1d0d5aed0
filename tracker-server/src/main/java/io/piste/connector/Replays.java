package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Remembers calls by their {@code Idempotency-Key} for 24 hours, so that one that is repeated
 * because its answer got lost is answered as it was. A key belongs to a site. Thread-safe.
 */
final class Replays {
  static final Duration KEPT = Duration.ofHours(24);

  /** Who got no answer for so long gets none any more: the process ended. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(60);

  private static final String BEGIN =
      """
      INSERT IGNORE INTO api_replay (site_id, replay_key, request_hash, begun_at)
      VALUES (:site, :key, UNHEX(:hash), :now)
      """;
  private static final String TAKE_OVER =
      """
      UPDATE api_replay SET request_hash = UNHEX(:hash), begun_at = :now, status = NULL, answer = NULL
      WHERE site_id = :site AND replay_key = :key
        AND (begun_at <= :old OR (status IS NULL AND begun_at <= :givenUp
               AND request_hash = UNHEX(:hash)))
      """;
  private static final String FIND =
      """
      SELECT LOWER(HEX(request_hash)) AS hash, status, answer FROM api_replay
      WHERE site_id = :site AND replay_key = :key
      """;
  private static final String END =
      """
      UPDATE api_replay SET status = :status, answer = :answer
      WHERE site_id = :site AND replay_key = :key
      """;
  private static final String FORGET =
      "DELETE FROM api_replay WHERE site_id = :site AND replay_key = :key";
  private static final String SWEEP = "DELETE FROM api_replay WHERE begun_at <= :old LIMIT 5000";

  /** A call under its key. */
  record Ticket(SiteId site, String key, String hash) {
    static Ticket of(SiteId site, String key, String call, String path, byte[] body) {
      return new Ticket(site, key, hash(call + "\n" + path + "\n", body));
    }

    private static String hash(String head, byte[] body) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(head.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(body));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  private record Row(String hash, @Nullable Integer status, @Nullable String answer) {}

  private final Jdbi jdbi;
  private final InstantSource clock;

  Replays(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Begins a call, or finds what it was answered before.
   *
   * @throws Problem IDEMPOTENCY_KEY_REUSED when the key came with another request, BUSY while the
   *     same one is being answered
   */
  Optional<ApiAnswer> begin(Ticket ticket) {
    if (insert(ticket) || takeOver(ticket)) {
      return Optional.empty();
    }
    Row row = find(ticket).orElseThrow(Replays::running);
    if (!row.hash().equals(ticket.hash())) {
      throw new Problem(
          ProblemCode.IDEMPOTENCY_KEY_REUSED,
          "Another request came with this Idempotency-Key within 24 hours: use a new one.");
    }
    Integer status = row.status();
    if (status == null) {
      throw running();
    }
    return Optional.of(new ApiAnswer(status, row.answer()));
  }

  /** Keeps an answer. */
  void end(Ticket ticket, ApiAnswer answer) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(END)
                .bind("site", ticket.site())
                .bind("key", ticket.key())
                .bind("status", answer.status())
                .bind("answer", answer.json())
                .execute());
  }

  /** The call was refused, and had no effect: a repeated one is looked at anew. */
  void forget(Ticket ticket) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(FORGET)
                .bind("site", ticket.site())
                .bind("key", ticket.key())
                .execute());
  }

  /** Deletes some that are too old; true when there may be more. */
  boolean sweep() {
    return jdbi.withHandle(
            handle -> handle.createUpdate(SWEEP).bind("old", clock.instant().minus(KEPT)).execute())
        == 5_000;
  }

  private boolean insert(Ticket ticket) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(BEGIN)
                    .bind("site", ticket.site())
                    .bind("key", ticket.key())
                    .bind("hash", ticket.hash())
                    .bind("now", clock.instant())
                    .execute())
        == 1;
  }

  private boolean takeOver(Ticket ticket) {
    Instant now = clock.instant();
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(TAKE_OVER)
                    .bind("site", ticket.site())
                    .bind("key", ticket.key())
                    .bind("hash", ticket.hash())
                    .bind("now", now)
                    .bind("old", now.minus(KEPT))
                    .bind("givenUp", now.minus(GIVEN_UP))
                    .execute())
        == 1;
  }

  private Optional<Row> find(Ticket ticket) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(FIND)
                .bind("site", ticket.site())
                .bind("key", ticket.key())
                .map(
                    (row, context) -> {
                      int said = row.getInt("status");
                      Integer status = row.wasNull() ? null : said;
                      return new Row(row.getString("hash"), status, row.getString("answer"));
                    })
                .findOne());
  }

  private static Problem running() {
    return new Problem(
        ProblemCode.BUSY, "The same request is being answered. Wait, then repeat this one.");
  }
}
