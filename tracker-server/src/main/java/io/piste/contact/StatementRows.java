package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
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

/** What was said about the visitors of one site, inside the caller's transaction. */
final class StatementRows {
  private static final RowMapper<Statement> ROW = ConstructorMapper.of(Statement.class);

  private static final String OF_VISITORS =
      """
      SELECT visitor_id AS visitor, contact_id AS contact, proof, source, said_at AS at,
             event_id AS event
      FROM identity_statement
      WHERE site_id = :site AND visitor_id IN (<visitors>)
      """;

  private static final String VISITORS_OF =
      """
      SELECT DISTINCT visitor_id FROM identity_statement
      WHERE site_id = :site AND contact_id IN (<contacts>)
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
    Map<VisitorId, List<Statement>> said =
        handle
            .createQuery(OF_VISITORS)
            .bind("site", site)
            .bindList("visitors", Jdbis.padded(visitors))
            .map(ROW)
            .collect(Collectors.groupingBy(Statement::visitor));
    Map<VisitorId, VisitorHistory> histories = new HashMap<>();
    said.forEach((visitor, ofIt) -> histories.put(visitor, new VisitorHistory(ofIt)));
    return histories;
  }

  /** Every visitor that was ever said to be one of these contacts. */
  Set<VisitorId> visitorsOf(Collection<ContactId> contacts) {
    return contacts.isEmpty()
        ? Set.of()
        : handle
            .createQuery(VISITORS_OF)
            .bind("site", site)
            .bindList("contacts", Jdbis.padded(contacts))
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
