package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.VisitorId;
import io.piste.profile.Levels;
import io.piste.profile.RuleKind;
import io.piste.profile.RuleMatch;
import io.piste.profile.Score;
import io.piste.profile.ScoreMode;
import io.piste.profile.ScoreRule;
import io.piste.profile.Scores;
import io.piste.profile.Stage;
import io.piste.profile.StageRule;
import io.piste.profile.StageRules;
import io.piste.profile.Stages;
import io.piste.profile.TagCategories;
import io.piste.profile.TagCategory;
import io.piste.profile.TagRule;
import io.piste.profile.TagRules;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the contacts of a tea shop care about and how warm they are, the same each time. */
public final class ProfileStory {
  /** The first of its contacts. */
  public static final long FIRST = 20_001;

  private static final int PEOPLE = 1_240;
  private static final List<String> NAMES =
      List.of(
          "Camille Laurent",
          "Hugo Morel",
          "Inès Girard",
          "Nathan Faure",
          "Chloé Lefèvre",
          "Louis Roux",
          "Jade Blanc",
          "Paul Garnier",
          "Zoé Roy",
          "Léa Perrin",
          "Adèle Meunier",
          "Jules Caron",
          "Rose Marchand");

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Site site;
  private final Random random = new Random(7);

  private ProfileStory(Jdbi jdbi, Site site, InstantSource clock) {
    this.jdbi = jdbi;
    this.site = site;
    this.clock = clock;
  }

  /** Makes rules, people and what they have; answers the number of the score. */
  public static long fill(Jdbi jdbi, Site site, InstantSource clock) {
    ProfileStory story = new ProfileStory(jdbi, site, clock);
    long score = story.scores();
    story.tags();
    jdbi.useTransaction(handle -> story.people(handle, score));
    new Stages(jdbi, clock).set(site.id(), new ContactId(FIRST + 1), Stage.LOYALTY);
    new StageRules(jdbi, clock).change(site.id(), StageRule.USUAL);
    done(jdbi, site, clock.instant().minus(Duration.ofHours(3)));
    return score;
  }

