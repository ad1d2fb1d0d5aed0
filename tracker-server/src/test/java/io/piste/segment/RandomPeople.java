package io.piste.segment;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.profile.ActKind;
import io.piste.profile.InterestTag;
import io.piste.profile.Levels;
import io.piste.profile.Person;
import io.piste.profile.Profile;
import io.piste.profile.ProfileAct;
import io.piste.profile.ScoreValue;
import io.piste.profile.Stage;
import io.piste.visit.VisitorSpan;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Contacts of a site by a seed, in the database and as the profile runner would show them: some are
 * known to another site only, some are restricted or merged, some share a browser.
 */
final class RandomPeople {
  static final SiteId SITE = new SiteId(1);
  static final SiteId OTHER = new SiteId(2);
  static final ZoneId ZONE = ZoneId.of("Europe/Paris");
  static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Handle handle;
  private final Random random;
  private final List<Person> people = new ArrayList<>();
  private final List<VisitorSpan> spans = new ArrayList<>();
  private final List<ProfileAct> acts = new ArrayList<>();
  private int serial;

  private RandomPeople(Handle handle, Random random) {
    this.handle = handle;
    this.random = random;
  }

  /** Writes so many; answers those who can be in a segment, oldest number first. */
  static List<Person> write(Jdbi jdbi, Random random, int count) {
    return jdbi.withHandle(
        handle -> {
          RandomPeople world = new RandomPeople(handle, random);
          world.site();
          for (int i = 1; i <= count; i++) {
            world.contact(i);
          }
          return List.copyOf(world.people);
        });
  }

  private void run(String sql, @Nullable Object... cells) {
    handle.execute(sql, cells);
  }

  private void site() {
    for (SiteId site : List.of(SITE, OTHER)) {
      run(
          "INSERT INTO site (id, public_id, name, time_zone, tracker_url, created_at)"
              + " VALUES (?, ?, 'Tea', 'Europe/Paris', 'https://t.example', 0)",
          site.value(),
          "site" + site);
    }
    run("INSERT INTO tag_category (id, site_id, name, half_life_days) VALUES (1, 1, 'slow', 0)");
    run("INSERT INTO tag (site_id, name, category_id) VALUES (1, 'mugs', 1), (1, 'tea', NULL)");
    run(
        "INSERT INTO score (id, site_id, name, half_life_days, removed_at)"
            + " VALUES (1, 1, 'intent', 10, NULL), (2, 1, 'cold', 5, NULL), (3, 1, 'steady', 0, NULL),"
            + " (4, 1, 'gone', 0, 1)");
    run(
        "INSERT INTO contact_field (id, name, label, type, choices_json, made_at) VALUES"
            + " (1, 'note', 'Note', 'text', NULL, 0), (2, 'size', 'Size', 'number', NULL, 0),"
            + " (3, 'since', 'Since', 'date', NULL, 0),"
            + " (4, 'colour', 'Colour', 'choice', '[\"red\",\"blue\"]', 0),"
            + " (5, 'vip', 'VIP', 'yes_no', NULL, 0)");
    run(
        "INSERT INTO segment (id, site_id, name, rule_json, filled, made_at, changed_at)"
            + " VALUES (1, 1, 'by hand', NULL, 1, 0, 0)");
  }

  private void contact(int id) {
    spans.clear();
    acts.clear();
    boolean barred = once(15);
    run(
        "INSERT INTO contact (id, email, first_name, city, country, origin, created_at,"
            + " last_interaction_at, restricted_at, merged_into) VALUES (?,?,?,?,?,?,?,?,?,?)",
        id,
        "p" + id + "@example.com",
        one("Ada", "ELOÏSE", "éloïse", "", "a_b", null),
        one("Paris", "PARIS", "İSTANBUL", "istanbul", "50% off", null),
        one("FR", "BE", null),
        "hand",
        time(),
        time(),
        barred && once(2) ? 1L : null,
        barred && once(2) ? 1L : null);
    barred =
        handle
                .createQuery(
                    "SELECT COUNT(*) FROM contact WHERE id = :id"
                        + " AND (restricted_at IS NOT NULL OR merged_into IS NOT NULL)")
                .bind("id", id)
                .mapTo(Integer.class)
                .one()
            > 0;
    values(id);
    for (int i = random.nextInt(3); i > 0; i--) {
      visitor(id);
    }
    mails(id);
    if (once(3)) {
      run(
          "INSERT INTO marketing_permission VALUES (?, ?, ?, 'claimed', 'form', NULL, 0)",
          id,
          once(4) ? 2 : 1,
          once(2));
    }
    if (once(4)) {
      run("INSERT INTO segment_member VALUES (1, ?, 0)", id);
    }
    if (once(12)) {
      return;
    }
    Profile profile = profile(id);
    if (!barred) {
      people.add(
          new Person(
              SITE,
              new ContactId(id),
              List.copyOf(spans),
              acts.stream().sorted(ProfileAct.OLDEST_FIRST).toList(),
              profile));
    }
  }

