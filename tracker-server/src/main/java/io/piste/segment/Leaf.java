package io.piste.segment;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition as one statement that finds numbers of contacts: of all, or of some that are given as
 * a list. Immutable.
 *
 * @param source where to look
 * @param where which rows count; the table is called x
 * @param having which rows of a contact have to come together; null: one is enough
 * @param otherwise whether the condition holds for all those that are not found
 * @param binds the values in it, beside {@code site}
 */
record Leaf(
    Source source,
    String where,
    @Nullable String having,
    boolean otherwise,
    Map<String, Object> binds) {

  /** A table that says something about contacts. */
  enum Source {
    CONTACT("contact", "id", "", false),
    VALUE("contact_value", "contact_id", "", false),
    PROFILE("profile", "contact_id", "", true),
    TAG("profile_tag", "contact_id", "", true),
    SCORE("profile_score", "contact_id", "", true),
    MEMBER("segment_member", "contact_id", "", false),
    PERMISSION("marketing_permission", "contact_id", "", false),
    MAIL("outbox_message", "contact_id", "", false),
    MAIL_LINK("mail_link", "contact_id", "", false),
    ACT("profile_act", "happened_at", "FORCE INDEX (profile_act_time)", false),
    ORDER("purchase", "ordered_at", "", false),
    CART("cart", "changed_at", "", false),
    CONSENT("consent_state", "", "", false),
    CHOICE("consent_record", "", "", false);

    private final String table;
    private final String column;
    private final String hint;
    private final boolean known;

    Source(String table, String column, String hint, boolean known) {
      this.table = table;
      this.column = column;
      this.hint = hint;
      this.known = known;
    }

    /** Whether its rows are of contacts that the site knows, and of no others. */
    boolean isKnown() {
      return known;
    }

    /** Whether its rows are of visitors; whose they are is said by links. */
    boolean isOfVisitors() {
      return switch (this) {
        case ACT, ORDER, CART, CONSENT, CHOICE -> true;
        default -> false;
      };
    }

    /** Of a visitor's rows those are a contact's that lie in a stretch of theirs. */
    private String owned() {
      return column.isEmpty()
          ? "l.undone_at IS NULL"
          : "x.%s >= l.since_at AND (l.undone_at IS NULL OR x.%s < l.undone_at)"
              .formatted(column, column);
    }
  }

  private static final String GIVEN =
      "JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) v STRAIGHT_JOIN ";

  /** Nobody; or everybody, otherwise. */
  static Leaf nobody(boolean otherwise) {
    return new Leaf(Source.PROFILE, "1 = 0", null, otherwise, Map.of());
  }

  /** Whether it finds nobody without being asked. */
  boolean isNobody() {
    return where.equals("1 = 0");
  }

  /** The same for those that are not found. */
  Leaf not() {
    return new Leaf(source, where, having, !otherwise, binds);
  }

  /** Finds those who have one row, whatever has to come together. */
  Leaf once() {
    Map<String, Object> left = new HashMap<>(binds);
    left.keySet().removeIf(name -> name.startsWith("least") || name.startsWith("most"));
    return new Leaf(source, where, null, false, left);
  }

  /** Finds all. */
  String whole() {
    String table = source.table + " x " + source.hint;
    if (!source.isOfVisitors()) {
      return select("x." + source.column, table, where);
    }
    boolean ordered = having == null && (source == Source.ORDER || source == Source.CART);
    return select(
        "l.contact_id",
        (ordered ? inOrder(table) : table)
            + " STRAIGHT_JOIN identity_link l FORCE INDEX (identity_link_stretch)"
            + " ON l.site_id = x.site_id AND l.visitor_id = x.visitor_id AND "
            + source.owned(),
        ordered ? "TRUE" : where);
  }

  /**
   * Its rows in the order of visitors: links are looked up side by side then, which takes a third
   * less than here and there. Without a limit, MariaDB leaves out the order of a derived table.
   */
  private String inOrder(String table) {
    return "(SELECT x.site_id, x.visitor_id, x.%s FROM %s WHERE %s ORDER BY x.visitor_id LIMIT %s) x"
        .formatted(source.column, table, where, "18446744073709551615");
  }

  /** Finds some of those in the list {@code ids}. */
  String among() {
    if (!source.isOfVisitors()) {
      return select("v.id", GIVEN + source.table + " x ON x." + source.column + " = v.id", where);
    }
    return select(
        "v.id",
        GIVEN
            + "identity_link l FORCE INDEX (identity_link_person)"
            + " ON l.contact_id = v.id AND l.site_id = :site STRAIGHT_JOIN "
            + source.table
            + " x ON x.site_id = :site AND x.visitor_id = l.visitor_id AND "
            + source.owned(),
        where);
  }

  private String select(String id, String from, String where) {
    String rows = "SELECT " + id + " AS id FROM " + from + " WHERE " + where;
    return having == null ? rows : rows + " GROUP BY " + id + " HAVING " + having;
  }
}
