package io.piste.bench;

import io.piste.bench.ShopPerson.Browser;
import io.piste.bench.ShopPerson.Known;
import io.piste.consent.Purpose;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What the shop knows of a copy's people that is in no event: contacts from files, fields filled in
 * part, tags given by hand, mails and links that were followed, proofs of consent.
 */
final class ShopFacts {
  /** Fields of the shop's own, in the order of their numbers from 1. */
  private static final List<String> FIELDS =
      List.of(
          "('favourite_tea', 'Favourite tea', 'choice', '[\"green\",\"black\",\"herbal\"]', 1)",
          "('cups_a_day', 'Cups a day', 'number', NULL, 1)",
          "('birthday', 'Birthday', 'date', NULL, 1)",
          "('club', 'Member of the club', 'yes_no', NULL, 1)",
          "('allergies', 'Allergies', 'text', NULL, 1)");

  static final List<String> GIVEN = List.of("vip", "wholesale", "press", "friend");
  private static final List<String> COUNTRIES = List.of("FR", "BE", "CH", "DE", "CA");
  private static final List<String> ZONES =
      List.of("Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/Berlin");
  private static final List<String> COMPANIES =
      List.of("Salon Orange", "Atelier Nord", "Hotel du Port", "Les Jardins", "Bureau 12");
  private static final long DAY = 86_400_000;

  private final Handle handle;
  private final List<ShopPerson> people;
  private final ShopCopy copy;
  private final long end;

  ShopFacts(Handle handle, List<ShopPerson> people, ShopCopy copy, Instant end) {
    this.handle = handle;
    this.people = people;
    this.copy = copy;
    this.end = end.toEpochMilli();
  }

  /** Once for each database. */
  static void addFields(Handle handle) {
    handle.execute(
        "INSERT INTO contact_field (name, label, type, choices_json, made_at) VALUES "
            + String.join(", ", FIELDS));
  }

