package io.piste.report;

import io.piste.consent.Purpose;
import io.piste.report.Moment.Kind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of a timeline, each as a branch of one union with a limit of its own: a branch reads
 * the newest rows of an index and no more. {@code :contact} is whose links count, {@code <people>}
 * these and all who were merged into them.
 */
final class TimelineSources {
  /** Bits of {@link io.piste.consent.Purpose} as its words. */
  private static final String LOST =
      Stream.of(Purpose.values())
          .map(
              purpose ->
                  "IF(t.purposes & %d, '%s', NULL)"
                      .formatted(Purpose.bits(Set.of(purpose)), purpose.word()))
          .collect(Collectors.joining(", ", "CONCAT_WS(',', ", ")"));

  /** As {@link io.piste.base.VisitorId} is written. */
  private static final String VISITOR =
      "SUBSTRING(REPLACE(REPLACE(TO_BASE64(t.visitor_id), '+', '-'), '/', '_'), 1, 22)";

  private static final List<Source> ALL =
      List.of(
          done(Kind.VISIT, "t.started_at", "visit_session")
              .with("t.device", "NULLIF(t.source, '')", "t.channel"),
          done(Kind.PAGE, "t.viewed_at", "page_view").with("NULL", "t.title", "t.path"),
          done(Kind.PRODUCT, "t.viewed_at", "product_view").with("NULL", "t.name", "t.sku"),
          act(Kind.SEARCH, "search"),
          act(Kind.FORM, "form"),
          act(Kind.EVENT, "custom"),
          act(Kind.CLICK, "outbound"),
          act(Kind.DOWNLOAD, "download"),
          act(Kind.LOGOUT, "logout"),
          ofCart(Kind.CART, "t.created_at").with("t.state", "NULL", "NULL").worth("t.total"),
          ofCart(Kind.CHECKOUT, "t.checkout_at").with("t.state", "NULL", "NULL").worth("t.total"),
          ofCart(Kind.ABANDONED, "t.abandoned_at").with("t.state", "NULL", "NULL").worth("t.total"),
          ofCart(Kind.RESTORED, "t.restored_at").with("t.state", "NULL", "NULL").worth("t.total"),
          done(Kind.ORDER, "t.ordered_at", "purchase")
              .with(
                  "CASE WHEN t.status IN ('cancelled', 'failed', 'refunded') THEN t.status"
                      + " WHEN t.recovered THEN 'recovered' ELSE 'ordered' END",
                  "t.order_key",
                  "NULL")
              .worth("t.total"),
          done(Kind.CONSENT, "t.decided_at", "consent_record").with("t.how", "t.granted", "t.page"),
          done(Kind.LOST, "t.lost_at", "consent_lost").with("NULL", LOST, "NULL"),
          ofPeople(Kind.PERMISSION, "t.decided_at", "marketing_permission")
              .with("IF(t.granted, 'granted', 'refused')", "NULL", "t.source")
              .numbered("0"),
          ofPeople(Kind.MAIL, "COALESCE(t.sent_at, t.created_at)", "outbox_message")
              .with("t.state", "t.subject", "t.reason"),
          source(
                  Kind.NO_MAIL,
                  "t.enrolled_at",
                  "FROM enrolment t WHERE t.contact_id IN (<people>) AND t.state = 'refused'")
              .with("t.state", "NULL", "t.reason")
              .numbered("t.cart_id"),
          ofPeople(Kind.STAGE, "t.changed_at", "stage_change")
              .with("t.stage", "t.was", "t.changed_by"),
          source(
                  Kind.SEGMENT,
                  "t.changed_at",
                  "FROM segment_change t JOIN segment s ON s.id = t.segment_id"
                      + " WHERE t.contact_id IN (<people>)")
              .with("IF(t.entered, 'entered', 'left')", "s.name", "NULL")
              .numbered("t.segment_id")
              .of("s.site_id"),
          ofPeople(Kind.TAG, "t.given_at", "contact_tag")
              .with("'given'", "t.tag", "NULL")
              .numbered("0"),
          ofPeople(Kind.EDITED, "t.edited_at", "contact_edit")
              .with("t.what", "t.fields", "t.edited_by")
              .of("0"),
          source(Kind.LINK, "t.linked_at", "FROM identity_link t WHERE t.contact_id = :contact")
              .with("IF(t.undone_at IS NULL, t.proof, 'undone')", "NULL", "t.source"),
          byHand(Kind.REFUSED, "t.refused_at", "t.refused_by"),
          byHand(Kind.GIVEN_BACK, "t.undone_at", "t.undone_by"),
          ofMerge(Kind.MERGED, "t.merged_at", "t.merged_by"),
          ofMerge(Kind.PARTED, "t.undone_at", "t.undone_by"));

