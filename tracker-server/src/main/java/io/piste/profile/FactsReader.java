package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.db.JsonRows;
import io.piste.visit.VisitorSpan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads what the profiles of some hundred contacts of a site follow from, a few statements for all
 * of them, and only what rules or followers ask for.
 */
final class FactsReader {
  private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

  private static final String CONTACTS =
      """
      SELECT id, created_at FROM contact
      WHERE id IN (<contacts>) AND created_at > 0 AND restricted_at IS NULL AND merged_into IS NULL
      """;

  private static final String SPANS =
      """
      SELECT contact_id, visitor_id, since_at, undone_at FROM identity_link
      WHERE contact_id IN (<contacts>) AND site_id = :site
        AND (undone_at IS NULL OR undone_at > since_at)
      """;

  private static final String FROM_SPANS =
      """
      FROM JSON_TABLE(:spans, '$[*]' COLUMNS (
        span INT PATH '$[0]', visitor CHAR(32) CHARACTER SET ascii PATH '$[1]',
        since BIGINT PATH '$[2]', until BIGINT PATH '$[3]')) s
      """;

  private static final String ACTS =
      """
      SELECT STRAIGHT_JOIN s.span, a.happened_at, a.kind, a.name, a.amount
      %s JOIN profile_act a FORCE INDEX (PRIMARY)
        ON a.site_id = :site AND a.visitor_id = UNHEX(s.visitor)
      WHERE a.happened_at >= s.since AND a.happened_at < s.until AND a.kind IN (<kinds>)
      """
          .formatted(FROM_SPANS);

  private static final String FALLEN =
      """
      SELECT STRAIGHT_JOIN s.span, p.order_key
      %s JOIN purchase p ON p.site_id = :site AND p.visitor_id = UNHEX(s.visitor)
      WHERE p.status IN ('cancelled', 'failed', 'refunded')
      """
          .formatted(FROM_SPANS);

  private static final String WEIGHTS =
      """
      SELECT STRAIGHT_JOIN s.span, t.tag, t.weight, t.weighed_at
      %s JOIN visitor_tag t ON t.site_id = :site AND t.visitor_id = UNHEX(s.visitor)
      WHERE t.weighed_at >= s.since AND t.weighed_at < s.until
      ORDER BY t.weighed_at, t.tag, t.visitor_id
      """
          .formatted(FROM_SPANS);

  private static final String POINTS =
      """
      SELECT STRAIGHT_JOIN s.span, l.score, l.points, l.rule_id, l.reason, l.scored_at
      %s JOIN score_ledger l ON l.site_id = :site AND l.visitor_id = UNHEX(s.visitor)
      WHERE l.scored_at >= s.since AND l.scored_at < s.until ORDER BY l.scored_at, l.id
      """
          .formatted(FROM_SPANS);

  private static final String ANY_OPENINGS =
      """
      SELECT EXISTS (SELECT 1 FROM visitor_tag WHERE site_id = :site)
        OR EXISTS (SELECT 1 FROM score_ledger WHERE site_id = :site)
      """;

  /** Row by row by the key: of a list of hundreds, MariaDB believes that nearly all are merged. */
  private static final String MERGED =
      """
      SELECT m.merged_into, m.id FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      STRAIGHT_JOIN contact m FORCE INDEX (contact_merged) ON m.merged_into = v.id
      """;

  private static final String GIVEN =
      """
      SELECT contact_id, tag FROM contact_tag
      WHERE contact_id IN (<contacts>) AND site_id = :site
      """;

  private static final String ALLOWING =
      """
      SELECT contact_id FROM marketing_permission
      WHERE contact_id IN (<contacts>) AND site_id = :site AND granted
      """;

  private static final String CLICKS =
      """
      SELECT l.contact_id, m.kind, l.followed_at
      FROM mail_link l JOIN outbox_message m ON m.id = l.message_id
      WHERE l.contact_id IN (<contacts>) AND l.site_id = :site AND l.followed_at IS NOT NULL
      """;