  private void values(int id) {
    if (once(2)) {
      run(
          "INSERT INTO contact_value VALUES (?, 1, ?, NULL, NULL)",
          id,
          one("Parle à Ada", "red", "", "!"));
    }
    if (once(2)) {
      run(
          "INSERT INTO contact_value VALUES (?, 2, NULL, ?, NULL)",
          id,
          new BigDecimal(one("38", "38.5", "-3", "41.25")));
    }
    if (once(2)) {
      LocalDate day = LocalDate.ofInstant(NOW, ZONE).minusDays(random.nextInt(60) - 5L);
      run("INSERT INTO contact_value VALUES (?, 3, NULL, NULL, ?)", id, day.toString());
    }
    if (once(2)) {
      run("INSERT INTO contact_value VALUES (?, 4, ?, NULL, NULL)", id, one("red", "blue"));
    }
    if (once(2)) {
      run("INSERT INTO contact_value VALUES (?, 5, NULL, ?, NULL)", id, once(2) ? 1 : 0);
    }
  }

  private void visitor(int id) {
    VisitorId visitor = new VisitorId(new UUID(id, ++serial));
    long since = once(3) ? time() : 0;
    Long undone = once(3) ? (Long) time() : null;
    boolean here = !once(6);
    run(
        "INSERT INTO identity_link (site_id, visitor_id, contact_id, proof, source, linked_at,"
            + " since_at, undone_at) VALUES (?, ?, ?, 'verified', 'token', 0, ?, ?)",
        here ? 1 : 2,
        bytes(visitor),
        id,
        since,
        undone);
    VisitorSpan span =
        new VisitorSpan(
            visitor,
            Instant.ofEpochMilli(since),
            undone == null ? END : Instant.ofEpochMilli(undone));
    if (here && (undone == null || undone > since)) {
      spans.add(span);
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      act(visitor, span, here);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      order(visitor, here);
    }
    if (once(2)) {
      cart(visitor, here);
    }
    if (once(2)) {
      run(
          "INSERT INTO consent_state VALUES (?, ?, ?, ?, ?)",
          here ? 1 : 2,
          bytes(visitor),
          bytes(visitor),
          random.nextInt(8),
          NOW.toEpochMilli() + (random.nextInt(40) - 10) * DAY);
    }
  }

  private void act(VisitorId visitor, VisitorSpan span, boolean here) {
    ActKind kind =
        List.of(ActKind.PAGE, ActKind.SEARCH, ActKind.EVENT, ActKind.ORDER).get(random.nextInt(4));
    String name =
        switch (kind) {
          case PAGE -> any("/teas/1", "/teas/2", "/TEAS/1", "/about");
          case SEARCH -> any("green tea", "a_b%", "axb");
          case ORDER -> any("O-1", "O-2", "o-1");
          default -> any("Greeting", "GREEN", "");
        };
    long at = time();
    run(
        "INSERT INTO profile_act VALUES (?, ?, ?, ?, ?, ?, NULL)",
        here ? 1 : 2,
        bytes(visitor),
        at,
        bytes(new VisitorId(new UUID(7, ++serial))),
        kind.word(),
        name);
    Instant then = Instant.ofEpochMilli(at);
    if (here && !then.isBefore(span.since()) && then.isBefore(span.until())) {
      acts.add(new ProfileAct(visitor, then, kind, name, null));
    }
  }

  private void order(VisitorId visitor, boolean here) {
    run(
        "INSERT INTO purchase (site_id, visitor_id, order_key, currency, total, lines_json,"
            + " recovered, ordered_at, status, refunded) VALUES (?,?,?,?,?,'[]',0,?,?,?)",
        here ? 1 : 2,
        bytes(visitor),
        "order" + ++serial,
        one("EUR", "EUR", "CHF"),
        new BigDecimal(one("10.00", "50.00", "99.90")),
        time(),
        one("placed", "paid", "completed", "cancelled", "refunded"),
        new BigDecimal(one("0", "0", "10.00")));
  }

