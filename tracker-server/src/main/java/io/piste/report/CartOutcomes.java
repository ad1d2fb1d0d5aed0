package io.piste.report;

import io.piste.base.SiteId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** What became of the carts that were started in a period, by the day they were started. */
public final class CartOutcomes {
  /** The carts started on one day, by what they are now. Emptied carts are left out. */
  public record Day(int open, int abandoned, int recovered, int ordered) {
    private static final Day NONE = new Day(0, 0, 0, 0);

    /** All of them. */
    public int started() {
      return open + abandoned + recovered + ordered;
    }

    /** Those that were left, whether or not they came back. */
    public int left() {
      return abandoned + recovered;
    }

    private Day plus(Day other) {
      return new Day(
          open + other.open,
          abandoned + other.abandoned,
          recovered + other.recovered,
          ordered + other.ordered);
    }
  }

  private static final String PER_DAY =
      """
      SELECT {day} AS day, state, COUNT(*) AS carts
      FROM cart
      WHERE site_id = :site AND created_at >= :from AND created_at < :until
      GROUP BY day, state
      """;

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public CartOutcomes(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** One entry for each day of the period, in order. */
  public List<Day> perDay(SiteId site, Period period) {
    Map<Integer, Day> days = new TreeMap<>();
    for (int day = 0; day < period.days(); day++) {
      days.put(day, Day.NONE);
    }
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(PER_DAY.replace("{day}", LocalDays.numberOf("created_at", period)))
                .bind("site", site.value())
                .bind("from", period.from().toEpochMilli())
                .bind("until", period.until().toEpochMilli())
                .map(
                    (row, context) ->
                        days.merge(
                            row.getInt("day"),
                            one(row.getString("state"), row.getInt("carts")),
                            Day::plus))
                .list());
    return List.copyOf(days.values());
  }

  /** The sum over days. */
  public static Day total(List<Day> days) {
    return days.stream().reduce(Day.NONE, Day::plus);
  }

  private static Day one(String state, int carts) {
    return switch (state) {
      case "open" -> new Day(carts, 0, 0, 0);
      case "abandoned" -> new Day(0, carts, 0, 0);
      case "recovered" -> new Day(0, 0, carts, 0);
      case "ordered" -> new Day(0, 0, 0, carts);
      default -> Day.NONE;
    };
  }
}
