package io.piste.consent;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What visitors took back, written with the choice that did it. Who derives something from events
 * asks here what it must not derive any more, also from events that came before (rule C10).
 */
public final class LostConsents {
  private static final String INSERT =
      """
      INSERT INTO consent_lost (site_id, visitor_id, purposes, lost_at)
      VALUES (:site, :visitor, :purposes, :at)
      """;
  private static final String SELECT =
      """
      SELECT visitor_id, MAX(lost_at) AS lost_at FROM consent_lost
      WHERE site_id = :site AND visitor_id IN (<visitors>) AND purposes & :purpose <> 0
      GROUP BY visitor_id
      """;
  private static final String DUE =
      """
      SELECT id, site_id, visitor_id FROM consent_lost
      WHERE profile = :passes AND lost_at <= :until AND purposes & :purpose <> 0
      ORDER BY lost_at LIMIT 200
      """;
  private static final String PASSED =
      "UPDATE consent_lost SET profile = :passes + 1 WHERE id = :id AND profile = :passes";

  private LostConsents() {}

  /** Something that a visitor took back. */
  public record Lost(long id, SiteId site, VisitorId visitor) {}

  /** Notes what is granted no more, inside the caller's transaction; nothing when it is nothing. */
  static void note(Handle handle, SiteId site, VisitorId visitor, int purposes, Instant at) {
    if (purposes != 0) {
      handle
          .createUpdate(INSERT)
          .bind("site", site)
          .bind("visitor", visitor)
          .bind("purposes", purposes)
          .bind("at", at)
          .execute();
    }
  }

  /** When visitors last took a purpose back; those who never did are left out. */
  public static Map<VisitorId, Instant> last(
      Handle handle, SiteId site, Collection<VisitorId> visitors, Purpose purpose) {
    if (visitors.isEmpty()) {
      return Map.of();
    }
    return handle
        .createQuery(SELECT)
        .bind("site", site)
        .bindList("visitors", Jdbis.padded(visitors))
        .bind("purpose", Purpose.bits(java.util.Set.of(purpose)))
        .map(
            row ->
                Map.entry(
                    row.getColumn("visitor_id", VisitorId.class),
                    row.getColumn("lost_at", Instant.class)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Some of those whose profile was removed so many times, and who took it back by then. */
  public static List<Lost> due(Handle handle, int passes, Instant until) {
    return handle
        .createQuery(DUE)
        .bind("passes", passes)
        .bind("until", until)
        .bind("purpose", Purpose.bits(java.util.Set.of(Purpose.PROFILE)))
        .map(
            row ->
                new Lost(
                    row.getColumn("id", Long.class),
                    row.getColumn("site_id", SiteId.class),
                    row.getColumn("visitor_id", VisitorId.class)))
        .list();
  }

  /** The profile was removed once more. */
  public static void passed(Handle handle, Lost lost, int passes) {
    handle.createUpdate(PASSED).bind("id", lost.id()).bind("passes", passes).execute();
  }
}
