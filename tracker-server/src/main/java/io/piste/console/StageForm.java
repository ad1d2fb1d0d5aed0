package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.profile.StageRule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When contacts move on, as it is typed.
 *
 * @param values what was typed, by field
 */
record StageForm(Map<String, String> values) {
  private static final String MAILS = "qualification_mails";
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_TIMES = 1_000;

  /** The fields with the most that each may be; the least is 1. */
  private static final Map<String, Integer> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("loyalty_orders", MOST_TIMES);
    FIELDS.put("loyalty_days", MOST_DAYS);
    FIELDS.put("transformation_days", MOST_DAYS);
    FIELDS.put("qualification_pages", MOST_TIMES);
    FIELDS.put("qualification_days", MOST_DAYS);
  }

  StageForm {
    values = Map.copyOf(values);
  }

  static StageForm of(StageRule rule) {
    return new StageForm(
        Map.of(
            "loyalty_orders",
            String.valueOf(rule.loyaltyOrders()),
            "loyalty_days",
            String.valueOf(rule.loyaltyDays()),
            "transformation_days",
            String.valueOf(rule.transformationDays()),
            "qualification_pages",
            String.valueOf(rule.qualificationPages()),
            "qualification_days",
            String.valueOf(rule.qualificationDays()),
            MAILS,
            rule.qualificationMails() ? "yes" : ""));
  }

  static StageForm typed(PageRequest asked) {
    Map<String, String> values = new HashMap<>();
    FIELDS.keySet().forEach(field -> values.put(field, asked.field(field)));
    values.put(MAILS, asked.field(MAILS));
    return new StageForm(values);
  }

  /** What is wrong, by field, in the reader's language. */
  Map<String, String> mistakes(Texts texts) {
    Map<String, String> mistakes = new HashMap<>();
    FIELDS.forEach(
        (field, most) -> {
          if (Decimals.whole(values.getOrDefault(field, ""), 1, most) == null) {
            mistakes.put(field, texts.of("stages.mistake", most));
          }
        });
    return mistakes;
  }

  private int number(String field) {
    Integer number = Decimals.whole(values.getOrDefault(field, ""), 1, Integer.MAX_VALUE);
    return number == null ? 1 : number;
  }

  /** The rule, once there is no mistake. */
  StageRule rule() {
    return new StageRule(
        number("loyalty_orders"),
        number("loyalty_days"),
        number("transformation_days"),
        number("qualification_pages"),
        number("qualification_days"),
        values.getOrDefault(MAILS, "").equals("yes"));
  }
}
