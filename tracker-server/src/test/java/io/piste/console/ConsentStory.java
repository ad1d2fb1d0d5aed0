package io.piste.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.ConsentId;
import io.piste.base.VisitorId;
import io.piste.consent.ConsentSetup;
import io.piste.consent.ConsentSetups;
import io.piste.consent.ConsentTexts;
import io.piste.consent.Published;
import io.piste.site.Site;
import io.piste.support.Setups;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Some choices of the last days: somebody who accepts and withdraws, whom we know, and others.
 *
 * @param first choice of the person we know; {@code last} is the withdrawal
 * @param strangers the choice of another browser
 */
public record ConsentStory(
    ConsentId first, ConsentId last, ConsentId strangers, String hash, long contact) {

  /** Four answers, a withdrawal and 40 questions. */
  public static ConsentStory fill(TestConsole console, Site site) {
    Jdbi jdbi = console.database().jdbi();
    Instant now = console.clock().instant();
    String hash = text(jdbi, console.setups().of(site.id()), site, now);
    Writer writer = new Writer(jdbi, site, hash);
    VisitorId known = VisitorId.random();
    String all = "visits,profile,carts";
    ConsentId first = writer.write(known, null, all, "", now.minus(Duration.ofDays(3)));
    ConsentId last = writer.write(null, first, "", all, now.minus(Duration.ofDays(1)));
    ConsentId other =
        writer.write(VisitorId.random(), null, all, "", now.minus(Duration.ofDays(2)));
    writer.write(
        VisitorId.random(), null, "visits", "profile,carts", now.minus(Duration.ofDays(2)));
    writer.write(null, null, "", all, now.minus(Duration.ofHours(3)));
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO consent_asked (site_id, quarter_at, version, held, times)"
                      + " VALUES (:site, :at, 1, FALSE, 40), (:site, :at, 1, TRUE, 70)")
              .bind("site", site.id())
              .bind("at", now.minus(Duration.ofDays(2)).toEpochMilli() / 900_000 * 900_000)
              .execute();
          handle.execute(
              "INSERT IGNORE INTO contact (id, email, origin, created_at,"
                  + " last_interaction_at) VALUES (9100, 'ines@example.com', 'identify', 0, 0)");
          handle
              .createUpdate(
                  "INSERT INTO identity_link (site_id, visitor_id, contact_id, proof, source,"
                      + " linked_at) VALUES (:site, :visitor, 9100, 'verified', 'token', 0)")
              .bind("site", site.id())
              .bind("visitor", known)
              .execute();
        });
    return new ConsentStory(first, last, other, hash, 9100);
  }

  /** Answers of a month, for charts. */
  public static void fillMonth(TestConsole console, Site site) {
    Jdbi jdbi = console.database().jdbi();
    Instant now = console.clock().instant();
    String hash = text(jdbi, console.setups().of(site.id()), site, now);
    Writer writer = new Writer(jdbi, site, hash);
    String all = "visits,profile,carts";
    for (int day = 0; day < 58; day++) {
      Instant at = now.minus(Duration.ofDays(day));
      int answers = 9 + day * 7 % 11;
      for (int i = 0; i < answers; i++) {
        boolean none = i % 3 == 0;
        boolean some = i % 5 == 1;
        writer.write(
            none ? null : VisitorId.random(),
            null,
            none ? "" : some ? "visits" : all,
            none ? all : some ? "profile,carts" : "",
            at.minusSeconds(i * 600L));
      }
      int asked = answers * 3 + day % 4;
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(
                      "INSERT IGNORE INTO consent_asked (site_id, quarter_at, version, held, times)"
                          + " VALUES (:site, :at, 1, FALSE, :times)")
                  .bind("site", site.id())
                  .bind("at", at.toEpochMilli() / 900_000 * 900_000)
                  .bind("times", asked)
                  .execute());
    }
  }

  /** A publication, and a draft with recipients and another language after it. */
  public static void publish(TestConsole console, Site site) {
    ConsentSetups setups = console.setups();
    ConsentSetup days = Setups.with(setups.usual(), json -> json.put("days", 150));
    setups.publish(
        site.id(),
        new ConsentSetups.Draft(days, Instant.EPOCH, TestConsole.EMAIL),
        true,
        TestConsole.EMAIL);
    ConsentSetup draft =
        Setups.with(
            days,
            json -> {
              json.putArray("recipients").add("Colis du Nord").add("Banque du Thé");
              ((ObjectNode) json.get("look")).put("layout", "card");
              ObjectNode arabic = ((ObjectNode) json.get("languages")).putObject("ar");
              arabic.putObject("texts").put("title", "زيارتك");
              arabic.putObject("purposes");
            });
    setups.save(site.id(), draft, TestConsole.EMAIL);
  }

  private static String text(Jdbi jdbi, Published published, Site site, Instant now) {
    String body = ConsentTexts.body(site, published, "fr");
    String hash = sha256(body);
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT IGNORE INTO consent_text (site_id, hash, language, version, body,"
                        + " created_at) VALUES (:site, :hash, 'fr', 1, :body, :at)")
                .bind("site", site.id())
                .bind("hash", HexFormat.of().parseHex(hash))
                .bind("body", body)
                .bind("at", now.minus(Duration.ofDays(70)))
                .execute());
    return hash;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Writer(Jdbi jdbi, Site site, String hash) {
    ConsentId write(
        @Nullable VisitorId visitor,
        @Nullable ConsentId previous,
        String granted,
        String refused,
        Instant at) {
      ConsentId id = ConsentId.random();
      String part = refused.isEmpty() ? "accept" : "preferences";
      String how = previous != null ? "withdraw" : granted.isEmpty() ? "refuse" : part;
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(
                      "INSERT INTO consent_record (site_id, consent_id, previous_id, visitor_id,"
                          + " text_hash, text_version, language, granted, refused, how, gpc, page,"
                          + " decided_at) VALUES (:site, :id, :previous, :visitor, :hash, 1, 'fr',"
                          + " :granted, :refused, :how, :gpc, :page, :at)")
                  .bind("site", site.id())
                  .bind("id", id)
                  .bindByType("previous", previous, ConsentId.class)
                  .bindByType("visitor", visitor, VisitorId.class)
                  .bind("hash", HexFormat.of().parseHex(hash))
                  .bind("granted", granted)
                  .bind("refused", refused)
                  .bind("how", how)
                  .bind("gpc", false)
                  .bind("page", site.origins().getFirst() + "/thes/sencha")
                  .bind("at", at)
                  .execute());
      return id;
    }
  }
}
