package io.piste.segment;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.contact.ContactChanges;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who is in which segment, and since when. Thread-safe. */
public final class SegmentMembers {
  private static final int AT_ONCE = 5_000;

  /** Restricted and merged contacts are few, and found by keys of their own. */
  static final String BARRED =
      """
      SELECT id FROM contact WHERE restricted_at IS NOT NULL
      UNION SELECT id FROM contact WHERE merged_into IS NOT NULL
      """;

  private static final String COUNTS =
      """
      SELECT s.id, (SELECT COUNT(*) FROM segment_member m WHERE m.segment_id = s.id)
          - (SELECT COUNT(*) FROM (%s) b
             JOIN segment_member m ON m.segment_id = s.id AND m.contact_id = b.id) AS members
      FROM segment s WHERE s.site_id = :site
      """
          .formatted(BARRED);

  private static final String COUNT = COUNTS + " AND s.id = :segment";

  private static final String PAGE =
      """
      SELECT m.contact_id, m.entered_at
      FROM segment s JOIN segment_member m FORCE INDEX (segment_member_entered)
        ON m.segment_id = s.id
      JOIN contact c ON c.id = m.contact_id AND c.restricted_at IS NULL AND c.merged_into IS NULL
      WHERE s.site_id = :site AND s.id = :segment
        AND (m.entered_at < :at OR (m.entered_at = :at AND m.contact_id < :contact))
      ORDER BY m.entered_at DESC, m.contact_id DESC LIMIT :limit
      """;

  private static final String OF_CONTACT =
      """
      SELECT s.id, m.entered_at
      FROM segment_member m JOIN segment s ON s.id = m.segment_id
      JOIN contact c ON c.id = m.contact_id AND c.restricted_at IS NULL AND c.merged_into IS NULL
      WHERE m.contact_id = :contact AND s.site_id = :site
      """;

