package io.piste.report;

import io.piste.base.SiteId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/**
 * What the recovered carts brought, currency by currency: different currencies are never added.
 * Orders that were cancelled, not paid or refunded brought nothing; what went back of others is
 * taken off.
 */
public final class RecoveredRevenue {
  private static final String PER_DAY =
      """
      SELECT {day} AS day, currency, SUM(GREATEST(total - refunded, 0)) AS total
      FROM purchase
      WHERE site_id = :site AND ordered_at >= :from AND ordered_at < :until AND recovered
        AND status NOT IN ('cancelled', 'failed', 'refunded')
      GROUP BY day, currency
      """;

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public RecoveredRevenue(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * For each currency that occurs, one amount for each day of the period, in order. The currency
   * with the largest number comes first, which says what to show first and nothing more.
   */
  public Map<String, List<BigDecimal>> perDay(SiteId site, Period period) {
    Map<String, List<BigDecimal>> byCurrency = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(PER_DAY.replace("{day}", LocalDays.numberOf("ordered_at", period)))
                .bind("site", site.value())
                .bind("from", period.from().toEpochMilli())
                .bind("until", period.until().toEpochMilli())
                .map(
                    (row, context) ->
                        byCurrency
                            .computeIfAbsent(row.getString("currency"), any -> zeros(period))
                            .set(row.getInt("day"), row.getBigDecimal("total")))
                .list());
    return largestFirst(byCurrency);
  }

  /** The sum of the days of one currency. */
  public static BigDecimal total(List<BigDecimal> days) {
    return days.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Map<String, List<BigDecimal>> largestFirst(
      Map<String, List<BigDecimal>> byCurrency) {
    Map<String, List<BigDecimal>> ordered = new LinkedHashMap<>();
    byCurrency.entrySet().stream()
        .sorted(Comparator.comparing(entry -> total(entry.getValue()).negate()))
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }

  private static List<BigDecimal> zeros(Period period) {
    return new ArrayList<>(Collections.nCopies(period.days(), BigDecimal.ZERO));
  }
}
