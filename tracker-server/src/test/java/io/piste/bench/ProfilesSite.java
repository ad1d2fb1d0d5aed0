package io.piste.bench;

import io.piste.base.Clocks;
import io.piste.base.SiteId;
import io.piste.profile.RuleKind;
import io.piste.profile.RuleMatch;
import io.piste.profile.Score;
import io.piste.profile.ScoreMode;
import io.piste.profile.ScoreRule;
import io.piste.profile.Scores;
import io.piste.profile.TagCategories;
import io.piste.profile.TagCategory;
import io.piste.profile.TagRule;
import io.piste.profile.TagRules;
import io.piste.segment.RuleReader;
import io.piste.segment.SavedSegment;
import io.piste.segment.SegmentDraft;
import io.piste.segment.Segments;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The shop with its 20 rules of tags, 10 scores and 50 segments, the same in every database. */
final class ProfilesSite {
  static final SiteId ID = new SiteId(1);

  /** A score that few contacts have, and the rule that gives it. */
  static final String RARE_SCORE = "press";

  private static final RuleMatch RARE = new RuleMatch(RuleKind.SEARCH, "sampler");

  private static final List<TagRule> TAG_RULES =
      List.of(
          tag(RuleKind.PAGE, "/teas/green*", "green", 1),
          tag(RuleKind.PAGE, "/teas/black*", "black", 1),
          tag(RuleKind.PAGE, "/teas/oolong*", "oolong", 1),
          tag(RuleKind.PAGE, "/teas/herbal*", "herbal", 1),
          tag(RuleKind.PAGE, "/teas/rooibos*", "rooibos", 1),
          tag(RuleKind.PAGE, "/teas/white*", "white", 1),
          tag(RuleKind.PAGE, "/teas/matcha*", "matcha", 1),
          tag(RuleKind.PAGE, "/teas/pots*", "pots", 1),
          tag(RuleKind.PAGE, "/teas/gifts*", "gifts", 1),
          tag(RuleKind.PAGE, "/blog/*", "reading", 0.5),
          tag(RuleKind.PAGE, "/brewing/*", "brewing", 0.5),
          tag(RuleKind.PRODUCT, "*green*", "green", 2),
          tag(RuleKind.PRODUCT, "*pots*", "pots", 2),
          tag(RuleKind.PRODUCT, "*gifts*", "gifts", 2),
          tag(RuleKind.SEARCH, "*matcha*", "matcha", 2),
          tag(RuleKind.SEARCH, "*gift*", "gifts", 2),
          tag(RuleKind.FORM, "tea-finder", "advice", 1.5),
          tag(RuleKind.EVENT, "wishlist", "wishes", 1.5),
          tag(RuleKind.DOWNLOAD, "*brewing*", "brewing", 2),
          tag(RuleKind.ORDER, "*", "buying", 3));

  private ProfilesSite() {}

  /** Into an empty database. */
  static void add(Jdbi jdbi) {
    Site site =
        new Sites(jdbi, Clocks.system())
            .add(
                NewSite.named("Tea house")
                    .timeZone(ZoneOffset.UTC)
                    .trackerUrl("https://t.shop.example")
                    .cookieDomain("shop.example")
                    .origins(List.of(TeaShop.ORIGIN))
                    .build());
    if (!site.id().equals(ID)) {
      throw new IllegalStateException("the site has to be the first, not " + site.id());
    }
    jdbi.useHandle(ShopFacts::addFields);
    addTags(jdbi);
    addScores(new Scores(jdbi, Clocks.system()));
    addSegments(jdbi);
  }

  private static TagRule tag(RuleKind kind, String pattern, String tag, double weight) {
    return new TagRule(
        0, new RuleMatch(kind, pattern), tag, BigDecimal.valueOf(weight), Instant.EPOCH);
  }

