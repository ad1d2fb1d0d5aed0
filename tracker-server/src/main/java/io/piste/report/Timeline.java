package io.piste.report;

import io.piste.base.ContactId;
import io.piste.contact.Merges;
import io.piste.report.Moment.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Everything that a contact did and that was done for it, on all linked browsers, newest first. */
public final class Timeline {
  /**
   * A stretch of it.
   *
   * @param nextBefore where the next, older stretch begins; null when this is the end
   */
  public record Stretch(List<Moment> moments, @Nullable Instant nextBefore) {
    public Stretch {
      moments = List.copyOf(moments);
    }
  }

  private static final Set<Kind> NOT_STORED = Set.of(Kind.SCORE, Kind.INTEREST);

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public Timeline(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What happened before a moment, about {@code size} entries, the newest first. */
  public Stretch before(ContactId contact, Instant before, int size) {
    return before(contact, EnumSet.allOf(Kind.class), List.of(), before, size);
  }

  /**
   * The same of some kinds, together with moments that are in no table.
   *
   * @param more of these kinds, in any order
   */
  public Stretch before(
      ContactId contact, Set<Kind> kinds, List<Moment> more, Instant before, int size) {
    List<Moment> found =
        Stream.concat(
                stored(contact, kinds, before, size).stream(),
                more.stream().filter(moment -> moment.at().isBefore(before)))
            .sorted((a, b) -> b.at().compareTo(a.at()))
            .limit(size + 1L)
            .toList();
    if (found.size() <= size) {
      return new Stretch(found, null);
    }
    // Entries of the same millisecond must not be torn apart: they begin the next stretch.
    Instant cut = found.getLast().at();
    List<Moment> shown = found.stream().filter(moment -> moment.at().isAfter(cut)).toList();
    return shown.isEmpty() ? new Stretch(found, cut) : new Stretch(shown, cut.plusMillis(1));
  }

  private List<Moment> stored(ContactId contact, Set<Kind> kinds, Instant before, int size) {
    Set<Kind> stored = EnumSet.copyOf(kinds);
    stored.removeAll(NOT_STORED);
    if (stored.isEmpty()) {
      return List.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(TimelineSources.union(stored))
                .bind("contact", contact.value())
                .bindList("people", Merges.together(handle, contact))
                .bind("before", before.toEpochMilli())
                .bind("limit", size + 1)
                .map((row, context) -> moment(row))
                .list());
  }

  private static Moment moment(ResultSet row) throws SQLException {
    return new Moment(
        Kind.valueOf(row.getString("kind")),
        Columns.instant(row, "at"),
        Columns.site(row),
        row.getString("state"),
        row.getString("text"),
        row.getString("detail"),
        Columns.money(row),
        row.getLong("reference"));
  }
}
