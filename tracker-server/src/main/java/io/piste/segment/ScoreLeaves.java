package io.piste.segment;

import io.piste.profile.Levels;
import io.piste.segment.Leaf.Source;
import io.piste.segment.RuleWorld.KnownScore;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes statements of conditions on a score. Points above 0 are compared by their level, which an
 * index knows; points below 0 by what is left of them. Who has no row has 0 points.
 */
final class ScoreLeaves {
  private final KnownScore score;
  private final Moment moment;
  private final Map<String, Object> binds = new HashMap<>();

  ScoreLeaves(KnownScore score, Moment moment) {
    this.score = score;
    this.moment = moment;
  }

  Leaf of(Bounds points) {
    BigDecimal least = points.atLeast();
    binds.put("score", score.id());
    if (least != null) {
      return least.signum() > 0 ? above(least, ">=", false) : below(least, "<", true);
    }
    BigDecimal most = java.util.Objects.requireNonNull(points.atMost());
    return most.signum() >= 0 ? above(most, ">", true) : below(most, "<=", false);
  }

  /** Those with more points than a number of 0 or more. */
  private Leaf above(BigDecimal number, String compared, boolean otherwise) {
    binds.put("level", level(number));
    return leaf("x.level " + compared + " :level", otherwise);
  }

  private double level(BigDecimal number) {
    return number.signum() == 0 && score.halfLifeDays() > 0
        ? Levels.NONE
        : Levels.of(number.doubleValue(), moment.now(), score.halfLifeDays());
  }

  /** Those with fewer points than a number of 0 or less. */
  private Leaf below(BigDecimal number, String compared, boolean otherwise) {
    binds.put("number", number);
    if (score.halfLifeDays() == 0 || number.signum() == 0) {
      return leaf("x.level <= 0 AND x.points " + compared + " :number", otherwise);
    }
    binds.put("now", moment.now().toEpochMilli());
    binds.put("halfLife", score.halfLifeDays() * 86_400_000.0);
    return leaf(
        "x.level <= 0 AND x.points < 0 AND LOG2(-x.points) + x.changed_at / :halfLife "
            + (compared.equals("<") ? ">" : ">=")
            + " LOG2(-:number) + :now / :halfLife",
        otherwise);
  }

  private Leaf leaf(String where, boolean otherwise) {
    return new Leaf(Source.SCORE, "x.score_id = :score AND " + where, null, otherwise, binds);
  }
}
