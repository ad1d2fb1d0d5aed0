package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.db.JsonRows;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What was said about the visitors of one site, inside the caller's transaction. What somebody
 * refused by hand is kept and does not count; what was said of a contact that was merged counts for
 * the one that was kept (docs/adr/0097).
 */
final class StatementRows {
  private static final RowMapper<Statement> STATEMENT = ConstructorMapper.of(Statement.class);

  private static final RowMapper<Row> ROW =
      (row, context) -> {
        long merged = row.getLong("merged_into");
        ContactId into = row.wasNull() ? null : new ContactId(merged);
        return new Row(STATEMENT.map(row, context), into, row.getBoolean("refused"));
      };

  private static final String OF_VISITORS =
      """
      SELECT s.visitor_id AS visitor, s.contact_id AS contact, s.proof, s.source, s.said_at AS at,
             s.event_id AS event, c.merged_into,
             EXISTS (SELECT 1 FROM identity_refusal r
                     WHERE r.site_id = s.site_id AND r.visitor_id = s.visitor_id
                       AND r.contact_id = s.contact_id AND r.undone_at IS NULL) AS refused
      FROM identity_statement s LEFT JOIN contact c ON c.id = s.contact_id
      WHERE s.site_id = :site AND s.visitor_id IN (<visitors>)
      """;

  /** Contact by contact by the keys: of a list of hundreds, MariaDB rather reads all statements. */
  private static final String VISITORS_OF =
      """
      SELECT s.visitor_id FROM JSON_TABLE(:contacts, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      STRAIGHT_JOIN identity_statement s FORCE INDEX (identity_statement_contact)
        ON s.contact_id = v.id AND s.site_id = :site
      UNION
      SELECT s.visitor_id FROM JSON_TABLE(:contacts, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      STRAIGHT_JOIN contact c FORCE INDEX (contact_merged) ON c.merged_into = v.id
      STRAIGHT_JOIN identity_statement s FORCE INDEX (identity_statement_contact)
        ON s.contact_id = c.id AND s.site_id = :site
      """;

  /** A statement that is known already stays as it is. */
  private static final String ADD =
      """
      INSERT INTO identity_statement
        (site_id, visitor_id, said_at, event_id, contact_id, proof, source)
      VALUES (:site, :visitor, :at, :event, :contact, :proof, :source)
      ON DUPLICATE KEY UPDATE proof = proof
      """;

  private static final String FORGET =
      """
      DELETE FROM identity_statement
      WHERE site_id = :site AND visitor_id = :visitor AND said_at = :at AND event_id = :event
      """;

  private record Row(Statement said, @Nullable ContactId into, boolean refused) {
    Statement counting() {
      return into == null ? said : said.about(into);
    }
  }

  private final Handle handle;
  private final SiteId site;

  StatementRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  /** What is known of some visitors; those of whom nothing was said are left out. */
  Map<VisitorId, VisitorHistory> of(Collection<VisitorId> visitors) {
    if (visitors.isEmpty()) {
      return Map.of();
    }
    Map<VisitorId, List<Row>> said =
        handle
            .createQuery(OF_VISITORS)
            .bind("site", site)
            .bindList("visitors", Jdbis.padded(visitors))
            .map(ROW)
            .collect(Collectors.groupingBy(row -> row.said().visitor()));
    Map<VisitorId, VisitorHistory> histories = new HashMap<>();
    said.forEach((visitor, ofIt) -> histories.put(visitor, history(ofIt)));
    return histories;
  }

  private static VisitorHistory history(List<Row> rows) {
    return new VisitorHistory(
        rows.stream().map(Row::said).toList(),
        rows.stream().filter(row -> !row.refused()).map(Row::counting).toList());
  }

  /**
   * Every visitor that was ever said to be one of these contacts, or one that was merged into them.
   */
  Set<VisitorId> visitorsOf(Collection<ContactId> contacts) {
    return contacts.isEmpty()
        ? Set.of()
        : handle
            .createQuery(VISITORS_OF)
            .bind("site", site)
            .bind("contacts", JsonRows.of(contacts).toString())
            .mapTo(VisitorId.class)
            .set();
  }

  void add(Collection<Statement> statements) {
    PreparedBatch batch = handle.prepareBatch(ADD);
    for (Statement said : statements) {
      bind(batch, said)
          .bind("contact", said.contact())
          .bind("proof", Proofs.word(said.proof()))
          .bind("source", said.source())
          .add();
    }
    batch.execute();
  }

  void forget(Collection<Statement> statements) {
    if (!statements.isEmpty()) {
      PreparedBatch batch = handle.prepareBatch(FORGET);
      statements.forEach(said -> bind(batch, said).add());
      batch.execute();
    }
  }

  private PreparedBatch bind(PreparedBatch batch, Statement said) {
    return batch
        .bind("site", site)
        .bind("visitor", said.visitor())
        .bind("at", said.at())
        .bind("event", said.event());
  }
}
