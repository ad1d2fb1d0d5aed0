package io.piste.bench;

import io.piste.db.Jdbis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Rows of the log that cannot be digested, written straight into it as an older or broken version
 * would have, among good ones.
 */
final class BadRows {
  private static final String ALL_PURPOSES = "7";

  /** Nobody else may number while they are written; the server hands this on now and then. */
  private static final String TAKE_TURN = "SELECT GET_LOCK(CONCAT(DATABASE(), '.log.0'), 60)";

  private static final String END_TURN = "SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.log.0'))";
  private static final String END = "SELECT COALESCE(MAX(seq), 0) FROM event_log WHERE stream = 0";

  private static final String INSERT =
      """
      INSERT INTO event_log (stream, seq, site_id, visitor_id, event_id, purposes, happened_at,
                             received_at, verdict, type, client, body)
      VALUES (0, :seq, :site, :visitor, :event, %s, :now, :now, :verdict, :type, :client, :body)
      """
          .formatted(ALL_PURPOSES);

  /**
   * A way to be bad.
   *
   * @param cause what the dead letter has to say of it
   * @param body with {@code {id}} for the event's id
   */
  private record Kind(String cause, String type, int verdict, String client, String body) {
    static Kind unreadable(String body) {
      return new Kind("unreadable", "page", 0, "{}", body);
    }

    static Kind of(String cause, String type, String more) {
      return new Kind(
          cause,
          type,
          0,
          "{}",
          "{\"t\":\"%s\",\"id\":\"{id}\",\"at\":1,\"u\":\"https://www.shop.example/bad\",%s}"
              .formatted(type, more));
    }
  }

  private static final String GOOD =
      "{\"t\":\"page\",\"id\":\"{id}\",\"at\":1,\"u\":\"https://www.shop.example{path}\"}";

  private static final List<Kind> KINDS =
      List.of(
          Kind.unreadable(""),
          Kind.unreadable("this is no JSON"),
          Kind.unreadable("null"),
          Kind.unreadable("[]"),
          Kind.unreadable(GOOD.substring(0, 20)),
          Kind.unreadable(
              "{\"t\":\"pagee\",\"id\":\"{id}\",\"at\":1,\"u\":\"https://a.example/\"}"),
          Kind.unreadable("{\"t\":\"page\",\"id\":7,\"at\":\"soon\",\"u\":{}}"),
          Kind.unreadable("[".repeat(5_000)),
          Kind.unreadable(
              "{\"t\":\"page\",\"id\":\"{id}\",\"at\":99999999999999999999,\"u\":\"\"}"),
          new Kind("unreadable", "page", 0, "{broken", GOOD),
          new Kind("unreadable", "page", 77, "{}", GOOD),
          Kind.of("unreadable", "cart", "\"cart\":{\"id\":\"a\",\"seq\":1,\"currency\":\"EUR\"}"),
          Kind.of("fault", "cart", "\"cart\":null"),
          Kind.of("fault", "identify", "\"identify\":{\"email\":\"nobody\",\"proof\":\"claimed\"}"),
          Kind.of("fault", "identify", "\"identify\":{}"),
          Kind.of(
              "bad_value",
              "order",
              "\"order\":{\"id\":\"{id}\",\"currency\":\"EUR\",\"total\":1e15,\"lines\":[]}"),
          Kind.of(
              "too_long",
              "order",
              "\"order\":{\"id\":\"{id}\",\"currency\":\"EUROS\",\"total\":1,\"lines\":[]}"),
          Kind.of(
              "too_long",
              "cart",
              "\"cart\":{\"id\":\"%s\",\"seq\":1,\"currency\":\"EUR\",\"lines\":[]}"
                  .formatted("a".repeat(100))));

  private final Jdbi jdbi;
  private final Memory memory;
  private final long site;
  private final Map<Long, String> causes = new HashMap<>();
  private int rounds;

  BadRows(Jdbi jdbi, Memory memory, String publicId) {
    this.jdbi = jdbi;
    this.memory = memory;
    this.site =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT id FROM site WHERE public_id = :id")
                    .bind("id", publicId)
                    .mapTo(Long.class)
                    .one());
  }

  /** What the dead letter of each bad row has to say, by the row's place in the log. */
  Map<Long, String> causes() {
    return causes;
  }

  /** Some bad rows, not always the same, with a good one in front of each and behind. */
  void write(int many) {
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      kinds.add(KINDS.get(rounds++ % KINDS.size()));
    }
    jdbi.useHandle(
        handle -> {
          handle.createQuery(TAKE_TURN).mapTo(Long.class).one();
          handle.useTransaction(inside -> write(inside, kinds));
          handle.createQuery(END_TURN).mapTo(Long.class).one();
        });
  }

  private void write(Handle handle, List<Kind> kinds) {
    long seq = handle.createQuery(END).mapTo(Long.class).one() + 1;
    good(handle, seq++);
    for (Kind kind : kinds) {
      insert(handle, seq, kind, "");
      causes.put(seq, kind.cause());
      good(handle, seq + 1);
      seq += 2;
    }
  }

  private void good(Handle handle, long seq) {
    String path = "/drill/%d/%d/%s".formatted(9_000_000 + seq, 0, UUID.randomUUID());
    memory.sent.add(path);
    memory.acknowledged.add(path);
    insert(handle, seq, new Kind("", "page", 0, "{}", GOOD), path);
  }

  private void insert(Handle handle, long seq, Kind kind, String path) {
    UUID event = UUID.randomUUID();
    handle
        .createUpdate(INSERT)
        .bind("seq", seq)
        .bind("site", site)
        .bind("visitor", Jdbis.bytesOf(UUID.randomUUID()))
        .bind("event", Jdbis.bytesOf(event))
        .bind("now", System.currentTimeMillis())
        .bind("verdict", kind.verdict())
        .bind("type", kind.type())
        .bind("client", kind.client())
        .bind("body", kind.body().replace("{id}", event.toString()).replace("{path}", path))
        .execute();
  }
}
