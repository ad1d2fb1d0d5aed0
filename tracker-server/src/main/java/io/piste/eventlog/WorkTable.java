package io.piste.eventlog;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Where in the log the events of a visitor stand. The log has no index that tells, so a rebuild
 * notes it in tables of its own, in one pass, and drops them at the end. {@code _said} holds who
 * was said to have which address, {@code _done} those that came before their turn.
 */
final class WorkTable {
  private static final String EVENTS =
      """
      CREATE TABLE IF NOT EXISTS rebuild_job (
        seq          BIGINT     NOT NULL PRIMARY KEY,
        received_at  BIGINT     NOT NULL,
        site_id      BIGINT     NOT NULL,
        visitor_id   BINARY(16) NOT NULL
      )
      """;

  /** Made when the rows are there: sorting them once is many times faster than keeping order. */
  private static final String INDEX =
      "ALTER TABLE rebuild_job ADD INDEX IF NOT EXISTS of_visitor (site_id, visitor_id, seq, received_at)";

  private static final String SAID =
      """
      CREATE TABLE IF NOT EXISTS rebuild_job_said (
        email        VARCHAR(254) NOT NULL,
        site_id      BIGINT       NOT NULL,
        visitor_id   BINARY(16)   NOT NULL,
        PRIMARY KEY (email, site_id, visitor_id),
        KEY of_visitor (site_id, visitor_id)
      )
      """;

  private static final String DONE =
      """
      CREATE TABLE IF NOT EXISTS rebuild_job_done (
        site_id      BIGINT     NOT NULL,
        visitor_id   BINARY(16) NOT NULL,
        PRIMARY KEY (site_id, visitor_id)
      )
      """;

  private static final String GATHER =
      """
      INSERT IGNORE INTO rebuild_job (seq, received_at, site_id, visitor_id)
      SELECT seq, received_at, site_id, visitor_id FROM event_log
      WHERE stream = :stream AND seq > :after AND seq <= :through
      """;

  /** An address that cannot be read is none. */
  private static final String GATHER_SAID =
      """
      INSERT IGNORE INTO rebuild_job_said (email, site_id, visitor_id)
      SELECT LOWER(TRIM(JSON_VALUE(body, '$.identify.email'))), site_id, visitor_id FROM event_log
      WHERE stream = :stream AND seq > :after AND seq <= :through AND type = 'identify'
        AND JSON_VALUE(body, '$.identify.email') IS NOT NULL
      """;

  private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

  private static final String OF_THESE = " AND site_id = :site AND visitor_id IN (<visitors>)";

  private static final String NEXT =
      """
      SELECT w.site_id AS v_site, w.visitor_id AS v_id, COUNT(*) AS events
      FROM rebuild_job w
      LEFT JOIN rebuild_job_done d ON d.site_id = w.site_id AND d.visitor_id = w.visitor_id
      WHERE (w.site_id > :site OR (w.site_id = :site AND w.visitor_id > :visitor))
        AND w.received_at < :before AND d.site_id IS NULL AND (:only = 0 OR w.site_id = :only)
      GROUP BY w.site_id, w.visitor_id
      ORDER BY w.site_id, w.visitor_id LIMIT :limit
      """;

  private static final String SAME_ADDRESS =
      """
      SELECT DISTINCT b.site_id AS site, b.visitor_id AS id
      FROM rebuild_job_said a JOIN rebuild_job_said b ON b.email = a.email
      WHERE a.site_id = :site AND a.visitor_id IN (<visitors>)
      """;

  private static final String NOTE_DONE =
      "INSERT IGNORE INTO rebuild_job_done (site_id, visitor_id) VALUES (:site, :visitor)";

  /** Places in the log whose events have effects, in the order in which they had them. */
  private static final String PLACES =
      """
      SELECT w.seq, w.received_at, COALESCE(d.settled_after, w.seq) AS position,
             d.seq IS NOT NULL AS late
      FROM rebuild_job w
      LEFT JOIN event_dead d ON d.stream = :stream AND d.seq = w.seq
      LEFT JOIN erased_visitor e ON e.site_id = w.site_id AND e.visitor_id = w.visitor_id
      LEFT JOIN event_covered c ON c.site_id = w.site_id AND c.visitor_id = w.visitor_id
      WHERE w.site_id = :site AND w.visitor_id IN (<visitors>)
        AND (d.seq IS NULL OR d.state = 'replayed')
        AND (e.erased_at IS NULL OR w.received_at > e.erased_at)
        AND (c.until_at IS NULL OR w.received_at >= c.until_at OR w.seq > c.through_seq)
      """;

