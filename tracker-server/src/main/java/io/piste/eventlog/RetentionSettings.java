package io.piste.eventlog;

import io.piste.config.ConfigReader;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How long raw visits are kept.
 *
 * @param visits whole months
 */
public record RetentionSettings(Period visits) {
  /** Not longer than that, whatever is set (rule C16). */
  private static final Period LONGEST = Period.ofMonths(25);

  /** What is used when nothing is set. */
  public static final RetentionSettings DEFAULT = new RetentionSettings(Period.ofMonths(13));

  /** Reads {@code retention.*}. */
  public static RetentionSettings read(ConfigReader config) {
    return new RetentionSettings(
        config.months(
            "retention.visits",
            DEFAULT.visits(),
            Period.ofMonths(1),
            LONGEST,
            "How long events and visits are kept; they go by whole months, at the latest 25 months"
                + " after they came. Scores, interests, carts, orders and contacts stay."));
  }

  /** Whether a part of the log is past retention; {@code from} null: it began a month before. */
  boolean isOver(@Nullable Instant from, Instant until, Instant now) {
    Instant began = from == null ? before(until, Period.ofMonths(1)) : from;
    return !until.isAfter(before(now, visits))
        || !began.isAfter(before(now.plus(Retention.LATE), LONGEST));
  }

  private static Instant before(Instant time, Period months) {
    return time.atZone(ZoneOffset.UTC).minus(months).toInstant();
  }
}
