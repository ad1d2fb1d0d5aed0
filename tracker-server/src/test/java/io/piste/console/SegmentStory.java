package io.piste.console;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.ContactId;
import io.piste.base.VisitorId;
import io.piste.console.view.Texts;
import io.piste.segment.RuleReader;
import io.piste.segment.SegmentDraft;
import io.piste.segment.SegmentFiller;
import io.piste.segment.SegmentMembers;
import io.piste.segment.SegmentNews;
import io.piste.segment.Segments;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Customers of the tea house, what they did and like, and segments of them; the same each time. */
public final class SegmentStory {
  private static final int FIRST = 20_000;
  private static final int PEOPLE = 1_400;
  private static final long DAY = 86_400_000L;

  private static final List<String> NAMES =
      List.of(
          "Alice", "Oscar", "Maya", "Felix", "Nora", "Jules", "Ines", "Hugo", "Clara", "Simon",
          "Lina", "Theo", "Rosa", "Victor", "Emma", "Martin", "Julia", "Arthur", "Sofia", "Louis");

  private static final List<String> FAMILIES =
      List.of(
          "Bernard",
          "Petit",
          "Moreau",
          "Lambert",
          "Rousseau",
          "Keller",
          "Dubois",
          "Fontaine",
          "Mercier",
          "Brandt",
          "Leroy",
          "Vidal",
          "Carlier",
          "Perrin",
          "Schmitt",
          "Renard",
          "Colin");

  private static final List<String> COUNTRIES = List.of("FR", "FR", "FR", "BE", "CH", "DE");

  private static final String ACT =
      """
      INSERT INTO profile_act (site_id, visitor_id, happened_at, event_id, kind, name, amount)
      VALUES (:site, :visitor, :at, :event, :kind, :name, :amount)
      """;

  private static final String HISTORY =
      """
      INSERT INTO segment_change (segment_id, contact_id, entered, cause, changed_at)
      VALUES (:segment, :contact, :entered, 'event', :at)
      """;

  private final Site site;
  private final Instant now;
  private final Random random = new Random(11);

  private SegmentStory(Site site, Instant now) {
    this.site = site;
    this.now = now;
  }

  /** Adds people with what they did. */
  public static void people(Jdbi jdbi, Site site, Instant now) {
    SegmentStory story = new SegmentStory(site, now);
    jdbi.useTransaction(
        handle -> {
          List<VisitorId> visitors = story.contacts(handle);
          story.acts(handle, visitors);
          handle.execute(
              """
              INSERT IGNORE INTO profile (site_id, contact_id, stage, stage_at, made_at)
              SELECT DISTINCT site_id, contact_id,
                CASE WHEN MOD(contact_id, 5) = 0 THEN 'loyalty'
                  WHEN MOD(contact_id, 3) = 0 THEN 'qualification' ELSE 'engagement' END, 0, 0
              FROM identity_link WHERE site_id = ?
              """,
              site.id());
          handle.execute(
              """
              INSERT IGNORE INTO profile_tag (site_id, contact_id, tag, level, given)
              SELECT site_id, contact_id, 'green-tea',
                LOG2(0.4 + MOD(contact_id * 37, 60) / 10) + ? / (30 * 86400000.0), FALSE
              FROM profile WHERE site_id = ? AND MOD(contact_id, 7) < 4
              """,
              now.toEpochMilli(),
              site.id());
        });
  }

  private List<VisitorId> contacts(Handle handle) {
    List<VisitorId> visitors = new ArrayList<>();
    PreparedBatch contacts = handle.prepareBatch(Rows.CONTACT);
    for (int i = 0; i < PEOPLE; i++) {
      String first = NAMES.get(i % NAMES.size());
      String last = FAMILIES.get(i % FAMILIES.size());
      Instant created = now.minusMillis((random.nextInt(400) + 2) * DAY);
      contacts
          .bind("id", FIRST + i)
          .bind("email", address(first + "." + last + i))
          .bind("first", i % 6 == 0 ? null : first)
          .bind("last", i % 6 == 0 ? null : last)
          .bind("created", created)
          .bind("last_at", created.plusMillis(random.nextInt(2) * DAY))
          .add();
      visitors.add(VisitorId.random());
    }
    contacts.execute();
    for (int i = 0; i < PEOPLE; i++) {
      Rows.link(handle, site, visitors.get(i), FIRST + i, now.minusMillis(400 * DAY));
      if (i % 3 != 2) {
        Rows.permission(handle, site, FIRST + i, i % 5 != 1, now.minusMillis(3 * DAY));
      }
    }
    for (int i = 0; i < COUNTRIES.size(); i++) {
      handle.execute(
          "UPDATE contact SET country = ? WHERE MOD(id, ?) = ?",
          COUNTRIES.get(i),
          COUNTRIES.size(),
          i);
    }
    return visitors;
  }

