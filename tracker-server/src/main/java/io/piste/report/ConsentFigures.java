package io.piste.report;

import io.piste.base.SiteId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What visitors answered, counted from the records, and how often the question was fetched. Records
 * that are past their retention no longer count.
 */
public final class ConsentFigures {
  private static final String ANSWERS =
      """
      SELECT {day} AS day, text_version, how, granted, refused, COUNT(*) AS times
      FROM consent_record
      WHERE site_id = :site AND decided_at >= :from AND decided_at < :until
        AND how <> 'logout'
      GROUP BY day, text_version, how, granted, refused
      """;
  private static final String ASKED =
      """
      SELECT {day} AS day, SUM(times) AS times FROM consent_asked
      WHERE site_id = :site AND quarter_at >= :from AND quarter_at < :until AND NOT held
      GROUP BY day
      """;

  /** How an answer came out. */
  public enum Outcome {
    /** All that was asked. */
    ACCEPTED,
    /** Something of it. */
    PARTLY,
    /** Nothing. */
    REFUSED,
    /** Nothing any more. */
    WITHDRAWN;

    /** Names its text and colour. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How many granted and refused something. */
  public record Verdicts(long granted, long refused) {
    Verdicts plus(long moreGranted, long moreRefused) {
      return new Verdicts(granted + moreGranted, refused + moreRefused);
    }
  }

  /**
   * The figures of a period.
   *
   * @param asked by day: how often the question was fetched by pages whose visitor had not chosen
   * @param outcomes by day
   * @param purposes by id; withdrawals are not among them
   * @param versions outcomes by the version of the text, newest first
   * @param acts how often each act led to an answer
   */
  public record Figures(
      List<Long> asked,
      Map<Outcome, List<Long>> outcomes,
      Map<String, Verdicts> purposes,
      TreeMap<Integer, Map<Outcome, Long>> versions,
      Map<String, Long> acts) {
    /** How many answers came out so. */
    public long total(Outcome outcome) {
      return outcomes.getOrDefault(outcome, List.of()).stream().mapToLong(Long::longValue).sum();
    }

    /** How many chose, withdrawals left out. */
    public long answers() {
      return total(Outcome.ACCEPTED) + total(Outcome.PARTLY) + total(Outcome.REFUSED);
    }

    /** How often the question was fetched. */
    public long questions() {
      return asked.stream().mapToLong(Long::longValue).sum();
    }

    /** The share of those who chose that agreed to something; null when nobody chose. */
    public @Nullable Double agreed() {
      return answers() == 0
          ? null
          : (double) (total(Outcome.ACCEPTED) + total(Outcome.PARTLY)) / answers();
    }
  }

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public ConsentFigures(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Those of a period of a site. */
  public Figures of(SiteId site, Period period) {
    Figures figures =
        new Figures(
            zeros(period),
            new EnumMap<>(Outcome.class),
            new TreeMap<>(),
            new TreeMap<>(Collections.reverseOrder()),
            new TreeMap<>());
    for (Outcome outcome : Outcome.values()) {
      figures.outcomes().put(outcome, zeros(period));
    }
    jdbi.useHandle(
        handle -> {
          handle
              .createQuery(ASKED.replace("{day}", LocalDays.numberOf("quarter_at", period)))
              .bind("site", site)
              .bind("from", period.from())
              .bind("until", period.until())
              .map((row, context) -> figures.asked().set(row.getInt("day"), row.getLong("times")))
              .list();
          handle
              .createQuery(ANSWERS.replace("{day}", LocalDays.numberOf("decided_at", period)))
              .bind("site", site)
              .bind("from", period.from())
              .bind("until", period.until())
              .map(
                  (row, context) ->
                      new Group(
                          row.getInt("day"),
                          row.getInt("text_version"),
                          row.getString("how"),
                          row.getString("granted"),
                          row.getString("refused"),
                          row.getLong("times")))
              .forEach(group -> group.into(figures));
        });
    return figures;
  }

  private static List<Long> zeros(Period period) {
    return new ArrayList<>(Collections.nCopies(period.days(), 0L));
  }

  /** Answers that are alike. */
  private record Group(
      int day, int version, String how, String granted, String refused, long times) {
    void into(Figures figures) {
      Outcome outcome = outcome();
      figures.outcomes().getOrDefault(outcome, List.of()).set(day, onDay(figures, outcome) + times);
      figures
          .versions()
          .computeIfAbsent(version, each -> new EnumMap<>(Outcome.class))
          .merge(outcome, times, Long::sum);
      figures.acts().merge(how, times, Long::sum);
      if (outcome != Outcome.WITHDRAWN) {
        ids(granted).forEach(id -> add(figures, id, times, 0));
        ids(refused).forEach(id -> add(figures, id, 0, times));
      }
    }

    private long onDay(Figures figures, Outcome outcome) {
      return figures.outcomes().getOrDefault(outcome, List.of()).get(day);
    }

    private static void add(Figures figures, String id, long granted, long refused) {
      figures
          .purposes()
          .merge(
              id,
              new Verdicts(granted, refused),
              (before, more) -> before.plus(more.granted(), more.refused()));
    }

    private Outcome outcome() {
      if (how.equals("withdraw")) {
        return Outcome.WITHDRAWN;
      }
      if (granted.isEmpty()) {
        return Outcome.REFUSED;
      }
      return refused.isEmpty() ? Outcome.ACCEPTED : Outcome.PARTLY;
    }

    private static List<String> ids(String words) {
      return words.isEmpty() ? List.of() : List.of(words.split(",", -1));
    }
  }
}