  private static final String DAYS =
      """
      SELECT FLOOR(h.changed_at / 900000) AS quarter, h.entered, COUNT(*) AS changes
      FROM segment s JOIN segment_change h ON h.segment_id = s.id
      WHERE s.site_id = :site AND s.id = :segment AND h.changed_at >= :since
        AND h.cause <> 'rule'
      GROUP BY quarter, h.entered
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final SegmentNews news;

  /** Reads and writes through the given pool, and tells who entered and left by hand. */
  public SegmentMembers(Jdbi jdbi, InstantSource clock, SegmentNews news) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.news = news;
  }

  /** How many are in each segment of a site, by its number. */
  public Map<Long, Long> counts(SiteId site) {
    return jdbi.withHandle(
        handle -> {
          Map<Long, Long> counts = new HashMap<>();
          handle
              .createQuery(COUNTS)
              .bind("site", site)
              .map((row, context) -> Map.entry(row.getLong("id"), row.getLong("members")))
              .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
          return counts;
        });
  }

  /** How many are in one segment of a site: of a site with many, a fraction of the work. */
  public long count(SiteId site, long segment) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(COUNT)
                .bind("site", site)
                .bind("segment", segment)
                .map((row, context) -> row.getLong("members"))
                .findOne()
                .orElse(0L));
  }

  /**
   * Members, those who entered last first.
   *
   * @param after the last one of the page before; null: from the beginning
   */
  public List<SegmentMember> page(
      SiteId site, long segment, @Nullable SegmentMember after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PAGE)
                .bind("site", site)
                .bind("segment", segment)
                .bind("at", after == null ? Long.MAX_VALUE : after.enteredAt().toEpochMilli())
                .bind("contact", after == null ? Long.MAX_VALUE : after.contact().value())
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new SegmentMember(
                            new ContactId(row.getLong("contact_id")),
                            Instant.ofEpochMilli(row.getLong("entered_at"))))
                .list());
  }

  /** The segments of a site that a contact is in, by their numbers, with the time of entering. */
  public Map<Long, Instant> of(SiteId site, ContactId contact) {
    return jdbi.withHandle(
        handle -> {
          Map<Long, Instant> segments = new HashMap<>();
          handle
              .createQuery(OF_CONTACT)
              .bind("contact", contact)
              .bind("site", site)
              .map(
                  (row, context) ->
                      Map.entry(row.getLong("id"), Instant.ofEpochMilli(row.getLong("entered_at"))))
              .forEach(entry -> segments.put(entry.getKey(), entry.getValue()));
          return segments;
        });
  }

  /**
   * How many entered and left on each of the last days. Those whom a new rule brought or took when
   * it was filled are not among them: they did nothing on that day.
   *
   * @param days how many, today included
   * @param zone the site's clock
   * @return a row for each day, the oldest first
   */
  public List<SegmentDay> days(SiteId site, long segment, int days, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Map<LocalDate, SegmentDay> found = new TreeMap<>();
    for (int i = days - 1; i >= 0; i--) {
      found.put(today.minusDays(i), new SegmentDay(today.minusDays(i), 0, 0));
    }
    Instant since = today.minusDays(days - 1L).atStartOfDay(zone).toInstant();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(DAYS)
                .bind("site", site)
                .bind("segment", segment)
                .bind("since", since)
                .map(
                    (row, context) -> {
                      Instant at = Instant.ofEpochMilli(row.getLong("quarter") * 900_000L);
                      long changes = row.getLong("changes");
                      boolean entered = row.getBoolean("entered");
                      return new SegmentDay(
                          LocalDate.ofInstant(at, zone),
                          entered ? changes : 0,
                          entered ? 0 : changes);
                    })
                .forEach(row -> found.computeIfPresent(row.day(), (day, sum) -> sum.with(row))));
    return List.copyOf(found.values());
  }

  /**
   * Puts contacts that the site knows into a static segment; others stay out.
   *
   * @return how many entered; 0 also when there is no such static segment
   */
  public int add(SiteId site, long segment, Collection<ContactId> contacts) {
    return retried(
        () ->
            jdbi.inTransaction(
                handle ->
                    move(
                        handle,
                        site,
                        segment,
                        new MemberRows(handle, site).known(MemberRows.of(contacts)),
                        true)));
  }

  /** The same inside the caller's transaction, who vouches that the site knows the contacts. */
  public int add(Handle handle, SiteId site, long segment, Collection<ContactId> contacts) {
    return move(handle, site, segment, MemberRows.of(contacts), true);
  }

  /** Puts everybody who is in one segment into a static one, {@link #AT_ONCE} at a time. */
  public void copy(SiteId site, long from, long into) {
    SegmentMember last = null;
    List<SegmentMember> some;
    do {
      some = page(site, from, last, AT_ONCE);
      List<ContactId> contacts = some.stream().map(SegmentMember::contact).toList();
      retried(() -> jdbi.inTransaction(handle -> add(handle, site, into, contacts)));
      last = some.isEmpty() ? null : some.getLast();
    } while (some.size() == AT_ONCE);
  }

  /**
   * Takes contacts out of a static segment.
   *
   * @return how many left
   */
  public int remove(SiteId site, long segment, Collection<ContactId> contacts) {
    return retried(
        () ->
            jdbi.inTransaction(
                handle -> move(handle, site, segment, MemberRows.of(contacts), false)));
  }

  private int move(Handle handle, SiteId site, long id, ContactSet contacts, boolean enter) {
    List<Segment> segments = SegmentRows.of(handle, site);
    Segment segment =
        segments.stream()
            .filter(each -> each.id() == id && each.isStatic())
            .findFirst()
            .orElse(null);
    if (segment == null) {
      return 0;
    }
    MemberRows rows = new MemberRows(handle, site);
    List<MemberRows.Move> moves = rows.changes(id, contacts, enter);
    Instant now = clock.instant();
    rows.move(moves, MemberRows.Cause.HAND, now);
    List<SegmentNews.Change> changes =
        moves.stream()
            .map(move -> new SegmentNews.Change(segment, new ContactId(move.contact()), enter))
            .toList();
    if (!changes.isEmpty()) {
      news.changed(handle, site, changes, now);
      if (!References.followersOf(id, segments).isEmpty()) {
        ContactChanges.note(
            handle, site, changes.stream().map(SegmentNews.Change::contact).toList());
      }
    }
    return changes.size();
  }
}
