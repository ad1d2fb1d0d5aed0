package io.piste.segment;

import io.piste.segment.Leaf.Source;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes statements of conditions on one field. */
final class FieldLeaves {
  private static final Map<String, String> COLUMNS =
      Map.of("created", "created_at", "last_interaction", "last_interaction_at");

  private final SegmentField field;
  private final Moment moment;
  private final Map<String, Object> binds = new HashMap<>();

  FieldLeaves(SegmentField field, Moment moment) {
    this.field = field;
    this.moment = moment;
  }

  /** The column of {@code contact} that a field of ours is in. */
  static String column(String field) {
    return COLUMNS.getOrDefault(field, field);
  }

  /** Whether the comparison holds where there is no value. */
  static boolean holdsForMissing(Comparison how) {
    return how == Comparison.IS_NOT || how == Comparison.UNKNOWN;
  }

  Leaf of(Condition.Field asked) {
    return switch (asked.how()) {
      case KNOWN -> leaf(isThere());
      case UNKNOWN -> leaf(isThere()).not();
      case IS_NOT -> leaf(compared(Comparison.IS, asked.value())).not();
      default -> leaf(compared(asked.how(), asked.value()));
    };
  }

  private Leaf leaf(@Nullable String where) {
    if (where == null) {
      return Leaf.nobody(false);
    }
    if (field.number() == 0) {
      return new Leaf(Source.CONTACT, where, null, false, binds);
    }
    binds.put("field", field.number());
    return new Leaf(Source.VALUE, "x.field_id = :field AND " + where, null, false, binds);
  }

  private String column() {
    if (field.number() == 0) {
      return "x." + column(field.name());
    }
    return switch (field.type()) {
      case TEXT, CHOICE -> "x.text";
      case NUMBER, YES_NO -> "x.number";
      case DATE, TIME -> "x.day";
    };
  }

  private String isThere() {
    return switch (field.type()) {
      case TEXT, CHOICE -> "CHAR_LENGTH(" + column() + ") > 0";
      case NUMBER, YES_NO, DATE, TIME -> column() + " IS NOT NULL";
    };
  }

  /** Null where the value is of another kind than the field: nobody has it. */
  private @Nullable String compared(Comparison how, @Nullable Value value) {
    return switch (field.type()) {
      case TEXT, CHOICE -> value instanceof Value.Text text ? text(how, text.text()) : null;
      case NUMBER -> value instanceof Value.Number number ? number(how, number) : null;
      case YES_NO -> value instanceof Value.Flag flag ? flag(flag.yes()) : null;
      case DATE -> day(how, value);
      case TIME -> time(how, value);
    };
  }

  private String text(Comparison how, String text) {
    String column = Folded.sql(column());
    String folded = Folded.of(text);
    if (how == Comparison.IS) {
      binds.put("value", folded);
      return column + " = :value";
    }
    binds.put("value", (how == Comparison.CONTAINS ? "%" : "") + Folded.escaped(folded) + "%");
    return column + " LIKE :value ESCAPE '!'";
  }

  private String number(Comparison how, Value.Number number) {
    binds.put("value", number.number());
    return switch (how) {
      case AT_LEAST -> column() + " >= :value";
      case AT_MOST -> column() + " <= :value";
      default -> column() + " = :value";
    };
  }

  private String flag(boolean yes) {
    return column() + (yes ? " = 1" : " = 0");
  }

  private @Nullable String day(Comparison how, @Nullable Value value) {
    LocalDate day = day(value, moment);
    if (day == null) {
      return null;
    }
    binds.put("value", day.toString());
    return switch (how) {
      case BEFORE -> column() + " < :value";
      case AFTER -> column() + " > :value";
      default -> column() + " = :value";
    };
  }

  private @Nullable String time(Comparison how, @Nullable Value value) {
    Window window = window(how, value, moment);
    if (window == null) {
      return null;
    }
    binds.put("from", window.from());
    binds.put("until", window.until());
    return column() + " >= :from AND " + column() + " < :until";
  }

  /** The day that a value stands for at a moment; null when it stands for none. */
  static @Nullable LocalDate day(@Nullable Value value, Moment moment) {
    return switch (value) {
      case Value.Day day -> day.day();
      case Value.DaysAgo ago -> moment.dayAgo(ago.days());
      case Value.Text text -> RuleNode.dayOf(text.text());
      case null, default -> null;
    };
  }

  /** When a moment has to be for a comparison to hold; null when it never does. */
  static @Nullable Window window(Comparison how, @Nullable Value value, Moment moment) {
    if (value instanceof Value.DaysAgo ago && how != Comparison.IS) {
      long then = moment.ago(ago.days());
      return how == Comparison.BEFORE
          ? new Window(Long.MIN_VALUE, then)
          : new Window(then + 1, Long.MAX_VALUE);
    }
    LocalDate day = day(value, moment);
    if (day == null) {
      return null;
    }
    return switch (how) {
      case BEFORE -> new Window(Long.MIN_VALUE, moment.startOf(day));
      case AFTER -> new Window(moment.startOf(day.plusDays(1)), Long.MAX_VALUE);
      default -> new Window(moment.startOf(day), moment.startOf(day.plusDays(1)));
    };
  }
}
