package io.piste.contact;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.ContactId;
import io.piste.eventlog.Scope;
import io.piste.eventlog.VisitorRebuilds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Two contacts that somebody said are one. Nothing is moved: what was said of the merged one counts
 * for the one that is kept, and so do its given tags and its mails in the history. Each address
 * keeps its own answer, its own suppression and what is known of it. Undone, both have their own
 * back, by the same derivation (docs/adr/0097). Thread-safe.
 */
public final class Merges {
  private static final String LOCK =
      """
      SELECT id, merged_into AS `into`, last_interaction_at AS last FROM contact
      WHERE id IN (<ids>) ORDER BY id FOR UPDATE
      """;

  private static final String ADD =
      """
      INSERT INTO contact_merge (kept_id, merged_id, merged_at, merged_by, kept_last_at)
      VALUES (:kept, :merged, :now, :by, :last)
      """;

  private static final String STANDING =
      """
      SELECT kept_id AS kept, merged_id AS merged FROM contact_merge
      WHERE id = :id AND undone_at IS NULL FOR UPDATE
      """;

  private static final String UNDO =
      "UPDATE contact_merge SET undone_at = :now, undone_by = :by WHERE id = :id";

  private static final String DIRECTLY_INTO =
      "SELECT merged_id FROM contact_merge WHERE kept_id = :kept AND undone_at IS NULL ORDER BY id";

  private static final String TURN_TO =
      "UPDATE contact SET merged_into = :into WHERE id IN (<ids>)";

  /** As before the first merge; what the contact did since is found again in the events. */
  private static final String LAST_AGAIN =
      """
      UPDATE contact
      SET last_interaction_at = GREATEST(
        COALESCE(acted_at, 0),
        (SELECT MIN(g.kept_last_at) FROM contact_merge g WHERE g.kept_id = :id))
      WHERE id = :id
      """;

  private static final String TOGETHER =
      "SELECT id FROM contact WHERE id = :contact OR merged_into = :contact ORDER BY id";

  private static final String OF =
      """
      SELECT g.id AS number, g.kept_id AS kept, g.merged_id AS merged, c.email,
             g.merged_at AS at, g.merged_by AS `by`
      FROM contact_merge g JOIN contact c ON c.id = %s
      WHERE %s = :contact AND g.undone_at IS NULL ORDER BY g.id DESC
      """;

  private static final String INTO = OF.formatted("g.kept_id", "g.merged_id");
  private static final String MERGED = OF.formatted("g.merged_id", "g.kept_id");

  private static final RowMapper<Merge> ROW = ConstructorMapper.of(Merge.class);

  private record Row(ContactId id, @Nullable ContactId into, Instant last) {}

  private record Two(ContactId kept, ContactId merged) {}

  /**
   * One that stands.
   *
   * @param email of the other one, seen from whom it was asked for
   * @param by address of the user of the console
   */
  public record Merge(
      long number, ContactId kept, ContactId merged, String email, Instant at, String by) {}

  private final Jdbi jdbi;
  private final Relinking relinking;
  private final InstantSource clock;

  /** Asks for the visitors concerned to be made anew. */
  public Merges(Jdbi jdbi, VisitorRebuilds rebuilds, InstantSource clock) {
    this.jdbi = jdbi;
    this.relinking = new Relinking(rebuilds);
    this.clock = clock;
  }

  /**
   * Lets one contact count for another one.
   *
   * @return the merge's number; empty when it cannot be done: they are the same, one is gone, or
   *     one was merged meanwhile
   */
  public Optional<Long> merge(ContactId kept, ContactId merged, String by) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  List<Row> rows =
                      handle
                          .createQuery(LOCK)
                          .bindList("ids", kept, merged)
                          .map(ConstructorMapper.of(Row.class))
                          .list();
                  boolean free =
                      rows.size() == 2 && rows.stream().allMatch(row -> row.into() == null);
                  return free
                      ? Optional.of(merge(handle, new Two(kept, merged), last(rows, kept), by))
                      : Optional.empty();
                }));
  }

  private static Instant last(List<Row> rows, ContactId id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow().last();
  }

  private long merge(Handle handle, Two two, Instant last, String by) {
    long number =
        handle
            .createUpdate(ADD)
            .bind("kept", two.kept())
            .bind("merged", two.merged())
            .bind("last", last)
            .bind("now", clock.instant())
            .bind("by", by)
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    turn(handle, below(handle, two.merged()), two.kept());
    List<ContactId> all = together(handle, two.kept());
    relinking.again(handle, Relinking.visitorsOf(handle, all));
    ContactChanges.note(handle, null, all);
    return number;
  }

  /** Gives both their own back; false when it does not stand any more. */
  public boolean undo(long number, String by) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  Optional<Two> standing =
                      handle
                          .createQuery(STANDING)
                          .bind("id", number)
                          .map(ConstructorMapper.of(Two.class))
                          .findOne();
                  standing.ifPresent(merge -> undo(handle, number, merge, by));
                  return standing.isPresent();
                }));
  }

  private void undo(Handle handle, long number, Two merge, String by) {
    List<ContactId> concerned = new ArrayList<>(below(handle, merge.merged()));
    concerned.add(merge.kept());
    concerned.add(root(handle, merge.kept()));
    Set<Scope.Visitor> visitors = Relinking.visitorsOf(handle, concerned);
    handle
        .createUpdate(UNDO)
        .bind("id", number)
        .bind("now", clock.instant())
        .bind("by", by)
        .execute();
    List<ContactId> theirs = new ArrayList<>(below(handle, merge.merged()));
    theirs.remove(merge.merged());
    turn(handle, List.of(merge.merged()), null);
    turn(handle, theirs, merge.merged());
    handle.createUpdate(LAST_AGAIN).bind("id", merge.kept()).execute();
    relinking.again(handle, visitors);
    ContactChanges.note(handle, null, Set.copyOf(concerned));
  }

  /** A contact and all that were merged into it, one after the other. */
  private static List<ContactId> below(Handle handle, ContactId contact) {
    List<ContactId> all = new ArrayList<>(List.of(contact));
    for (int i = 0; i < all.size(); i++) {
      all.addAll(
          handle.createQuery(DIRECTLY_INTO).bind("kept", all.get(i)).mapTo(ContactId.class).list());
    }
    return all;
  }

  private static ContactId root(Handle handle, ContactId contact) {
    return handle
        .createQuery("SELECT COALESCE(merged_into, id) FROM contact WHERE id = :id")
        .bind("id", contact)
        .mapTo(ContactId.class)
        .findOne()
        .orElse(contact);
  }

  private static void turn(Handle handle, List<ContactId> contacts, @Nullable ContactId into) {
    if (!contacts.isEmpty()) {
      handle.createUpdate(TURN_TO).bind("into", into).bindList("ids", contacts).execute();
    }
  }

  /** A contact and all that count for it. */
  public static List<ContactId> together(Handle handle, ContactId contact) {
    List<ContactId> all =
        handle.createQuery(TOGETHER).bind("contact", contact).mapTo(ContactId.class).list();
    return all.isEmpty() ? List.of(contact) : all;
  }

  /** Into whom a contact was merged; empty when it counts for itself. */
  public Optional<Merge> into(ContactId contact) {
    return list(INTO, contact).stream().findFirst();
  }

  /** Who was merged into a contact, the latest first. */
  public List<Merge> merged(ContactId contact) {
    return list(MERGED, contact);
  }

  private List<Merge> list(String sql, ContactId contact) {
    return jdbi.withHandle(
        handle -> handle.createQuery(sql).bind("contact", contact).map(ROW).list());
  }
}
