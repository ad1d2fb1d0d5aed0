package io.piste.transfer;

import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.transfer.ContactImport.Counts;
import io.piste.transfer.ContactImport.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Imports and where they stand. Every step is a change on the condition that nobody else took it
 * meanwhile: a cancelled import does nothing more, and none is begun twice. Thread-safe.
 */
public final class Imports {
  private static final String INSERT =
      """
      INSERT INTO contact_import (site_id, file_name, state, plan_json, file_bytes, made_by, made_at)
      VALUES (:site, :name, 'uploaded', :plan, :bytes, :by, :now)
      """;

  private static final String OF_SITE =
      "SELECT * FROM contact_import WHERE site_id = :site ORDER BY id DESC LIMIT :limit";

  private static final String BY_ID =
      "SELECT * FROM contact_import WHERE id = :id AND site_id = :site";

  private static final String OLDEST =
      """
      SELECT * FROM contact_import WHERE state IN ('checking', 'importing') AND id > :after
      ORDER BY id LIMIT 1
      """;

  /** A run begins at the first row and counts from nothing. */
  private static final String BEGIN =
      """
      UPDATE contact_import
      SET state = :to, plan_json = COALESCE(:plan, plan_json), next_row = 0, made = 0, changed = 0,
          unchanged = 0, suppressed = 0, faulty = 0, begun_at = :now
      WHERE id = :id AND state IN (<from>)
      """;

  private static final String REPLAN =
      """
      UPDATE contact_import SET state = 'uploaded', plan_json = :plan
      WHERE id = :id AND state IN ('uploaded', 'checked')
      """;

  private static final String MOVE =
      """
      UPDATE contact_import
      SET next_row = :next, made = made + :made, changed = changed + :changed,
          unchanged = unchanged + :unchanged, suppressed = suppressed + :suppressed,
          faulty = faulty + :faulty
      WHERE id = :id AND state = :state AND next_row = :was
      """;

  private static final String ALL_READ =
      """
      UPDATE contact_import
      SET state = :to, total_rows = next_row, ended_at = IF(:to = 'done', :now, NULL)
      WHERE id = :id AND state = :from
      """;

  private static final String REFUSE =
      """
      UPDATE contact_import
      SET state = 'refused', refusal = :fault, refusal_line = :line, ended_at = :now
      WHERE id = :id AND state IN ('uploaded', 'checking', 'checked', 'importing')
      """;

  private static final String CANCEL =
      """
      UPDATE contact_import SET state = 'cancelled', ended_at = :now
      WHERE id = :id AND site_id = :site
        AND state IN ('uploaded', 'checking', 'checked', 'importing')
      """;

  private static final String CANCEL_FORGOTTEN =
      """
      UPDATE contact_import SET state = 'cancelled', ended_at = :now
      WHERE state IN ('uploaded', 'checked') AND COALESCE(begun_at, made_at) < :before
      """;

  private static final String TO_DELETE =
      "SELECT id FROM contact_import WHERE ended_at < :before AND NOT file_gone";

  private static final String WITH_FILE = "SELECT id FROM contact_import WHERE NOT file_gone";

  private static final String DELETED = "UPDATE contact_import SET file_gone = TRUE WHERE id = :id";

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Asks nothing yet. */
  public Imports(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Notes a file that came, and answers its number. */
  long add(SiteId site, String fileName, long bytes, ImportPlan plan, String by) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(INSERT)
                .bind("site", site)
                .bind("name", fileName)
                .bind("plan", Json.write(plan))
                .bind("bytes", bytes)
                .bind("by", by)
                .bind("now", clock.instant())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  /** The latest of a site, newest first. */
  public List<ContactImport> latest(SiteId site, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF_SITE)
                .bind("site", site)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** One of a site. */
  public Optional<ContactImport> find(SiteId site, long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(BY_ID)
                .bind("id", id)
                .bind("site", site)
                .map((row, context) -> read(row))
                .findOne());
  }