  /** Contacts that were there before they were seen. */
  void writeContacts() {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO contact
              (email, first_name, last_name, language, origin, created_at, last_interaction_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """);
    for (ShopPerson person : people) {
      Known known = person.known();
      if (known != null && person.events() == 0) {
        long since = time(known.since());
        batch.add(
            known.email(copy),
            known.firstName(),
            known.lastName(copy),
            person.number() % 3 == 0 ? null : "fr",
            known.origin(),
            since,
            since);
      }
    }
    batch.execute();
  }

  /** What is known of contacts, when all of them are there. */
  void write() {
    Map<String, Long> ids = new HashMap<>();
    handle
        .createQuery("SELECT email, id FROM contact")
        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> ids.put(entry.getKey(), entry.getValue()));
    Batches batches = new Batches(handle);
    for (ShopPerson person : people) {
      Known known = person.known();
      SplittableRandom random = new SplittableRandom(person.seed() + 77);
      if (known != null) {
        long id = java.util.Objects.requireNonNull(ids.get(known.email(copy)), known.email(copy));
        fields(batches.fields, random, id);
        values(batches.values, random, id);
        given(batches.given, random, id, known);
        permission(batches.permissions, random, id, known);
        mails(batches, random, id, person.number());
      }
      for (Browser browser : person.browsers()) {
        consent(batches, random, browser);
      }
    }
    batches.execute();
  }

  private void fields(PreparedBatch batch, SplittableRandom random, long id) {
    int place = TeaShop.few(random, COUNTRIES.size());
    boolean addressed = random.nextInt(100) < 45;
    batch.add(
        random.nextInt(100) < 15 ? COMPANIES.get(random.nextInt(COMPANIES.size())) : null,
        random.nextInt(100) < 35 ? "+3361" + (1_000_000 + random.nextInt(9_000_000)) : null,
        addressed ? 1 + random.nextInt(90) + " rue des Feuilles" : null,
        addressed ? Integer.toString(10_000 + random.nextInt(85_000)) : null,
        addressed ? List.of("Nantes", "Lyon", "Paris", "Lille").get(random.nextInt(4)) : null,
        random.nextInt(100) < 60 ? COUNTRIES.get(place) : null,
        random.nextInt(100) < 50 ? ZONES.get(Math.min(place, ZONES.size() - 1)) : null,
        id);
  }

  private static void values(PreparedBatch batch, SplittableRandom random, long id) {
    if (random.nextInt(100) < 40) {
      batch.add(id, 1, List.of("green", "black", "herbal").get(random.nextInt(3)), null, null);
    }
    if (random.nextInt(100) < 30) {
      batch.add(id, 2, null, 1 + TeaShop.few(random, 12), null);
    }
    if (random.nextInt(100) < 25) {
      batch.add(
          id,
          3,
          null,
          null,
          LocalDate.of(1950 + random.nextInt(55), 1, 1).plusDays(random.nextInt(365)));
    }
    if (random.nextInt(100) < 50) {
      batch.add(id, 4, null, random.nextInt(5) == 0 ? 1 : 0, null);
    }
    if (random.nextInt(100) < 3) {
      batch.add(id, 5, "milk", null, null);
    }
  }

  private void given(PreparedBatch batch, SplittableRandom random, long id, Known known) {
    if (random.nextInt(100) < 5) {
      batch.add(1, id, GIVEN.get(TeaShop.few(random, GIVEN.size())), time(known.since()));
    }
  }

  /** Of those who were never seen: their answer stood in the file. */
  private void permission(PreparedBatch batch, SplittableRandom random, long id, Known known) {
    if (!known.origin().equals("identify") && random.nextInt(100) < 70) {
      batch.add(id, 1, random.nextInt(10) < 9, "verified", "form", time(known.since()));
    }
  }

  /** A sent mail or some, and which of its links was followed. */
  private void mails(Batches batches, SplittableRandom random, long id, int person) {
    int many = Math.max(0, random.nextInt(12) - 8);
    for (int i = 0; i < many; i++) {
      long sent = end - copy.shift() - DAY - random.nextLong(300 * DAY);
      batches.mails.add(
          "bench-" + person + "-" + i + "-" + copy.mark(),
          1,
          id,
          "sent",
          "Your tea",
          sent,
          sent,
          sent);
      batches.links.add(
          hash(random),
          "restore",
          1,
          id,
          ++batches.messages,
          sent,
          sent + 90 * DAY,
          random.nextInt(3) == 0 ? sent + 3_600_000 : null);
    }
  }

  private void consent(Batches batches, SplittableRandom random, Browser browser) {
    byte[] visitor = bytes(copy.visitor(browser.high(), browser.low()).value());
    byte[] consent = bytes(copy.event(random.nextLong(), random.nextLong()));
    long since = time(browser.since());
    String granted =
        String.join(",", browser.allowed().stream().sorted().map(Purpose::word).toList());
    batches.records.add(1, consent, visitor, new byte[32], 1, "fr", granted, "", "accept", since);
    batches.states.add(1, visitor, consent, Purpose.bits(browser.allowed()), since + 390 * DAY);
  }

  private long time(Instant of) {
    return of.toEpochMilli() - copy.shift();
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private byte[] hash(SplittableRandom random) {
    return ByteBuffer.allocate(32)
        .putLong(random.nextLong())
        .putLong(random.nextLong())
        .putLong(random.nextLong())
        .putInt(random.nextInt())
        .putInt(copy.eventSuffix())
        .array();
  }

  /** Rows on their way. */
  private static final class Batches {
    private final List<PreparedBatch> all = new ArrayList<>();
    private final Handle handle;
    private final PreparedBatch fields;
    private final PreparedBatch values;
    private final PreparedBatch given;
    private final PreparedBatch permissions;
    private final PreparedBatch mails;
    private final PreparedBatch links;
    private final PreparedBatch records;
    private final PreparedBatch states;

    /** The number of the last mail: numbered from 1 in a database without any. */
    private long messages;

    Batches(Handle handle) {
      this.handle = handle;
      fields =
          batch(
              """
              UPDATE contact SET company = ?, phone = ?, street = ?, postcode = ?, city = ?,
                country = ?, time_zone = ? WHERE id = ?
              """);
      values = insert("contact_value (contact_id, field_id, text, number, day)", 5);
      given = insert("contact_tag (site_id, contact_id, tag, given_at)", 4);
      permissions =
          insert(
              "marketing_permission (contact_id, site_id, granted, proof, source, decided_at)", 6);
      mails =
          batch(
              """
              INSERT INTO outbox_message
                (dedupe_key, kind, site_id, contact_id, state, subject, due_at, created_at, sent_at)
              VALUES (?, 'cart-recovery', ?, ?, ?, ?, ?, ?, ?)
              """);
      links =
          insert(
              "mail_link (token_hash, kind, site_id, contact_id, message_id, created_at,"
                  + " expires_at, followed_at)",
              8);
      records =
          batch(
              """
              INSERT INTO consent_record
                (site_id, consent_id, visitor_id, text_hash, text_version, language, granted,
                 refused, how, decided_at, gpc, page)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, 'https://www.shop.example/')
              """);
      states = insert("consent_state (site_id, visitor_id, consent_id, purposes, expires_at)", 5);
    }

    private PreparedBatch insert(String into, int columns) {
      return batch("INSERT IGNORE INTO " + into + " VALUES (?" + ", ?".repeat(columns - 1) + ")");
    }

    private PreparedBatch batch(String sql) {
      PreparedBatch made = handle.prepareBatch(sql);
      all.add(made);
      return made;
    }

    void execute() {
      all.stream().filter(batch -> batch.size() > 0).forEach(PreparedBatch::execute);
    }
  }
}
