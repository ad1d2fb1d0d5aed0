package io.piste.console;

import io.piste.console.RuleNode.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of conditions: what each is asked for, and what it begins with. */
final class RuleKinds {
  /** Begins the kind of a condition on a field: {@code field:country}. */
  static final String FIELD = "field:";

  static final String STAGE = "stage";
  static final String TAG = "tag";
  static final String SCORE = "score";
  static final String SEGMENT = "segment";
  static final String ORDERS = "orders";
  static final String CART = "cart";
  static final String MAIL = "mail";
  static final String CONSENT = "consent";

  /** Begins the kind of a condition on what somebody did: {@code did:page}. */
  static final String DID = "did:";

  /** What somebody can have done, in the order in which it is offered. */
  static final List<String> DEEDS =
      List.of(
          "page",
          "product",
          "search",
          "form",
          "event",
          "click",
          "download",
          "cart",
          "checkout",
          "order");

  /** Those of them that have no name. */
  private static final List<String> NAMELESS = List.of("cart", "checkout", "order");

  static final List<String> STAGES =
      List.of("engagement", "qualification", "transformation", "loyalty");
  static final List<String> CART_STATES = List.of("open", "abandoned", "recovered");
  static final List<String> MAIL_STATES = List.of("sent", "opened", "clicked");
  static final List<String> CONSENTS = List.of("marketing", "visits", "profile", "carts");

  /** How often; the last one is a negation. */
  static final List<String> TIMES = List.of("at_least", "at_most", "exactly", "never");

  static final String NEVER = "never";
  static final String NOT = "not";
  private static final List<String> PERIOD = List.of("period", "days", "from", "until");
  private static final List<String> KINDS =
      List.of(STAGE, TAG, SCORE, SEGMENT, ORDERS, CART, MAIL, CONSENT);

  private RuleKinds() {}

  /** Whether there is such a kind; a field's name may be anything. */
  static boolean isKnown(String what) {
    return KINDS.contains(what)
        || (what.startsWith(FIELD) && what.length() > FIELD.length())
        || (what.startsWith(DID) && DEEDS.contains(tail(what)));
  }

  /** The name of the field, or of what was done. */
  static String tail(String what) {
    return what.substring(what.indexOf(':') + 1);
  }

  /** The kind without the name of a field or deed. */
  static String family(String what) {
    if (what.startsWith(FIELD)) {
      return FIELD;
    }
    return what.startsWith(DID) ? DID : what;
  }

  /** Whether what was done has a name to hold a pattern against. */
  static boolean hasName(String what) {
    return what.startsWith(DID) && !NAMELESS.contains(tail(what));
  }

  /** Every key that the form has for a kind. */
  static List<String> keys(String what) {
    return switch (family(what)) {
      case FIELD -> List.of("op", "value", "day", "days");
      case STAGE -> plus(STAGES, NOT);
      case TAG -> List.of(NOT, "tag", "mode", "weight");
      case SCORE -> List.of("score", "op", "points");
      case SEGMENT -> List.of(NOT, "segment");
      case DID -> plus(PERIOD, "name", "times", "n");
      case ORDERS -> plus(PERIOD, "times", "n", "total", "amount", "currency");
      case CART -> plus(PERIOD, NOT, "state");
      case MAIL -> plus(PERIOD, "state", "times", "n");
      default -> List.of(NOT, "consent");
    };
  }

  /** A condition of a kind as it is added; a field begins with the first comparison of its type. */
  static Line fresh(String what, SegmentChoices choices) {
    Map<String, String> values = new LinkedHashMap<>();
    switch (family(what)) {
      case FIELD -> values.put("op", choices.field(tail(what)).type().comparisons().getFirst());
      case STAGE -> values.put("loyalty", "on");
      case TAG -> values.putAll(Map.of("mode", "at_least", "weight", "1"));
      case SCORE -> values.put("op", "at_least");
      case DID, MAIL, ORDERS ->
          values.putAll(Map.of("times", "at_least", "n", "1", "period", "within", "days", "30"));
      case CART -> values.putAll(Map.of("state", "abandoned", "period", "within", "days", "7"));
      case CONSENT -> values.put("consent", "marketing");
      default -> {}
    }
    if (what.equals(MAIL)) {
      values.put("state", "opened");
    }
    return new Line(what, values);
  }

  /** Without what does not matter for what was chosen: a number of days beside “at any time”. */
  static Line relevant(Line line) {
    Map<String, String> kept = new LinkedHashMap<>(line.values());
    if (line.what().startsWith(FIELD)) {
      kept.keySet().retainAll(List.of("op", fieldValue(line.get("op"))));
      return new Line(line.what(), kept);
    }
    if (line.is("times", NEVER)) {
      kept.remove("n");
    }
    switch (line.get("period")) {
      case "within" -> drop(kept, "from", "until");
      case "between" -> drop(kept, "days");
      default -> drop(kept, "days", "from", "until");
    }
    if (line.what().equals(TAG) && !line.is("mode", "at_least")) {
      kept.remove("weight");
    }
    if (line.get("total").isEmpty()) {
      drop(kept, "amount", "currency");
    }
    return new Line(line.what(), kept);
  }

  /** Which key holds what a field is compared with; empty when it is compared with nothing. */
  static String fieldValue(String comparison) {
    return switch (comparison) {
      case "known", "unknown" -> "";
      case "on", "before", "after" -> "day";
      case "newer", "older", "sooner", "later" -> "days";
      default -> "value";
    };
  }

  private static void drop(Map<String, String> values, String... keys) {
    for (String key : keys) {
      values.remove(key);
    }
  }

  private static List<String> plus(List<String> keys, String... more) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}
