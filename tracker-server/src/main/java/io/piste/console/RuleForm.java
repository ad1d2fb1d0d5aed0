package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.profile.RuleKind;
import io.piste.profile.RuleMatch;
import io.piste.profile.ScoreMode;
import io.piste.profile.ScoreRule;
import io.piste.profile.TagRule;
import io.piste.visit.PagePath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is typed.
 *
 * @param ofScore whether it adds points to a score; else weight to a tag
 * @param values what was typed, by field
 */
record RuleForm(boolean ofScore, Map<String, String> values) {
  private static final int LONGEST_PATTERN = 300;
  private static final int LONGEST_NAME = 60;

  /** What happens with a number: a price, a sum, the number of an event or a field. */
  private static final Set<RuleKind> WITH_NUMBER =
      EnumSet.of(
          RuleKind.PRODUCT,
          RuleKind.SEARCH,
          RuleKind.EVENT,
          RuleKind.CART,
          RuleKind.CHECKOUT,
          RuleKind.ORDER,
          RuleKind.FIELD);

  /** What the library has words for: a tag may take its name from them. */
  private static final Set<RuleKind> WITH_WORDS = EnumSet.of(RuleKind.CONTENT, RuleKind.CATEGORY);

  RuleForm {
    values = Map.copyOf(values);
  }

  /** An empty one, with a name of a tag that may be empty. */
  static RuleForm blank(boolean ofScore, String tag) {
    return new RuleForm(
        ofScore,
        Map.of(
            "kind",
            "page",
            "tag",
            tag,
            "mode",
            "each",
            "value",
            ofScore ? "5" : "1",
            "from",
            "all"));
  }

  static RuleForm of(TagRule rule) {
    return new RuleForm(
        false,
        Map.of(
            "kind", rule.match().kind().word(),
            "pattern", rule.match().pattern(),
            "tag", rule.tag(),
            "value", Decimals.plain(rule.weight()),
            "from", from(rule.countsFrom())));
  }

  static RuleForm of(ScoreRule rule) {
    return new RuleForm(
        true,
        Map.of(
            "kind", rule.match().kind().word(),
            "pattern", rule.match().pattern(),
            "mode", rule.mode().word(),
            "value", Decimals.plain(rule.value()),
            "from", from(rule.countsFrom())));
  }

  private static String from(Instant from) {
    return from.toEpochMilli() <= 0 ? "all" : "kept";
  }

  static RuleForm typed(PageRequest asked, boolean ofScore) {
    Map<String, String> values = new HashMap<>();
    for (String field : new String[] {"kind", "tag", "mode", "value", "from"}) {
      values.put(field, asked.field(field));
    }
    values.put("pattern", pattern(asked.field("kind"), asked.field("pattern")));
    return new RuleForm(ofScore, values);
  }

  /** Who pastes a whole address means its path. */
  private static String pattern(String kind, String typed) {
    boolean address = kind.equals("page") && typed.matches("(?i)https?://.*");
    return address ? PagePath.of(typed) : typed;
  }

  private String value(String field) {
    return values.getOrDefault(field, "");
  }

  /** What is wrong, by field, in the reader's language. */
  Map<String, String> mistakes(Texts texts) {
    Map<String, String> mistakes = new HashMap<>();
    RuleKind kind = RuleKind.of(value("kind")).orElse(null);
    if (kind == null) {
      mistakes.put("kind", texts.of("profile.mistake.kind"));
    } else {
      put(mistakes, "pattern", patternMistake(texts, kind));
      if (ofScore) {
        put(mistakes, "mode", modeMistake(texts, kind));
      } else {
        put(mistakes, "tag", tagMistake(texts, kind));
      }
    }
    put(mistakes, "value", valueMistake(texts));
    if (!Set.of("all", "now", "kept").contains(value("from"))) {
      mistakes.put("from", texts.of("profile.mistake.from"));
    }
    return mistakes;
  }

  private static void put(Map<String, String> mistakes, String field, @Nullable String mistake) {
    if (mistake != null) {
      mistakes.put(field, mistake);
    }
  }

  private @Nullable String patternMistake(Texts texts, RuleKind kind) {
    String pattern = value("pattern");
    if (pattern.length() > LONGEST_PATTERN) {
      return texts.of("profile.mistake.long", LONGEST_PATTERN);
    }
    if (kind == RuleKind.PAGE && !pattern.startsWith("/") && !pattern.startsWith("*")) {
      return texts.of("profile.mistake.path");
    }
    if (kind == RuleKind.FIELD && (pattern.isEmpty() || pattern.contains("*"))) {
      return texts.of("profile.mistake.field");
    }
    return null;
  }

  private @Nullable String tagMistake(Texts texts, RuleKind kind) {
    String tag = value("tag");
    if (tag.isEmpty() || tag.length() > LONGEST_NAME) {
      return texts.of("profile.mistake.tag", LONGEST_NAME);
    }
    boolean same = tag.equals(TagRule.SAME);
    return same && !WITH_WORDS.contains(kind) ? texts.of("profile.mistake.same") : null;
  }

  private @Nullable String modeMistake(Texts texts, RuleKind kind) {
    ScoreMode mode = ScoreMode.of(value("mode")).orElse(null);
    if (mode == null) {
      return texts.of("profile.mistake.mode");
    }
    boolean number = mode == ScoreMode.FIELD || mode == ScoreMode.COEFFICIENT;
    return number && !WITH_NUMBER.contains(kind) ? texts.of("profile.mistake.number") : null;
  }

  private @Nullable String valueMistake(Texts texts) {
    if (ofScore && value("mode").equals(ScoreMode.FIELD.word())) {
      return null;
    }
    BigDecimal value = Decimals.typed(value("value"), ofScore ? 4 : 3);
    if (ofScore) {
      return value == null || value.signum() == 0 ? texts.of("profile.mistake.points") : null;
    }
    return value == null || value.signum() <= 0 ? texts.of("profile.mistake.weight") : null;
  }

  /** What it fits, once there is no mistake. */
  RuleMatch match() {
    RuleKind kind = RuleKind.of(value("kind")).orElse(RuleKind.PAGE);
    String pattern = value("pattern");
    return new RuleMatch(kind, pattern.isEmpty() ? RuleWords.ANY : pattern);
  }

  /**
   * The rule of a tag, once there is no mistake.
   *
   * @param kept from when on the one that is stored counts
   */
  TagRule tagRule(long id, Instant kept, Instant now) {
    BigDecimal weight = Decimals.typed(value("value"), 3);
    return new TagRule(
        id, match(), value("tag"), weight == null ? BigDecimal.ONE : weight, countsFrom(kept, now));
  }

  /** The rule of a score, once there is no mistake. */
  ScoreRule scoreRule(long id, long score, Instant kept, Instant now) {
    ScoreMode mode = ScoreMode.of(value("mode")).orElse(ScoreMode.EACH);
    BigDecimal value = Decimals.typed(value("value"), 4);
    BigDecimal given = value == null || mode == ScoreMode.FIELD ? BigDecimal.ONE : value;
    return new ScoreRule(id, score, mode, match(), given, countsFrom(kept, now));
  }

  private Instant countsFrom(Instant kept, Instant now) {
    return switch (value("from")) {
      case "now" -> now;
      case "kept" -> kept;
      default -> Instant.EPOCH;
    };
  }
}
