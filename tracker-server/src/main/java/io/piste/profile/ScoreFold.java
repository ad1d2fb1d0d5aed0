package io.piste.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up one score of one contact, oldest first: before each step what is there fades, after it
 * the sum is brought back between floor and ceiling. In thousandths, so that the lines add up
 * exactly.
 */
final class ScoreFold {
  /** More than a column holds is never reached. */
  static final BigDecimal MOST = BigDecimal.valueOf(99_999_999_999_999L);

  private final Score score;
  private final long floor;
  private final long ceiling;
  private final @Nullable List<LedgerLine> lines;
  private long sum;
  private @Nullable Instant changedAt;

  /** Nothing added yet; {@code lines} is where lines go, null for nowhere. */
  ScoreFold(Score score, @Nullable List<LedgerLine> lines) {
    this.score = score;
    this.lines = lines;
    BigDecimal least = score.floor();
    BigDecimal most = score.ceiling();
    floor = least == null ? -MOST.longValue() : RuleBook.thousandths(least);
    ceiling = most == null ? MOST.longValue() : RuleBook.thousandths(most);
  }

  /** What something gives; in the order of time. Nothing is done when it gives nothing. */
  void add(long thousandths, Instant at, @Nullable ScoreRule rule, String reason) {
    if (thousandths == 0) {
      return;
    }
    fade(at);
    LedgerLine.Cause cause = rule == null ? LedgerLine.Cause.OPENING : LedgerLine.Cause.RULE;
    line(thousandths, cause, rule, reason, at);
    sum += thousandths;
    if (sum > ceiling) {
      line(ceiling - sum, LedgerLine.Cause.CEILING, null, "", at);
      sum = ceiling;
    } else if (sum < floor) {
      line(floor - sum, LedgerLine.Cause.FLOOR, null, "", at);
      sum = floor;
    }
    changedAt = at;
  }

  /** What is there at a time; null when nothing was ever added. */
  @Nullable ScoreValue value() {
    Instant last = changedAt;
    return last == null
        ? null
        : new ScoreValue(
            score.id(),
            score.name(),
            BigDecimal.valueOf(sum, ScoreValue.DECIMALS),
            last,
            score.halfLifeDays());
  }

  /** Lets what is there fade up to a time. */
  void fade(Instant at) {
    Instant since = changedAt;
    if (since == null || score.halfLifeDays() == 0) {
      return;
    }
    long left = Fading.left(sum, since, at, score.halfLifeDays());
    if (left != sum && lines != null) {
      lines.add(
          new LedgerLine(
              score.id(),
              score.name(),
              LedgerLine.Cause.FADED,
              null,
              "",
              BigDecimal.valueOf(left - sum, ScoreValue.DECIMALS),
              at,
              since));
    }
    sum = left;
  }

  private void line(
      long points, LedgerLine.Cause cause, @Nullable ScoreRule rule, String reason, Instant at) {
    if (lines != null) {
      lines.add(
          new LedgerLine(
              score.id(),
              score.name(),
              cause,
              rule,
              reason,
              BigDecimal.valueOf(points, ScoreValue.DECIMALS),
              at,
              null));
    }
  }
}