  private static final String COLUMNS =
      """
      SELECT id, first_name, last_name, language, company, phone, street, postcode, city, country,
        time_zone
      FROM contact WHERE id IN (<contacts>)
      """;

  private static final String CUSTOM =
      """
      SELECT v.contact_id, f.name, v.number FROM contact_field f
      JOIN contact_value v ON v.field_id = f.id
      WHERE f.name IN (<fields>) AND v.contact_id IN (<contacts>)
      """;

  private static final Map<String, ActKind> KINDS =
      Arrays.stream(ActKind.values()).collect(Collectors.toMap(ActKind::word, kind -> kind));

  private static final String CUSTOM_FIELD = "custom.";

  private final Handle handle;
  private final SiteId site;
  private final RuleBook book;
  private final Set<String> kinds;
  private final Map<ContactId, Facts> found = new LinkedHashMap<>();

  /** The same, and whom those are now part of that were merged into them. */
  private final Map<ContactId, Facts> parts = new HashMap<>();

  /** Whose span it is. */
  private record Owned(Facts facts, VisitorSpan span) {}

  private final List<Owned> owned = new ArrayList<>();
  private final Set<VisitorId> buyers = new HashSet<>();

  /** Reads acts of the kinds that rules and {@code more} ask for. */
  FactsReader(Handle handle, SiteId site, RuleBook book, Set<ActKind> more) {
    this.handle = handle;
    this.site = site;
    this.book = book;
    Set<ActKind> all = new HashSet<>(book.acts());
    all.addAll(more);
    this.kinds = all.stream().map(ActKind::word).collect(Collectors.toSet());
  }

  /** The facts of those that there are: none that is restricted, merged or taken back. */
  Map<ContactId, Facts> read(Collection<ContactId> contacts) {
    each(
        CONTACTS,
        contacts,
        row -> {
          ContactId contact = new ContactId(row.getLong(1));
          found.put(contact, new Facts(contact, Instant.ofEpochMilli(row.getLong(2))));
        });
    if (found.isEmpty()) {
      return found;
    }
    parts.putAll(found);
    readMerged();
    readSpans();
    each(GIVEN, parts.keySet(), row -> of(row).given.add(row.getString(2)));
    if (book.rules().stages().qualificationMails()) {
      each(ALLOWING, found.keySet(), row -> of(row).allowsMails = true);
    }
    if (book.asks(RuleKind.MAIL)) {
      each(
          CLICKS,
          parts.keySet(),
          row -> of(row).clicks.add(new Facts.MailClick(row.getString(2), time(row, 3))));
    }
    if (book.asks(RuleKind.FIELD)) {
      readFields();
    }
    return found;
  }

  private void readMerged() {
    handle
        .createQuery(MERGED)
        .bind("ids", JsonRows.of(found.keySet()).toString())
        .map((row, context) -> Map.entry(new ContactId(row.getLong(2)), of(row)))
        .forEach(part -> parts.put(part.getKey(), part.getValue()));
  }

  private void readSpans() {
    JsonRows spans = new JsonRows();
    each(
        SPANS,
        found.keySet(),
        row -> {
          long undone = row.getLong(4);
          Instant until = row.wasNull() ? END_OF_TIME : Instant.ofEpochMilli(undone);
          VisitorId visitor = new VisitorId(Jdbis.uuidOf(row.getBytes(2)));
          VisitorSpan span = new VisitorSpan(visitor, time(row, 3), until);
          spans.row(owned.size(), visitor, span.since(), until);
          owned.add(new Owned(of(row), span));
          of(row).spans.add(span);
        });
    if (owned.isEmpty()) {
      return;
    }
    String text = spans.toString();
    inSpans(ACTS, text, this::act);
    for (Owned each : owned) {
      // Several spans of one contact: sorting what is in order costs next to nothing.
      each.facts().acts.sort(ProfileAct.OLDEST_FIRST);
    }
    readFallenOrders();
    if (handle.createQuery(ANY_OPENINGS).bind("site", site).mapTo(boolean.class).one()) {
      inSpans(
          WEIGHTS,
          text,
          (facts, row) ->
              facts.openings.add(
                  new Opening.Weight(row.getString(2), row.getDouble(3), time(row, 4))));
      inSpans(POINTS, text, FactsReader::points);
    }
  }

