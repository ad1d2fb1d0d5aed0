package io.piste.profile;

import io.piste.content.Library;
import io.piste.visit.PagePath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a site, made ready for many people: what a name gives is looked up once. Not
 * thread-safe.
 */
final class RuleBook {
  /** Names that are remembered; most people see the same pages. */
  private static final int MOST_NAMES = 20_000;

  /** A tag that a name gives. */
  record TagHit(String tag, int halfLife, double weight, Instant from) {}

  /**
   * A rule of a score that a name fits.
   *
   * @param rule its place among the rules
   * @param score the place of its score among the scores
   */
  record ScoreHit(int rule, int score, Instant from) {}

  /** All that a name gives. */
  record Hits(List<TagHit> tags, List<ScoreHit> scores) {
    private static final Hits NONE = new Hits(List.of(), List.of());

    Hits {
      tags = List.copyOf(tags);
      scores = List.copyOf(scores);
    }
  }

  private final Rules rules;
  private final Map<Long, Integer> places = new HashMap<>();
  private final Map<RuleKind, List<TagRule>> tagRules = new EnumMap<>(RuleKind.class);
  private final Map<RuleKind, List<ScoreHit>> scoreRules = new EnumMap<>(RuleKind.class);
  private final Map<RuleKind, Map<String, Hits>> known = new EnumMap<>(RuleKind.class);
  private final Map<String, Library.Words> pages = new HashMap<>();
  private final Set<ActKind> acts = EnumSet.noneOf(ActKind.class);

  RuleBook(Rules rules) {
    this.rules = rules;
    for (int i = 0; i < rules.scores().size(); i++) {
      places.put(rules.scores().get(i).id(), i);
    }
    rules.tags().forEach(rule -> of(tagRules, rule.match()).add(rule));
    for (int i = 0; i < rules.scoreRules().size(); i++) {
      ScoreRule rule = rules.scoreRules().get(i);
      Integer place = places.get(rule.score());
      if (place != null) {
        of(scoreRules, rule.match()).add(new ScoreHit(i, place, rule.countsFrom()));
      }
    }
    rules.words().forEach(words -> pages.put(PagePath.of(words.url()), words));
    // What stages go by.
    acts.addAll(EnumSet.of(ActKind.PAGE, ActKind.CART, ActKind.ORDER));
  }

  private <T> List<T> of(Map<RuleKind, List<T>> byKind, RuleMatch match) {
    match.kind().acts().ifPresent(acts::add);
    return byKind.computeIfAbsent(match.kind(), kind -> new ArrayList<>());
  }

  Rules rules() {
    return rules;
  }

  /** The kinds of acts that something follows from. */
  Set<ActKind> acts() {
    return Set.copyOf(acts);
  }

  /** Whether a rule looks at such things. */
  boolean asks(RuleKind kind) {
    return tagRules.containsKey(kind) || scoreRules.containsKey(kind);
  }

  /** The fields that a rule looks at. */
  Set<String> fields() {
    Set<String> fields = new HashSet<>();
    tagRules.getOrDefault(RuleKind.FIELD, List.of()).stream()
        .map(rule -> rule.match().pattern())
        .forEach(fields::add);
    scoreRules.getOrDefault(RuleKind.FIELD, List.of()).stream()
        .map(hit -> rule(hit).match().pattern())
        .forEach(fields::add);
    return fields;
  }

  ScoreRule rule(ScoreHit hit) {
    return rules.scoreRules().get(hit.rule());
  }

  /** The place of a score among the scores; -1 when there is none of that name. */
  int placeOf(String score) {
    for (int i = 0; i < rules.scores().size(); i++) {
      if (rules.scores().get(i).name().equalsIgnoreCase(score)) {
        return i;
      }
    }
    return -1;
  }

  int halfLife(String tag) {
    Integer days = rules.halfLives().get(tag);
    return days == null ? TagCategory.USUAL_HALF_LIFE : days;
  }

  /** What a name gives: of an act, or of a mail whose link was followed, or of a field. */
  Hits hits(RuleKind kind, String name) {
    Map<String, Hits> names = known.computeIfAbsent(kind, of -> new HashMap<>());
    Hits hits = names.get(name);
    if (hits == null) {
      hits = look(kind, name);
      if (names.size() >= MOST_NAMES) {
        names.clear();
      }
      names.put(name, hits);
    }
    return hits;
  }

  private Hits look(RuleKind kind, String name) {
    List<TagHit> tags = new ArrayList<>();
    List<ScoreHit> scores = new ArrayList<>();
    look(kind, List.of(name), tags, scores);
    if (kind == RuleKind.PAGE) {
      Library.Words words = pages.get(name);
      if (words != null) {
        look(RuleKind.CONTENT, words.tags(), tags, scores);
        look(RuleKind.CATEGORY, words.categories(), tags, scores);
      }
    }
    return tags.isEmpty() && scores.isEmpty() ? Hits.NONE : new Hits(tags, scores);
  }

  /** A rule gives once for each act, however many words fit; a tag of the word's name each word. */
  private void look(RuleKind kind, List<String> words, List<TagHit> tags, List<ScoreHit> scores) {
    for (TagRule rule : tagRules.getOrDefault(kind, List.of())) {
      List<String> fitting = words.stream().filter(rule.match()::fits).toList();
      if (!fitting.isEmpty()) {
        boolean own = rule.tag().equals(TagRule.SAME);
        (own
                ? new TreeSet<>(fitting.stream().map(RuleBook::tag).toList())
                : Set.of(tag(rule.tag())))
            .forEach(tag -> tags.add(hit(rule, tag)));
      }
    }
    for (ScoreHit hit : scoreRules.getOrDefault(kind, List.of())) {
      if (words.stream().anyMatch(rule(hit).match()::fits)) {
        scores.add(hit);
      }
    }
  }

  private TagHit hit(TagRule rule, String tag) {
    return new TagHit(tag, halfLife(tag), rule.weight().doubleValue(), rule.countsFrom());
  }

  /** Tags are written in small letters, so that nobody has two of one word. */
  static String tag(String word) {
    String small = word.strip().toLowerCase(Locale.ROOT);
    return small.length() <= 60 ? small : small.substring(0, 60);
  }

  /** What a rule gives for a number, in thousandths; 0 where it takes one and there is none. */
  static long thousandths(ScoreRule rule, @Nullable BigDecimal number) {
    return switch (rule.mode()) {
      case ONCE, EACH -> thousandths(rule.value());
      case FIELD -> number == null ? 0 : thousandths(number);
      case COEFFICIENT -> number == null ? 0 : thousandths(number.multiply(rule.value()));
    };
  }

  static long thousandths(BigDecimal points) {
    BigDecimal moved = points.movePointRight(ScoreValue.DECIMALS);
    BigDecimal bounded = moved.min(ScoreFold.MOST).max(ScoreFold.MOST.negate());
    return bounded.setScale(0, RoundingMode.HALF_UP).longValue();
  }
}
