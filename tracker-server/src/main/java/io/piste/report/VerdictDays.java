package io.piste.report;

import io.piste.base.SiteId;
import io.piste.eventlog.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** How many events came with which verdict, as they were counted when they arrived. */
public final class VerdictDays {
  private static final String PER_DAY =
      """
      SELECT {day} AS day, SUM(events) AS events
      FROM ingest_count
      WHERE site_id = :site AND hour_at >= :from AND hour_at < :until AND outcome = :outcome
      GROUP BY day
      """;

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public VerdictDays(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For each verdict one figure for each day of the period, in order. */
  public Map<Verdict, List<Long>> perDay(SiteId site, Period period) {
    Map<Verdict, List<Long>> byVerdict = new EnumMap<>(Verdict.class);
    jdbi.useHandle(
        handle -> {
          for (Verdict verdict : Verdict.values()) {
            List<Long> days = new ArrayList<>(Collections.nCopies(period.days(), 0L));
            handle
                .createQuery(PER_DAY.replace("{day}", LocalDays.numberOf("hour_at", period)))
                .bind("site", site)
                .bind("from", period.from())
                .bind("until", period.until())
                .bind("outcome", outcome(verdict))
                .map((row, context) -> days.set(row.getInt("day"), row.getLong("events")))
                .list();
            byVerdict.put(verdict, days);
          }
        });
    return byVerdict;
  }

  private static String outcome(Verdict verdict) {
    return verdict.counts()
        ? ReceivedEvents.ACCEPTED
        : ReceivedEvents.ACCEPTED + "_" + verdict.word();
  }
}