  private void readFallenOrders() {
    JsonRows spans = new JsonRows();
    for (int i = 0; i < owned.size(); i++) {
      VisitorSpan span = owned.get(i).span();
      if (buyers.contains(span.visitor())) {
        spans.row(i, span.visitor(), span.since(), span.until());
      }
    }
    if (!spans.isEmpty()) {
      inSpans(FALLEN, spans.toString(), (facts, row) -> facts.fallenOrders.add(row.getString(2)));
    }
  }

  private void readFields() {
    Set<String> fields = book.fields();
    each(
        COLUMNS,
        found.keySet(),
        row -> {
          for (int i = 2; i <= row.getMetaData().getColumnCount(); i++) {
            String name = row.getMetaData().getColumnLabel(i);
            String value = row.getString(i);
            if (value != null && !value.isBlank() && fields.contains(name)) {
              of(row).fields.put(name, new Facts.Field(null));
            }
          }
        });
    List<String> custom =
        fields.stream()
            .filter(field -> field.startsWith(CUSTOM_FIELD))
            .map(field -> field.substring(CUSTOM_FIELD.length()))
            .toList();
    if (!custom.isEmpty()) {
      handle
          .createQuery(CUSTOM)
          .bindList("fields", custom)
          .bindList("contacts", Jdbis.padded(found.keySet()))
          .map(
              (row, context) ->
                  of(row)
                      .fields
                      .put(CUSTOM_FIELD + row.getString(2), new Facts.Field(row.getBigDecimal(3))))
          .list();
    }
  }

  private void act(Facts facts, ResultSet row) throws SQLException {
    ActKind kind = KINDS.get(row.getString(3));
    if (kind == ActKind.ORDER) {
      buyers.add(owned.get(row.getInt(1)).span().visitor());
    }
    if (kind != null) {
      facts.acts.add(
          new ProfileAct(
              owned.get(row.getInt(1)).span().visitor(),
              time(row, 2),
              kind,
              row.getString(4),
              row.getBigDecimal(5)));
    }
  }

  private static void points(Facts facts, ResultSet row) throws SQLException {
    long number = row.getLong(4);
    Long rule = row.wasNull() ? null : (Long) number;
    facts.openings.add(
        new Opening.Points(
            row.getString(2),
            RuleBook.thousandths(row.getBigDecimal(3)),
            rule,
            row.getString(5),
            time(row, 6)));
  }

  @FunctionalInterface
  private interface Reading {
    void of(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface OwnReading {
    void of(Facts facts, ResultSet row) throws SQLException;
  }

  private void each(String sql, Collection<ContactId> contacts, Reading reading) {
    Query query = handle.createQuery(sql).bindList("contacts", Jdbis.padded(contacts));
    if (sql.contains(":site")) {
      query.bind("site", site);
    }
    query.scanResultSet(
        (rows, context) -> {
          ResultSet row = rows.get();
          while (row.next()) {
            reading.of(row);
          }
          return row;
        });
  }

  private void inSpans(String sql, String spans, OwnReading reading) {
    Query query = handle.createQuery(sql).bind("site", site).bind("spans", spans);
    if (sql.contains("<kinds>")) {
      query.bindList("kinds", List.copyOf(kinds));
    }
    query.scanResultSet(
        (rows, context) -> {
          ResultSet row = rows.get();
          while (row.next()) {
            reading.of(owned.get(row.getInt(1)).facts(), row);
          }
          return row;
        });
  }

  private Facts of(ResultSet row) throws SQLException {
    Facts facts = parts.get(new ContactId(row.getLong(1)));
    if (facts == null) {
      throw new IllegalStateException("a row of a contact that was not asked for");
    }
    return facts;
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }
}