  private static String address(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return plain.toLowerCase(Locale.ROOT) + "@courriel.example";
  }

  private void acts(Handle handle, List<VisitorId> visitors) {
    PreparedBatch acts = handle.prepareBatch(ACT);
    List<String> pages =
        List.of("/teas/green", "/teas/black", "/teas/sencha", "/blog/brewing", "/");
    for (VisitorId visitor : visitors) {
      int count = random.nextInt(6);
      for (int i = 0; i < count; i++) {
        String name = pages.get(random.nextInt(pages.size()));
        act(acts, visitor, "page", name, null);
        if (name.startsWith("/teas/s")) {
          act(acts, visitor, "product", "Sencha de Kagoshima, 100 g", new BigDecimal("18.90"));
        }
      }
    }
    acts.execute();
  }

  private void act(
      PreparedBatch acts,
      VisitorId visitor,
      String kind,
      String name,
      @Nullable BigDecimal amount) {
    acts.bind("site", site.id())
        .bind("visitor", visitor)
        .bind("at", now.toEpochMilli() - random.nextLong(20 * DAY))
        .bind("event", VisitorId.random())
        .bind("kind", kind)
        .bind("name", name)
        .bind("amount", amount)
        .add();
  }

  /** Segments, filled, with a history; answers the number of the one with a nested rule. */
  public static long segments(Jdbi jdbi, Site site, InstantSource clock, Texts texts) {
    SegmentStory story = new SegmentStory(site, clock.instant());
    Segments segments = new Segments(jdbi, clock);
    for (String key : List.of("warm", "cart", "quiet")) {
      String json =
          new RuleJson(SegmentChoices.of(List.of()))
              .write(SegmentExamples.rule(key).orElseThrow())
              .toString();
      segments.make(
          site.id(),
          new SegmentDraft(SegmentExamples.name(key, texts), "", RuleReader.stored(json)));
    }
    boolean english = texts.language().equals("en");
    long nested =
        segments
            .make(
                site.id(),
                new SegmentDraft(
                    english ? "Green tea, ready to buy" : "Thé vert, prêts à acheter",
                    english
                        ? "For the letter about the first flush"
                        : "Pour la lettre du printemps",
                    RuleReader.stored(NESTED)))
            .id();
    long list =
        segments
            .make(
                site.id(),
                new SegmentDraft(
                    english ? "Tasting on 12 December" : "Dégustation du 12 décembre", "", null))
            .id();
    new SegmentMembers(jdbi, clock, SegmentNews.UNHEARD)
        .add(
            site.id(), list, LongStream.range(FIRST, FIRST + 64).mapToObj(ContactId::new).toList());
    fill(jdbi, clock);
    jdbi.useTransaction(story::history);
    return nested;
  }

  private static final String NESTED =
      """
      {"all":[{"tag":"green-tea","at_least":2.5},
        {"any":[{"did":"page","name":"/teas/*","times":{"at_least":2},"within_days":14},
          {"cart":"abandoned","within_days":7}]},
        {"not":{"orders":{"within_days":90}}},
        {"consent":"marketing"}]}
      """;

  /** Fills what is to be filled. */
  public static void fill(Jdbi jdbi, InstantSource clock) {
    SegmentFiller filler = new SegmentFiller(jdbi, clock, new SimpleMeterRegistry());
    boolean more = true;
    while (more) {
      more = filler.runOnce();
    }
  }

  /** As if the segments had been there for a long time. */
  private void history(Handle handle) {
    handle.execute("DELETE FROM segment_change");
    List<Long> segments =
        handle.createQuery("SELECT id FROM segment ORDER BY id").mapTo(Long.class).list();
    PreparedBatch batch = handle.prepareBatch(HISTORY);
    for (long segment : segments) {
      List<Long> members =
          handle
              .createQuery("SELECT contact_id FROM segment_member WHERE segment_id = ?")
              .bind(0, segment)
              .mapTo(Long.class)
              .list();
      for (long member : members) {
        long at =
            now.toEpochMilli() - (long) (random.nextDouble() * random.nextDouble() * 70 * DAY);
        handle.execute(
            "UPDATE segment_member SET entered_at = ? WHERE segment_id = ? AND contact_id = ?",
            at,
            segment,
            member);
        row(batch, segment, member, true, at);
        if (random.nextInt(10) < 4) {
          row(batch, segment, member + 1, false, now.toEpochMilli() - random.nextLong(30 * DAY));
        }
      }
    }
    batch.execute();
  }

  private static void row(
      PreparedBatch batch, long segment, long contact, boolean entered, long at) {
    batch
        .bind("segment", segment)
        .bind("contact", contact)
        .bind("entered", entered)
        .bind("at", at)
        .add();
  }
}