  private TimelineSources() {}

  /** The union of some kinds, newest first, of what was before {@code :before}. */
  static String union(Set<Kind> kinds) {
    return ALL.stream()
        .filter(source -> kinds.contains(source.kind()))
        .map(Source::sql)
        .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY at DESC LIMIT :limit"));
  }

  /** What a visitor did while linked to the contact. */
  private static Source done(Kind kind, String at, String table) {
    return source(kind, at, during(table, at));
  }

  private static Source act(Kind kind, String word) {
    return source(
            kind,
            "t.happened_at",
            during("visit_event", "t.happened_at") + " AND t.kind = '" + word + "'")
        .with("IF(t.amount < 0, NULL, t.amount)", "t.name", "t.path");
  }

  /** What happened to a cart is its owner's, who changed it last: nobody else sees any of it. */
  private static Source ofCart(Kind kind, String at) {
    return source(kind, at, during("cart", "t.changed_at"));
  }

  private static Source ofPeople(Kind kind, String at, String table) {
    return source(kind, at, "FROM " + table + " t WHERE t.contact_id IN (<people>)");
  }

  private static Source byHand(Kind kind, String at, String by) {
    return source(kind, at, "FROM identity_refusal t WHERE t.contact_id = :contact")
        .with("NULL", VISITOR, by);
  }

  private static Source ofMerge(Kind kind, String at, String by) {
    String other = "IF(t.kept_id = :contact, t.merged_id, t.kept_id)";
    return source(
            kind,
            at,
            "FROM contact_merge t JOIN contact c ON c.id = %s WHERE (t.kept_id = :contact OR t.merged_id = :contact)"
                .formatted(other))
        .with("IF(t.kept_id = :contact, 'kept', 'gone')", "c.email", by)
        .numbered("c.id")
        .of("0");
  }

  private static String during(String table, String at) {
    return """
        FROM identity_link l JOIN %s t ON t.site_id = l.site_id AND t.visitor_id = l.visitor_id
        WHERE l.contact_id = :contact AND %s
        """
        .formatted(table, Linked.within(at));
  }

  private static Source source(Kind kind, String at, String from) {
    return new Source(
        kind, at, from, new Shown("NULL", "NULL", "NULL", "NULL", "t.id"), "t.site_id");
  }

  private record Shown(String state, String text, String detail, String amount, String reference) {}

  /** One branch of the union; all of them have the same columns. */
  private record Source(Kind kind, String at, String from, Shown columns, String site) {
    Source with(String state, String text, String detail) {
      return with(new Shown(state, text, detail, columns.amount, columns.reference));
    }

    Source worth(String amount) {
      return with(
          new Shown(columns.state, columns.text, columns.detail, amount, columns.reference));
    }

    Source numbered(String reference) {
      return with(
          new Shown(columns.state, columns.text, columns.detail, columns.amount, reference));
    }

    Source of(String site) {
      return new Source(kind, at, from, columns, site);
    }

    private Source with(Shown changed) {
      return new Source(kind, at, from, changed, site);
    }

    String sql() {
      String currency = "NULL".equals(columns.amount) ? "NULL" : "t.currency";
      return """
          (SELECT '%s' AS kind, %s AS at, %s AS site_id, %s AS state, %s AS text,
             %s AS detail, %s AS currency, %s AS amount, %s AS reference
           %s AND %2$s < :before
           ORDER BY at DESC LIMIT :limit)
          """
          .formatted(
              kind,
              at,
              site,
              columns.state,
              columns.text,
              columns.detail,
              currency,
              columns.amount,
              columns.reference,
              from);
    }
  }
}