  private void cart(VisitorId visitor, boolean here) {
    long at = time();
    run(
        "INSERT INTO cart (site_id, visitor_id, cart_key, state, seq, currency, total, lines_json,"
            + " created_at, changed_at, updated_at, abandoned_at, closed_at)"
            + " VALUES (?,?,'1',?,1,'EUR',1,'[]',?,?,?,?,?)",
        here ? 1 : 2,
        bytes(visitor),
        one("open", "abandoned", "recovered", "ordered", "emptied"),
        at,
        at,
        at + DAY,
        once(5) ? null : (Long) (at + DAY),
        once(5) ? null : (Long) (at + 2 * DAY));
  }

  private void mails(int id) {
    for (int i = random.nextInt(3); i > 0; i--) {
      run(
          "INSERT INTO outbox_message (dedupe_key, kind, site_id, contact_id, state, due_at,"
              + " created_at, sent_at) VALUES (?, 'cart-recovery', ?, ?, ?, 0, 0, ?)",
          "m" + ++serial,
          once(5) ? 2 : 1,
          id,
          one("sent", "sent", "failed"),
          once(8) ? null : (Long) time());
      run(
          "INSERT INTO mail_link VALUES (?, ?, ?, ?, ?, NULL, 0, 0, ?)",
          bytes(new VisitorId(new UUID(1, ++serial)), 2),
          one("restore", "unsubscribe"),
          once(5) ? 2 : 1,
          id,
          once(2) ? 1 : serial,
          once(3) ? null : (Long) time());
    }
  }

  private Profile profile(int id) {
    Stage stage = List.of(Stage.values()).get(random.nextInt(4));
    run("INSERT INTO profile VALUES (1, ?, ?, 'rule', 0, 0, NULL)", id, stage.word());
    List<InterestTag> tags = new ArrayList<>();
    for (String tag : List.of("mugs", "tea", "Thé")) {
      int halfLife = tag.equals("mugs") ? 0 : 30;
      if (once(2)) {
        double level =
            once(6)
                ? Levels.NONE
                : Levels.of(
                    Double.parseDouble(one("1", "2", "2.5", "8", "0.7")),
                    Instant.ofEpochMilli(time()),
                    halfLife);
        InterestTag one = new InterestTag(tag, level, halfLife, once(3));
        tags.add(one);
        run("INSERT INTO profile_tag VALUES (1, ?, ?, ?, ?)", id, tag, level, one.given());
      }
    }
    return new Profile(tags, scores(id), stage);
  }

  private List<ScoreValue> scores(int id) {
    List<ScoreValue> scores = new ArrayList<>();
    for (int score = 1; score <= 3; score++) {
      if (once(2)) {
        int halfLife = List.of(10, 5, 0).get(score - 1);
        ScoreValue value =
            new ScoreValue(
                score,
                List.of("intent", "cold", "steady").get(score - 1),
                new BigDecimal(one("-20", "-5", "-0.001", "0", "2.5", "5", "20", "40")),
                Instant.ofEpochMilli(time()),
                halfLife);
        scores.add(value);
        run(
            "INSERT INTO profile_score VALUES (?, ?, ?, ?, ?)",
            score,
            id,
            value.points(),
            value.changedAt().toEpochMilli(),
            value.level());
      }
    }
    return scores;
  }

  /** Often exactly so many days ago, so that the ends of periods are met. */
  private long time() {
    long day = NOW.toEpochMilli() - random.nextInt(60) * DAY;
    return once(2) ? day : day + random.nextInt((int) DAY);
  }

  private static byte[] bytes(VisitorId visitor) {
    return bytes(visitor, 1);
  }

  private static byte[] bytes(VisitorId visitor, int times) {
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(16 * times);
    for (int i = 0; i < times; i++) {
      buffer
          .putLong(visitor.value().getMostSignificantBits())
          .putLong(visitor.value().getLeastSignificantBits());
    }
    return buffer.array();
  }

  private boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }

  private @Nullable String one(@Nullable String... of) {
    return of[random.nextInt(of.length)];
  }
}
