package io.piste.eventlog;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** How far rebuilds are, as anybody may ask. Thread-safe. */
public final class RebuildRuns {
  /** The rebuild of everything. */
  public static final String ALL = "all";

  /** The closing of a part of the log that is past retention. */
  public static final String PART = "part";

  private static final String READ = "SELECT * FROM rebuild_run WHERE job = :job";

  private static final String BEGIN =
      """
      REPLACE INTO rebuild_run
        (job, state, started_at, beat_at, until_at, only_site, through_seq, target_seq)
      VALUES (:job, 'gathering', :now, :now, :until, :only, 0, :target)
      """;

  private static final String GATHERED =
      """
      UPDATE rebuild_run SET through_seq = :through, events = events + :found, beat_at = :now
      WHERE job = :job
      """;

  private static final String EXPECT = "UPDATE rebuild_run SET events = :events WHERE job = :job";

  private static final String STATE =
      "UPDATE rebuild_run SET state = :state, beat_at = :now WHERE job = :job";

  private static final String MOVE =
      """
      UPDATE rebuild_run
      SET cursor_site = :site, cursor_visitor = :visitor, beat_at = :now,
          events_done = events_done + :events, visitors_done = visitors_done + :visitors
      WHERE job = :job
      """;

  private static final String END =
      "UPDATE rebuild_run SET state = 'done', beat_at = :now, ended_at = :now WHERE job = :job";

  private final Jdbi jdbi;

  /** Reads through the given pool. */
  public RebuildRuns(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The latest rebuild of everything; empty when there never was one. */
  public Optional<RebuildRun> ofAll() {
    return jdbi.withHandle(handle -> read(handle, ALL));
  }

  /** The latest closing of a part of the log; empty when there never was one. */
  public Optional<RebuildRun> ofPart() {
    return jdbi.withHandle(handle -> read(handle, PART));
  }

  static Optional<RebuildRun> read(Handle handle, String job) {
    return handle.createQuery(READ).bind("job", job).map(RebuildRuns::row).findOne();
  }

  /** What a run is about. */
  record Extent(@Nullable Instant until, @Nullable SiteId only) {
    static final Extent ALL = new Extent(null, null);
  }

  static void begin(Handle handle, String job, Extent extent, Instant now) {
    handle
        .createUpdate(BEGIN)
        .bind("job", job)
        .bind("until", extent.until())
        .bind("only", extent.only() == null ? 0 : extent.only().value())
        .bind("target", Checkpoint.read(handle))
        .bind("now", now)
        .execute();
  }

  static void gathered(Handle handle, String job, long through, int found, Instant now) {
    handle
        .createUpdate(GATHERED)
        .bind("job", job)
        .bind("through", through)
        .bind("found", found)
        .bind("now", now)
        .execute();
  }

  /** How many events there are to project again, where not all that were found. */
  static void expect(Handle handle, String job, long events) {
    handle.createUpdate(EXPECT).bind("job", job).bind("events", events).execute();
  }

  static void become(Handle handle, String job, RebuildRun.State state, Instant now) {
    handle
        .createUpdate(STATE)
        .bind("job", job)
        .bind("state", state.name().toLowerCase(Locale.ROOT))
        .bind("now", now)
        .execute();
  }

  /** A chunk is done: goes on behind a visitor. */
  static void move(Handle handle, String job, Scope.Visitor cursor, Done done, Instant now) {
    handle
        .createUpdate(MOVE)
        .bind("job", job)
        .bind("site", cursor.site())
        .bind("visitor", cursor.id())
        .bind("events", done.events())
        .bind("visitors", done.visitors())
        .bind("now", now)
        .execute();
  }

  static void end(Handle handle, String job, Instant now) {
    handle.createUpdate(END).bind("job", job).bind("now", now).execute();
  }

  /** How much a chunk was. */
  record Done(long events, long visitors) {}

  private static RebuildRun row(ResultSet row, StatementContext context) throws SQLException {
    return new RebuildRun(
        row.getString("job"),
        RebuildRun.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Instant.ofEpochMilli(row.getLong("beat_at")),
        instant(row, "ended_at"),
        instant(row, "until_at"),
        site(row),
        row.getLong("through_seq"),
        row.getLong("target_seq"),
        new Scope.Visitor(
            new SiteId(row.getLong("cursor_site")),
            new VisitorId(Jdbis.uuidOf(row.getBytes("cursor_visitor")))),
        row.getLong("events"),
        row.getLong("events_done"),
        row.getLong("visitors_done"));
  }

  private static @Nullable SiteId site(ResultSet row) throws SQLException {
    long only = row.getLong("only_site");
    return only == 0 ? null : new SiteId(only);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
