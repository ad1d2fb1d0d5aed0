package io.piste.report;

import io.piste.base.SiteId;
import io.piste.eventlog.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** How many events came with which verdict, as they arrived. */
public final class VerdictDays {
  private static final String PER_DAY =
      """
      SELECT {day} AS day, verdict, SUM(events) AS events
      FROM verdict_hour
      WHERE site_id = :site AND hour_at >= :from AND hour_at < :until
      GROUP BY day, verdict
      """;

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public VerdictDays(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For each verdict one figure for each day of the period, in order. */
  public Map<Verdict, List<Long>> perDay(SiteId site, Period period) {
    Map<Verdict, List<Long>> byVerdict = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      byVerdict.put(verdict, new ArrayList<>(Collections.nCopies(period.days(), 0L)));
    }
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(PER_DAY.replace("{day}", LocalDays.numberOf("hour_at", period)))
                .bind("site", site.value())
                .bind("from", period.from().toEpochMilli())
                .bind("until", period.until().toEpochMilli())
                .map(
                    (row, context) ->
                        byVerdict
                            .getOrDefault(Verdict.of(row.getInt("verdict")), new ArrayList<>())
                            .set(row.getInt("day"), row.getLong("events")))
                .list());
    return byVerdict;
  }
}
