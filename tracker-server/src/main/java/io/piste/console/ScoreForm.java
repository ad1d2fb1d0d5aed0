package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.profile.Score;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A score as it is typed.
 *
 * @param values what was typed, by field
 */
record ScoreForm(Map<String, String> values) {
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_DESCRIPTION = 500;
  private static final int MOST_DAYS = 3_650;

  ScoreForm {
    values = Map.copyOf(values);
  }

  static ScoreForm blank() {
    return new ScoreForm(Map.of("days", "0"));
  }

  static ScoreForm of(Score score) {
    return new ScoreForm(
        Map.of(
            "name", score.name(),
            "description", score.description(),
            "days", String.valueOf(score.halfLifeDays()),
            "floor", bound(score.floor()),
            "ceiling", bound(score.ceiling())));
  }

  private static String bound(@Nullable BigDecimal bound) {
    return bound == null ? "" : Decimals.plain(bound);
  }

  static ScoreForm typed(PageRequest asked) {
    Map<String, String> values = new HashMap<>();
    for (String field : new String[] {"name", "description", "days", "floor", "ceiling"}) {
      values.put(field, asked.field(field));
    }
    return new ScoreForm(values);
  }

  String name() {
    return value("name");
  }

  private String value(String field) {
    return values.getOrDefault(field, "");
  }

  /** What is wrong, by field, in the reader's language. */
  Map<String, String> mistakes(Texts texts) {
    Map<String, String> mistakes = new HashMap<>();
    if (name().isEmpty() || name().length() > LONGEST_NAME) {
      mistakes.put("name", texts.of("profile.mistake.name", LONGEST_NAME));
    }
    if (value("description").length() > LONGEST_DESCRIPTION) {
      mistakes.put("description", texts.of("profile.mistake.long", LONGEST_DESCRIPTION));
    }
    if (days() == null) {
      mistakes.put("days", texts.of("profile.mistake.days", MOST_DAYS));
    }
    BigDecimal floor = number("floor");
    if (!value("floor").isEmpty() && (floor == null || floor.signum() > 0)) {
      mistakes.put("floor", texts.of("score.mistake.floor"));
    }
    BigDecimal ceiling = number("ceiling");
    if (!value("ceiling").isEmpty() && (ceiling == null || ceiling.signum() < 0)) {
      mistakes.put("ceiling", texts.of("score.mistake.ceiling"));
    }
    return mistakes;
  }

  private @Nullable Integer days() {
    return value("days").isEmpty()
        ? Integer.valueOf(0)
        : Decimals.whole(value("days"), 0, MOST_DAYS);
  }

  private @Nullable BigDecimal number(String field) {
    return Decimals.typed(value(field), 3);
  }

  /** The score, once there is no mistake. */
  Score score(long id) {
    Integer days = days();
    return new Score(
        id,
        name(),
        value("description"),
        days == null ? 0 : days,
        number("floor"),
        number("ceiling"));
  }
}
