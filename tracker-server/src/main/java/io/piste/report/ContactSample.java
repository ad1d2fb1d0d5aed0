package io.piste.report;

import io.piste.base.SiteId;
import java.util.Random;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Contacts of a site drawn by lot, to say of many what counting one by one would take too long for.
 * Numbers between the lowest and the highest contact of the site are drawn, so each contact is as
 * likely as any other. The same numbers are drawn each time, so that a page does not change when it
 * is loaded again. With n draws, a share p of the contacts is met with a relative error of sqrt((1
 * - p) / (n p)) (one standard deviation): 7 % for one in a hundred, 1.4 % for one in five.
 *
 * @param ids a JSON array of numbers, for JSON_TABLE
 * @param scale how many contacts one that is met stands for
 */
record ContactSample(String ids, double scale) {
  /** So many numbers are drawn to count by. */
  static final int DRAWS = 20_000;

  private static final String ENDS =
      """
      SELECT COALESCE(MIN(contact_id), 0) AS lowest, COALESCE(MAX(contact_id), 0) AS highest
      FROM profile WHERE site_id = :site
      """;

  private record Ends(long lowest, long highest) {}

  /** Draws so many of a site's contacts. */
  static ContactSample of(Handle handle, SiteId site, int draws) {
    Ends ends =
        handle
            .createQuery(ENDS)
            .bind("site", site)
            .map((row, context) -> new Ends(row.getLong("lowest"), row.getLong("highest")))
            .one();
    return between(ends.lowest(), ends.highest(), draws, site.value());
  }

  /** Draws some of the numbers from one to another, both included. */
  static ContactSample between(long lowest, long highest, int draws, long seed) {
    long all = highest - lowest + 1;
    String ids =
        new Random(seed)
            .longs(draws, lowest, highest + 1)
            .sorted()
            .mapToObj(Long::toString)
            .collect(Collectors.joining(",", "[", "]"));
    return new ContactSample(ids, (double) all / draws);
  }
}