  /** The oldest of which there is something to do, behind a number. */
  Optional<ContactImport> next(long after) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OLDEST)
                .bind("after", after)
                .map((row, context) -> read(row))
                .findOne());
  }

  /** Reads the whole file as if it were imported; false when it is too late for that. */
  public boolean check(long id, ImportPlan plan) {
    return begin(id, State.CHECKING, plan, List.of("uploaded", "checked"));
  }

  /** Another plan, and nothing is done with it yet; false when it is too late for that. */
  public boolean replan(long id, ImportPlan plan) {
    return jdbi.withHandle(
        handle ->
            handle.createUpdate(REPLAN).bind("id", id).bind("plan", Json.write(plan)).execute()
                == 1);
  }

  /** Imports what was checked; false when it was not, or somebody else did it. */
  public boolean start(long id) {
    return begin(id, State.IMPORTING, null, List.of("checked"));
  }

  private boolean begin(long id, State to, @Nullable ImportPlan plan, List<String> from) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(BEGIN)
                    .bind("id", id)
                    .bind("to", to.word())
                    .bind("plan", plan == null ? null : Json.write(plan))
                    .bind("now", clock.instant())
                    .bindList("from", from)
                    .execute()
                == 1);
  }

  /** Stops it where it is: what is imported stays, nothing more is. False when it is over. */
  public boolean cancel(SiteId site, long id) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(CANCEL)
                    .bind("id", id)
                    .bind("site", site)
                    .bind("now", clock.instant())
                    .execute()
                == 1);
  }

  /** Some rows are done, in the transaction that did them; false: undo it, somebody stopped us. */
  boolean move(Handle handle, ContactImport at, long next, Counts done) {
    return handle
            .createUpdate(MOVE)
            .bind("id", at.id())
            .bind("state", at.state().word())
            .bind("was", at.next())
            .bind("next", next)
            .bind("made", done.made())
            .bind("changed", done.changed())
            .bind("unchanged", done.unchanged())
            .bind("suppressed", done.suppressed())
            .bind("faulty", done.faulty())
            .execute()
        == 1;
  }

  /** All rows are done. */
  void end(ContactImport read) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(ALL_READ)
                .bind("id", read.id())
                .bind("from", read.state().word())
                .bind("to", read.state() == State.CHECKING ? "checked" : "done")
                .bind("now", clock.instant())
                .execute());
  }

  /** The file cannot be read. */
  void refuse(long id, FileRefused why) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(REFUSE)
                .bind("id", id)
                .bind("fault", why.fault().word())
                .bind("line", why.line())
                .bind("now", clock.instant())
                .execute());
  }

  /** Nobody went on with them since then: they are cancelled. */
  void cancelForgotten(Instant before) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(CANCEL_FORGOTTEN)
                .bind("before", before)
                .bind("now", clock.instant())
                .execute());
  }

  /** Those that ended before and still have their file. */
  List<Long> endedBefore(Instant before) {
    return jdbi.withHandle(
        handle -> handle.createQuery(TO_DELETE).bind("before", before).mapTo(Long.class).list());
  }

  /** Those that have a file. */
  List<Long> withFile() {
    return jdbi.withHandle(handle -> handle.createQuery(WITH_FILE).mapTo(Long.class).list());
  }

  /** Its file is gone. */
  void deleted(long id) {
    jdbi.useHandle(handle -> handle.createUpdate(DELETED).bind("id", id).execute());
  }

  private static ContactImport read(ResultSet row) throws SQLException {
    long total = row.getLong("total_rows");
    boolean unknown = row.wasNull();
    String fault = row.getString("refusal");
    return new ContactImport(
        row.getLong("id"),
        new SiteId(row.getLong("site_id")),
        row.getString("file_name"),
        State.of(row.getString("state")),
        Json.read(row.getString("plan_json"), ImportPlan.class),
        row.getLong("file_bytes"),
        unknown ? null : total,
        row.getLong("next_row"),
        new Counts(
            row.getLong("made"),
            row.getLong("changed"),
            row.getLong("unchanged"),
            row.getLong("suppressed"),
            row.getLong("faulty")),
        fault == null
            ? null
            : new ContactImport.Refused(
                FileFault.valueOf(fault.toUpperCase(Locale.ROOT)), row.getLong("refusal_line")),
        row.getString("made_by"),
        Instant.ofEpochMilli(row.getLong("made_at")),
        time(row, "begun_at"),
        time(row, "ended_at"),
        row.getBoolean("file_gone"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
