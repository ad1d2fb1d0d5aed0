package io.piste.profile;

import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Runs that work everybody's profile out anew, and how far they are. Thread-safe. */
public final class ProfileRuns {
  private static final String REPLACE =
      """
      UPDATE profile_run SET state = 'replaced', ended_at = :now
      WHERE site_id = :site AND state IN ('waiting', 'running')
      """;
  private static final String ASK =
      """
      INSERT INTO profile_run (site_id, state, reason, asked_at)
      VALUES (:site, 'waiting', :reason, :now)
      """;
  private static final String OF =
      "SELECT * FROM profile_run WHERE site_id = :site ORDER BY id DESC LIMIT :limit";
  private static final String UNFINISHED =
      "SELECT * FROM profile_run WHERE state IN ('running', 'waiting') ORDER BY id";
  private static final String BEGIN =
      """
      UPDATE profile_run SET state = 'running', begun_at = :now,
        total = (SELECT COUNT(*) FROM profile WHERE site_id = :site)
      WHERE id = :id AND state = 'waiting'
      """;
  private static final String PASS =
      """
      UPDATE profile_run SET last_contact = :last, seen = seen + :seen, written = written + :written
      WHERE id = :id AND state = 'running'
      """;
  private static final String END =
      "UPDATE profile_run SET state = 'done', ended_at = :now WHERE id = :id AND state = 'running'";
  private static final String LAST = "SELECT last_contact FROM profile_run WHERE id = :id";

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Reads and writes through the given pool. */
  public ProfileRuns(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Asks for a run over everybody whom a site knows; an unfinished one is replaced by it. */
  public void ask(SiteId site) {
    jdbi.useTransaction(handle -> ask(handle, site, ProfileRun.Reason.HAND, clock.instant()));
  }

  /** The last run of a site. */
  public Optional<ProfileRun> latest(SiteId site) {
    return list(site, 1).stream().findFirst();
  }

  /** The last runs of a site, the newest first. */
  public List<ProfileRun> list(SiteId site, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF)
                .bind("site", site)
                .bind("limit", limit)
                .map(ProfileRuns::read)
                .list());
  }

  /** The same inside the caller's transaction, which changed a rule. */
  static void ask(Handle handle, SiteId site, ProfileRun.Reason reason, Instant now) {
    handle.createUpdate(REPLACE).bind("site", site).bind("now", now).execute();
    handle
        .createUpdate(ASK)
        .bind("site", site)
        .bind("reason", reason.word())
        .bind("now", now)
        .execute();
  }

  /** Those that are not done, one of a site at most, the oldest first. */
  static List<ProfileRun> unfinished(Handle handle) {
    return handle.createQuery(UNFINISHED).map(ProfileRuns::read).list();
  }

  static void begin(Handle handle, ProfileRun run, Instant now) {
    handle
        .createUpdate(BEGIN)
        .bind("id", run.id())
        .bind("site", run.site())
        .bind("now", now)
        .execute();
  }

  /** Everybody up to this contact is done. */
  static long last(Handle handle, ProfileRun run) {
    return handle.createQuery(LAST).bind("id", run.id()).mapTo(Long.class).one();
  }

  /** Some more are done. */
  static void pass(Handle handle, ProfileRun run, Progress progress) {
    handle
        .createUpdate(PASS)
        .bind("id", run.id())
        .bind("last", progress.last())
        .bind("seen", progress.seen())
        .bind("written", progress.written())
        .execute();
  }

  /** What a step of a run did. */
  record Progress(long last, long seen, long written) {}

  static void end(Handle handle, ProfileRun run, Instant now) {
    handle.createUpdate(END).bind("id", run.id()).bind("now", now).execute();
  }

  private static ProfileRun read(ResultSet row, StatementContext context) throws SQLException {
    long total = row.getLong("total");
    Long all = row.wasNull() ? null : total;
    return new ProfileRun(
        row.getLong("id"),
        new SiteId(row.getLong("site_id")),
        ProfileRun.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        ProfileRun.Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
        Instant.ofEpochMilli(row.getLong("asked_at")),
        instant(row, "begun_at"),
        instant(row, "ended_at"),
        all,
        row.getLong("seen"),
        row.getLong("written"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
