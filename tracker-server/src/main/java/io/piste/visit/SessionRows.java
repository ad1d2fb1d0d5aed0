package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.db.JsonRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The session keeper's statements about sessions of one site, inside the projector's transaction.
 */
final class SessionRows {
  private static final List<String> COLUMNS =
      List.of(
          "started_at",
          "last_at",
          "pages",
          "entry_url",
          "referrer",
          "actions",
          "visible_ms",
          "entered_at",
          "entry_path",
          "exited_at",
          "exit_path",
          "channel",
          "source",
          "medium",
          "campaign",
          "device",
          "browser",
          "os",
          "country",
          "paths");

  private static final String COLUMNS_READ =
      "s.id, s.visitor_id, s." + String.join(", s.", COLUMNS);

  /** Led by the visitors asked for, whatever the optimizer thinks of the table's size. */
  private static final String SELECT =
      "SELECT STRAIGHT_JOIN "
          + COLUMNS_READ
          + """

          FROM JSON_TABLE(:visitors, '$[*]'
            COLUMNS (visitor CHAR(32) CHARACTER SET ascii PATH '$[0]')) v
          JOIN visit_session s FORCE INDEX (visit_session_visitor)
            ON s.site_id = :site AND s.visitor_id = UNHEX(v.visitor)
          """;

  private static final String NEAR =
      SELECT + " WHERE s.last_at > :after AND s.started_at < :before";

  private static final String INSERT =
      "INSERT INTO visit_session (site_id, visitor_id, "
          + String.join(", ", COLUMNS)
          + ") VALUES ("
          + "?, ".repeat(COLUMNS.size() + 1)
          + "?)";

  /** Some visitors' sessions become their opening balance: those that lasted beyond a time. */
  static final String KEEP = copy("visit_session", "visit_session_opening") + " AND last_at > :at";

  /** Some visitors' opening balance becomes their sessions. */
  static final String RESTORE = copy("visit_session_opening", "visit_session");

  /** With their numbers: page views name them. */
  private static String copy(String from, String to) {
    String columns = "id, site_id, visitor_id, " + String.join(", ", COLUMNS);
    return "INSERT INTO %s (%s) SELECT %s FROM %s WHERE site_id = :site AND visitor_id IN (<visitors>)"
        .formatted(to, columns, columns, from);
  }

  private static final String IDS =
      """
      SELECT STRAIGHT_JOIN s.id, s.visitor_id, s.started_at
      FROM JSON_TABLE(:starts, '$[*]'
        COLUMNS (visitor CHAR(32) CHARACTER SET ascii PATH '$[0]', started_at BIGINT PATH '$[1]')) v
      JOIN visit_session s FORCE INDEX (visit_session_visitor)
        ON s.site_id = :site AND s.visitor_id = UNHEX(v.visitor) AND s.started_at = v.started_at
      """;

  /** What changes while a session goes on; how it began stays. */
  private static final String GO_ON =
      """
      UPDATE JSON_TABLE(:rows, '$[*]' COLUMNS (
          id BIGINT PATH '$[0]', last_at BIGINT PATH '$[1]', pages INT PATH '$[2]',
          actions INT PATH '$[3]', visible_ms BIGINT PATH '$[4]', exited_at BIGINT PATH '$[5]',
          exit_path VARCHAR(500) PATH '$[6]',
          paths VARCHAR(512) CHARACTER SET ascii PATH '$[7]')) v
      STRAIGHT_JOIN visit_session s ON s.id = v.id
      SET s.last_at = v.last_at, s.pages = v.pages, s.actions = v.actions,
          s.visible_ms = v.visible_ms, s.exited_at = v.exited_at, s.exit_path = v.exit_path,
          s.paths = UNHEX(v.paths)
      """;

  private static final String UPDATE =
      "UPDATE visit_session SET " + String.join(" = ?, ", COLUMNS) + " = ? WHERE id = ?";

  /** The visitor and the time lead to the rows: an index by session would serve nobody else. */
  private static final String MOVE =
      """
      UPDATE %s SET session_id = :survivor
      WHERE site_id = :site AND visitor_id = :visitor AND %s BETWEEN :from AND :until
        AND session_id = :merged
      """;

  private static final String MOVE_PAGES = MOVE.formatted("page_view", "viewed_at");
  private static final String MOVE_EVENTS = MOVE.formatted("visit_event", "happened_at");
  private static final String PATHS =
      """
      SELECT DISTINCT path FROM page_view
      WHERE site_id = :site AND visitor_id = :visitor AND viewed_at BETWEEN :from AND :until
        AND session_id = :session
      """;

  private static final String DELETE = "DELETE FROM visit_session WHERE id = ?";

  private record Start(VisitorId visitor, long startedAt) {}

  private final Handle handle;
  private final SiteId site;

  SessionRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  /** Those of some visitors that are less than a pause away from a stretch of time, in order. */
  List<StoredSession> near(Collection<VisitorId> visitors, Instant first, Instant last) {
    return handle
        .createQuery(NEAR)
        .bind("site", site)
        .bind("visitors", JsonRows.of(visitors).toString())
        .bind("after", first.minus(SessionDraft.PAUSE))
        .bind("before", last.plus(SessionDraft.PAUSE))
        .map((row, context) -> read(row))
        .stream()
        .sorted(Comparator.comparing(StoredSession::startedAt))
        .toList();
  }