  /** A visitor and how many events there are of them. */
  record Amount(Scope.Visitor visitor, long events) {}

  /**
   * Where an event stands.
   *
   * @param position when it was projected: at its turn, or after the event of that number
   * @param late whether it was projected out of turn, as a dead letter that was replayed
   */
  record Place(long seq, long receivedAt, long position, boolean late) {
    static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::position)
            .thenComparing(Place::late)
            .thenComparingLong(Place::seq);
  }

  private static final RowMapper<Scope.Visitor> VISITOR = ConstructorMapper.of(Scope.Visitor.class);

  private final Handle handle;
  private final String name;

  WorkTable(Handle handle, String job) {
    this.handle = handle;
    this.name = "rebuild_" + job;
  }

  /** Each job has tables of its own. */
  private String named(String sql) {
    return sql.replace("rebuild_job", name);
  }

  void create() {
    handle.execute(named(EVENTS));
    handle.execute(named(SAID));
    handle.execute(named(DONE));
  }

  void index() {
    handle.execute(named(INDEX));
  }

  void drop() {
    handle.execute(named("DROP TABLE IF EXISTS rebuild_job, rebuild_job_said, rebuild_job_done"));
  }

  /** Notes the events of a stretch of the log; answers how many. Noting one again is harmless. */
  int gather(long after, long through) {
    handle
        .createUpdate(named(GATHER_SAID))
        .bind("stream", StreamWriter.STREAM)
        .bind("after", after)
        .bind("through", through)
        .execute();
    return handle
        .createUpdate(named(GATHER))
        .bind("stream", StreamWriter.STREAM)
        .bind("after", after)
        .bind("through", through)
        .execute();
  }

  /** The same for the events of some visitors alone. */
  void gatherOf(Scope scope, long after, long through) {
    for (String sql : List.of(GATHER_SAID, GATHER)) {
      scope.update(
          handle,
          named(sql) + OF_THESE,
          update ->
              update
                  .bind("stream", StreamWriter.STREAM)
                  .bind("after", after)
                  .bind("through", through));
    }
  }

  /** How many events of a site are noted. */
  long events(SiteId site) {
    return handle
        .createQuery(named("SELECT COUNT(*) FROM rebuild_job WHERE site_id = :site"))
        .bind("site", site)
        .mapTo(Long.class)
        .one();
  }

  /**
   * The next visitors behind the cursor of a run who have an event that it is about: of its part of
   * the log, of its site.
   */
  List<Amount> next(RebuildRun run, int limit) {
    return handle
        .createQuery(named(NEXT))
        .bind("site", run.cursor().site())
        .bind("visitor", run.cursor().id())
        .bind("before", run.untilAt() == null ? END_OF_TIME : run.untilAt())
        .bind("only", run.onlySite() == null ? 0 : run.onlySite().value())
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Amount(
                    new Scope.Visitor(
                        new SiteId(row.getLong("v_site")),
                        new VisitorId(Jdbis.uuidOf(row.getBytes("v_id")))),
                    row.getLong("events")))
        .list();
  }

  /** These visitors and all that hang together with them. */
  Scope together(Scope scope, List<Projection> projections) {
    Set<Scope.Visitor> all = new HashSet<>(scope.visitors());
    Set<Scope.Visitor> news = scope.visitors();
    while (!news.isEmpty()) {
      Scope asked = new Scope(news, scope.now());
      Set<Scope.Visitor> found = new HashSet<>();
      projections.forEach(projection -> found.addAll(projection.kin(handle, asked)));
      found.addAll(asked.query(handle, named(SAME_ADDRESS), VISITOR));
      found.removeAll(all);
      all.addAll(found);
      news = found;
    }
    return new Scope(all, scope.now());
  }

  void noteDone(Collection<Scope.Visitor> visitors) {
    var batch = handle.prepareBatch(named(NOTE_DONE));
    visitors.forEach(
        visitor -> batch.bind("site", visitor.site()).bind("visitor", visitor.id()).add());
    batch.execute();
  }

  /** Where the events of these visitors stand, in the order to project them in. */
  List<Place> places(Scope scope) {
    return scope
        .query(
            handle,
            named(PLACES),
            ConstructorMapper.of(Place.class),
            query -> query.bind("stream", StreamWriter.STREAM))
        .stream()
        .sorted(Place.ORDER)
        .toList();
  }
}