  private static void addTags(Jdbi jdbi) {
    TagRules rules = new TagRules(jdbi, Clocks.system());
    TAG_RULES.forEach(rule -> rules.add(ID, rule));
    TagCategories categories = new TagCategories(jdbi, Clocks.system());
    categories.add(ID, new TagCategory(0, "Seasons", 10));
    categories.add(ID, new TagCategory(0, "Lasting", 0));
    long seasons = categories.of(ID).getFirst().id();
    categories.put(ID, "gifts", seasons);
    categories.put(ID, "wishes", seasons);
    categories.put(ID, "buying", categories.of(ID).getLast().id());
  }

  /** Rules of all modes; with fading, floors and ceilings. */
  private static void addScores(Scores scores) {
    long interest = add(scores, new Score(0, "interest", "Looks at teas", 30, null, null));
    rule(scores, interest, ScoreMode.EACH, RuleKind.PAGE, "/teas/*", "1");
    rule(scores, interest, ScoreMode.EACH, RuleKind.PRODUCT, "*", "2");
    long intent = add(scores, new Score(0, "intent", "About to buy", 14, null, number("100")));
    rule(scores, intent, ScoreMode.EACH, RuleKind.CART, "*", "5");
    rule(scores, intent, ScoreMode.EACH, RuleKind.CHECKOUT, "*", "10");
    rule(scores, intent, ScoreMode.EACH, RuleKind.ORDER, "*", "-8");
    long value = add(scores, Score.plain("value"));
    rule(scores, value, ScoreMode.COEFFICIENT, RuleKind.ORDER, "*", "0.1");
    long reader = add(scores, new Score(0, "reader", "Reads", 60, null, number("50")));
    rule(scores, reader, ScoreMode.EACH, RuleKind.PAGE, "/blog/*", "1.5");
    long advice = add(scores, Score.plain("advice"));
    rule(scores, advice, ScoreMode.ONCE, RuleKind.FORM, "tea-finder", "10");
    rule(scores, advice, ScoreMode.ONCE, RuleKind.FORM, "contact", "5");
    long search = add(scores, new Score(0, "search", "Searches", 30, null, null));
    rule(scores, search, ScoreMode.EACH, RuleKind.SEARCH, "*", "0.5");
    long play = add(scores, Score.plain("play"));
    rule(scores, play, ScoreMode.FIELD, RuleKind.EVENT, "quiz", "1");
    long cups = add(scores, Score.plain("cups"));
    rule(scores, cups, ScoreMode.COEFFICIENT, RuleKind.FIELD, "custom.cups_a_day", "2");
    long away = add(scores, new Score(0, "away", "Goes elsewhere", 30, number("-20"), null));
    rule(scores, away, ScoreMode.EACH, RuleKind.CLICK, "*", "-1");
    long rare = add(scores, Score.plain(RARE_SCORE));
    scores.addRule(ID, rare(rare, number("3")));
  }

  /** The rule that changes; it concerns few contacts. */
  static ScoreRule rare(long score, BigDecimal points) {
    return new ScoreRule(0, score, ScoreMode.ONCE, RARE, points, Instant.EPOCH);
  }

  private static long add(Scores scores, Score score) {
    return scores.add(ID, score).orElseThrow();
  }

  private static void rule(
      Scores scores, long score, ScoreMode mode, RuleKind kind, String... patternAndValue) {
    scores.addRule(
        ID,
        new ScoreRule(
            0,
            score,
            mode,
            new RuleMatch(kind, patternAndValue[0]),
            number(patternAndValue[1]),
            Instant.EPOCH));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static void addSegments(Jdbi jdbi) {
    Segments segments = new Segments(jdbi, Clocks.system());
    ProfilesSegments.all()
        .forEach(
            (name, json) -> {
              SegmentDraft draft = new SegmentDraft(name, "", RuleReader.stored(json));
              SavedSegment saved = segments.make(ID, draft);
              if (!saved.isKept()) {
                throw new IllegalStateException(name + " is no segment: " + saved);
              }
            });
  }
}