  /** All that are kept of some visitors. */
  List<StoredSession> allOf(Collection<VisitorId> visitors) {
    if (visitors.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(SELECT)
        .bind("site", site)
        .bind("visitors", JsonRows.of(visitors).toString())
        .map((row, context) -> read(row))
        .list();
  }

  /** The paths that a stored session counts a visit of. */
  List<String> pathsOf(StoredSession session) {
    return handle
        .createQuery(PATHS)
        .bind("site", site)
        .bind("visitor", session.visitor())
        .bind("from", session.startedAt())
        .bind("until", session.lastAt())
        .bind("session", session.id())
        .mapTo(String.class)
        .filter(session.paths()::contains)
        .list();
  }

  /** Stores them all at once and tells each its number. */
  void insert(List<SessionDraft> begun) {
    if (begun.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(INSERT);
    JsonRows starts = new JsonRows();
    Map<Start, SessionDraft> drafts = new HashMap<>();
    for (SessionDraft draft : begun) {
      StoredSession session = draft.now();
      long startedAt = session.startedAt().toEpochMilli();
      drafts.put(new Start(session.visitor(), startedAt), draft);
      starts.row(session.visitor(), startedAt);
      batch.bind(0, site).bind(1, session.visitor());
      bind(batch, 2, session);
      batch.add();
    }
    batch.execute();
    handle
        .createQuery(IDS)
        .bind("site", site)
        .bind("starts", starts.toString())
        .map((stored, context) -> Map.entry(start(stored), stored.getLong("id")))
        .forEach(
            stored -> {
              SessionDraft draft = drafts.remove(stored.getKey());
              if (draft != null) {
                draft.stored(stored.getValue());
              }
            });
  }

  void update(List<SessionDraft> changed) {
    JsonRows goingOn = new JsonRows();
    PreparedBatch others = handle.prepareBatch(UPDATE);
    for (SessionDraft draft : changed) {
      StoredSession session = draft.now();
      if (draft.goesOn()) {
        goingOn.row(
            session.id(),
            session.lastAt(),
            session.pages(),
            session.actions(),
            session.visible(),
            session.exitAt(),
            session.exitPath(),
            session.paths().bytes());
      } else {
        others.bind(bind(others, 0, session), session.id()).add();
      }
    }
    if (!goingOn.isEmpty()) {
      handle.createUpdate(GO_ON).bind("rows", goingOn.toString()).execute();
    }
    others.execute();
  }

  // Rare: an event came late and filled the pause between two stored sessions.
  void removeMerged(List<SessionDraft> merged) {
    for (SessionDraft draft : merged) {
      StoredSession gone = draft.now();
      for (String move : List.of(MOVE_PAGES, MOVE_EVENTS)) {
        handle
            .createUpdate(move)
            .bind("survivor", draft.survivor().id())
            .bind("merged", gone.id())
            .bind("site", site)
            .bind("visitor", gone.visitor())
            .bind("from", gone.startedAt())
            .bind("until", gone.lastAt())
            .execute();
      }
      handle.createUpdate(DELETE).bind(0, gone.id()).execute();
    }
  }

  /** Binds {@link #COLUMNS} from a position on and tells the next one. */
  private static int bind(SqlStatement<?> statement, int from, StoredSession session) {
    Landing landing = session.landing();
    Attribution attribution = session.attribution();
    Landing.Device device = landing.device();
    int at = from;
    statement.bind(at++, session.startedAt()).bind(at++, session.lastAt());
    statement.bind(at++, session.pages()).bind(at++, landing.url()).bind(at++, landing.referrer());
    statement.bind(at++, session.actions()).bind(at++, session.visible());
    statement.bind(at++, landing.at()).bind(at++, session.entryPath());
    statement.bind(at++, session.exitAt()).bind(at++, session.exitPath());
    statement.bind(at++, attribution.channel().word()).bind(at++, attribution.source());
    statement.bind(at++, attribution.medium()).bind(at++, attribution.campaign());
    statement.bind(at++, device.device()).bind(at++, device.browser());
    statement.bind(at++, device.system()).bind(at++, device.country());
    statement.bind(at++, session.paths().bytes());
    return at;
  }

  private static Start start(ResultSet row) throws SQLException {
    return new Start(visitor(row), row.getLong("started_at"));
  }

  private static VisitorId visitor(ResultSet row) throws SQLException {
    return new VisitorId(Jdbis.uuidOf(row.getBytes("visitor_id")));
  }

  private static StoredSession read(ResultSet row) throws SQLException {
    Attribution attribution =
        new Attribution(
            Channel.of(row.getString("channel")).orElse(Channel.OTHER),
            row.getString("source"),
            row.getString("medium"),
            row.getString("campaign"));
    Landing.Device device =
        new Landing.Device(
            row.getString("device"),
            row.getString("browser"),
            row.getString("os"),
            row.getString("country"));
    return new StoredSession(
        row.getLong("id"),
        visitor(row),
        instant(row, "started_at"),
        instant(row, "last_at"),
        row.getInt("pages"),
        row.getInt("actions"),
        row.getLong("visible_ms"),
        new Landing(
            instant(row, "entered_at"),
            row.getString("entry_url"),
            row.getString("referrer"),
            attribution,
            device),
        instant(row, "exited_at"),
        row.getString("exit_path"),
        PathSet.of(row.getBytes("paths")));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }
}