  /** What was asked for is done: everybody seen, some changed. */
  public static void done(Jdbi jdbi, Site site, Instant at) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE profile_run SET state = 'done', begun_at = asked_at, ended_at = ?,
                  total = ?, seen = ?, written = 412
                WHERE site_id = ? AND state IN ('waiting', 'running')
                """,
                at.toEpochMilli(),
                PEOPLE,
                PEOPLE,
                site.id()));
  }

  private void tags() {
    TagCategories categories = new TagCategories(jdbi, clock);
    categories.add(site.id(), new TagCategory(0, "Thés", 60));
    categories.add(site.id(), new TagCategory(0, "Saison", 10));
    long teas = category(categories, "Thés");
    long season = category(categories, "Saison");
    TagRules rules = new TagRules(jdbi, clock);
    tag(rules, of(RuleKind.PAGE, "/thes/verts/*"), "thé vert", "2");
    tag(rules, of(RuleKind.SEARCH, "*sencha*"), "thé vert", "3");
    tag(rules, of(RuleKind.MAIL, "cart_recovery"), "thé vert", "0.5");
    tag(rules, of(RuleKind.PAGE, "/thes/matcha*"), "matcha", "2");
    tag(rules, of(RuleKind.EVENT, "Recette lue"), "matcha", "1.5");
    tag(rules, of(RuleKind.PAGE, "/cadeaux/*"), "noël", "4");
    tag(rules, of(RuleKind.CATEGORY, "Accessoires"), "accessoires", "1");
    tag(rules, of(RuleKind.FORM, "dégustation"), "dégustations", "10");
    tag(rules, of(RuleKind.CONTENT, "*"), TagRule.SAME, "1");
    categories.put(site.id(), "thé vert", teas);
    categories.put(site.id(), "matcha", teas);
    categories.put(site.id(), "noël", season);
  }

  private long category(TagCategories categories, String name) {
    return categories.of(site.id()).stream()
        .filter(category -> category.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private void tag(TagRules rules, RuleMatch match, String tag, String weight) {
    rules.add(site.id(), new TagRule(0, match, tag, new BigDecimal(weight), Instant.EPOCH));
  }

  private long scores() {
    Scores scores = new Scores(jdbi, clock);
    long intent =
        scores
            .add(
                site.id(),
                new Score(
                    0,
                    "Intention d’achat",
                    "À partir de 40, l’équipe boutique appelle.",
                    30,
                    BigDecimal.ZERO,
                    new BigDecimal("100")))
            .orElseThrow();
    rule(intent, ScoreMode.EACH, of(RuleKind.CHECKOUT, "*"), "10");
    rule(intent, ScoreMode.EACH, of(RuleKind.PAGE, "/thes/*"), "2");
    rule(intent, ScoreMode.ONCE, of(RuleKind.FORM, "dégustation"), "15");
    rule(intent, ScoreMode.COEFFICIENT, of(RuleKind.ORDER, "*"), "0.2");
    rule(intent, ScoreMode.EACH, of(RuleKind.PAGE, "/emploi/*"), "-8");
    long budget =
        scores
            .add(site.id(), new Score(0, "Budget", "Ce que dit le formulaire.", 0, null, null))
            .orElseThrow();
    rule(budget, ScoreMode.FIELD, of(RuleKind.FIELD, "custom.budget"), "1");
    scores.add(site.id(), Score.plain("Ambassadeurs"));
    return intent;
  }

  private void rule(long score, ScoreMode mode, RuleMatch match, String value) {
    new Scores(jdbi, clock)
        .addRule(
            site.id(), new ScoreRule(0, score, mode, match, new BigDecimal(value), Instant.EPOCH));
  }

  private static RuleMatch of(RuleKind kind, String pattern) {
    return new RuleMatch(kind, pattern);
  }

  private void people(Handle handle, long score) {
    Instant now = clock.instant();
    for (int i = 0; i < PEOPLE; i++) {
      long id = FIRST + i;
      String[] name = NAMES.get(i % NAMES.size()).split(" ", -1);
      boolean named = i % 6 != 5;
      handle
          .createUpdate(Rows.CONTACT)
          .bind("id", id)
          .bind(
              "email",
              (name[0].charAt(0) + "." + name[1] + i).toLowerCase(Locale.ROOT)
                  + "@courriel.example")
          .bind("first", named ? name[0] : null)
          .bind("last", named ? name[1] : null)
          .bind("created", now.minus(Duration.ofHours(i)))
          .bind("last_at", now.minus(Duration.ofMinutes(i)))
          .execute();
      double warmth = Math.exp(random.nextGaussian());
      handle.execute(
          "INSERT INTO profile (site_id, contact_id, stage, stage_at, made_at) VALUES (?, ?, ?, ?, ?)",
          site.id(),
          id,
          stage(warmth).word(),
          now.toEpochMilli(),
          now.toEpochMilli());
      if (random.nextDouble() < 0.55) {
        weigh(handle, id, "thé vert", Levels.of(warmth * 4, now, 60));
      }
      if (random.nextDouble() < 0.3) {
        weigh(handle, id, "matcha", Levels.of(warmth * 3, now, 60));
      }
      if (random.nextDouble() < 0.2) {
        weigh(handle, id, "noël", Levels.of(warmth * 2, now, 10));
      }
      if (random.nextDouble() < 0.15) {
        weigh(handle, id, "accessoires", Levels.of(warmth, now, 30));
      }
      if (random.nextDouble() < 0.8) {
        score(
            handle, id, score, Math.min(100, Math.max(0, warmth * 14 + random.nextGaussian() * 4)));
      }
    }
    act(handle, now);
  }

  private static Stage stage(double warmth) {
    if (warmth > 4) {
      return Stage.LOYALTY;
    }
    if (warmth > 2) {
      return Stage.TRANSFORMATION;
    }
    return warmth > 0.8 ? Stage.QUALIFICATION : Stage.ENGAGEMENT;
  }

  private void weigh(Handle handle, long contact, String tag, double level) {
    handle.execute(
        "INSERT INTO profile_tag (site_id, contact_id, tag, level, given) VALUES (?, ?, ?, ?, ?)",
        site.id(),
        contact,
        tag,
        level,
        random.nextInt(40) == 0);
  }

  private void score(Handle handle, long contact, long score, double points) {
    BigDecimal rounded = BigDecimal.valueOf(points).setScale(1, RoundingMode.HALF_UP);
    handle.execute(
        """
        INSERT INTO profile_score (score_id, contact_id, points, changed_at, level)
        VALUES (?, ?, ?, ?, ?)
        """,
        score,
        contact,
        rounded,
        clock.instant().toEpochMilli(),
        Levels.of(rounded.doubleValue(), clock.instant(), 30));
  }

  private void act(Handle handle, Instant now) {
    List<String> paths = List.of("/thes/verts/sencha", "/thes/verts/gyokuro", "/blog/", "/panier");
    for (int i = 0; i < 40; i++) {
      handle
          .createUpdate(
              """
              INSERT INTO profile_act (site_id, visitor_id, happened_at, event_id, kind, name)
              VALUES (:site, :visitor, :at, :event, 'page', :name)
              """)
          .bind("site", site.id())
          .bind("visitor", new VisitorId(new UUID(1, i % 10)))
          .bind("at", now.minus(Duration.ofHours(i)))
          .bind("event", new VisitorId(new UUID(2, i)))
          .bind("name", paths.get(i % paths.size()))
          .execute();
    }
  }
}
