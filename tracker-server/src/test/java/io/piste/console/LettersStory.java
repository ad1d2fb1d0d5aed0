package io.piste.console;

import io.piste.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Events of a shop that are set aside, for all kinds of reasons, the same each time. */
public final class LettersStory {
  /** How many came from a queue that was stuck. */
  public static final int TOO_OLD = 23;

  private static final String LOG =
      """
      INSERT INTO event_log (stream, seq, site_id, visitor_id, event_id, purposes, happened_at,
                             received_at, verdict, type, client, body)
      VALUES (0, :seq, :site, :visitor, :event, 15, :happened, :received, 0, :type, NULL, :body)
      """;

  private static final String DEAD =
      """
      INSERT INTO event_dead (stream, seq, site_id, visitor_id, event_id, type, received_at, cause,
                              reason, died_at)
      SELECT stream, seq, site_id, visitor_id, event_id, type, received_at, :cause, :reason,
             received_at + 200
      FROM event_log WHERE stream = 0 AND seq = :seq
      """;

  private record Letter(String type, String cause, String reason, String body) {}

  private LettersStory() {}

  /** Writes it all. */
  public static void fill(Jdbi jdbi, Site site, Instant now) {
    jdbi.useTransaction(handle -> fill(handle, site, now));
  }

  private static void fill(Handle handle, Site site, Instant now) {
    for (int i = 1; i <= TOO_OLD; i++) {
      Letter order =
          new Letter(
              "order",
              "too_old",
              "happened 241 hours before it arrived",
              """
              {"t":"order","id":"%s","at":1794560400000,"u":"https://www.maison-du-the.example/merci",\
              "order":{"id":"C-%d","currency":"EUR","total":38.50,"lines":[{"sku":"sencha-100",\
              "name":"Sencha Ashikubo","quantity":1,"price":38.50}]}}"""
                  .formatted(id(i), 4_100 + i));
      add(handle, site, i, now.minus(Duration.ofMinutes(900 - i)), order);
    }
    add(handle, site, 31, now.minus(Duration.ofHours(5)), page("in_future", "/agenda"));
    add(handle, site, 32, now.minus(Duration.ofHours(3)), tooLong());
    add(handle, site, 33, now.minus(Duration.ofMinutes(50)), page("fault", "/teas/green"));
    add(handle, site, 34, now.minus(Duration.ofMinutes(20)), page("fault", "/poison"));
  }

  private static Letter page(String cause, String path) {
    String reason =
        cause.equals("fault")
            ? "IllegalStateException at SessionDraft.java:88: a session that ends before it begins"
            : "happened 7200 seconds after it arrived";
    return new Letter(
        "page",
        cause,
        reason,
        """
        {"t":"page","id":"%s","at":1795440000000,"u":"https://www.maison-du-the.example%s",\
        "ti":"<b>Le thé du jour</b>"}"""
            .formatted(id(path.hashCode()), path));
  }

  private static Letter tooLong() {
    return new Letter(
        "product",
        "too_long",
        "BatchUpdateException at VisitRows.java:100: Data too long for column 'sku' at row 1",
        """
        {"t":"product","id":"%s","at":1795440000000,"u":"https://www.maison-du-the.example/p/1",\
        "product":{"sku":"%s","name":"Coffret"}}"""
            .formatted(id(32), "coffret-".repeat(15)));
  }

  private static void add(Handle handle, Site site, long seq, Instant at, Letter letter) {
    handle
        .createUpdate(LOG)
        .bind("seq", seq)
        .bind("site", site.id())
        .bind("visitor", id(seq % 5))
        .bind("event", id(1_000 + seq))
        .bind("happened", at.minus(Duration.ofHours(letter.cause().equals("too_old") ? 241 : 0)))
        .bind("received", at)
        .bind("type", letter.type())
        .bind("body", letter.body())
        .execute();
    handle
        .createUpdate(DEAD)
        .bind("seq", seq)
        .bind("cause", letter.cause())
        .bind("reason", letter.reason())
        .execute();
  }

  private static UUID id(long number) {
    return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
  }
}
