package io.piste.segment;

import io.piste.profile.ActKind;
import io.piste.profile.InterestTag;
import io.piste.profile.Levels;
import io.piste.profile.ProfileAct;
import io.piste.profile.ScoreValue;
import io.piste.visit.PathPattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds rules against what is known of a contact. Says the same as {@link RuleSets}. */
final class RuleTest {
  private final RuleWorld world;
  private final Moment moment;

  RuleTest(RuleWorld world, Moment moment) {
    this.world = world;
    this.moment = moment;
  }

  /** Whether a rule holds. */
  boolean holds(Rule rule, Facts facts) {
    return switch (rule) {
      case Rule.All all -> all.parts().stream().allMatch(part -> holds(part, facts));
      case Rule.Any any -> any.parts().stream().anyMatch(part -> holds(part, facts));
      case Rule.Not not -> !holds(not.part(), facts);
      case Condition.Field field -> holds(field, facts);
      case Condition.Tag tag -> holds(tag, facts);
      case Condition.Score score -> holds(score, facts);
      case Condition.InStage in -> in.stages().contains(facts.person().profile().stage());
      case Condition.Did did -> holds(did, facts);
      case Condition.Orders orders -> holds(orders, facts);
      case Condition.Cart cart -> holds(cart, facts);
      case Condition.Mail mail -> holds(mail, facts);
      case Condition.Consent consent -> holds(consent, facts);
      case Condition.Member member -> facts.isIn(member.segment());
    };
  }

  private boolean holds(Condition.Field asked, Facts facts) {
    SegmentField field = world.field(asked.field()).orElse(null);
    Facts.@Nullable Known value = field == null ? null : facts.value(field);
    if (field == null || value == null) {
      return FieldLeaves.holdsForMissing(asked.how());
    }
    return switch (asked.how()) {
      case KNOWN -> true;
      case UNKNOWN -> false;
      case IS_NOT -> !holds(field.type(), Comparison.IS, asked.value(), value);
      default -> holds(field.type(), asked.how(), asked.value(), value);
    };
  }

  private boolean holds(FieldType type, Comparison how, @Nullable Value asked, Facts.Known value) {
    return switch (type) {
      case TEXT, CHOICE -> asked instanceof Value.Text text && text(how, text, value);
      case NUMBER -> asked instanceof Value.Number number && number(how, number, value);
      case YES_NO ->
          asked instanceof Value.Flag flag
              && value.number().compareTo(flag.yes() ? BigDecimal.ONE : BigDecimal.ZERO) == 0;
      case DATE -> day(how, asked, value);
      case TIME -> {
        Window window = FieldLeaves.window(how, asked, moment);
        yield window != null && window.holds(value.time());
      }
    };
  }

  private static boolean text(Comparison how, Value.Text asked, Facts.Known value) {
    String text = Folded.of(value.text());
    String sought = Folded.of(asked.text());
    return switch (how) {
      case CONTAINS -> text.contains(sought);
      case STARTS -> text.startsWith(sought);
      default -> text.equals(sought);
    };
  }

  private static boolean number(Comparison how, Value.Number asked, Facts.Known value) {
    int compared = value.number().compareTo(asked.number());
    return switch (how) {
      case AT_LEAST -> compared >= 0;
      case AT_MOST -> compared <= 0;
      default -> compared == 0;
    };
  }

  private boolean day(Comparison how, @Nullable Value asked, Facts.Known value) {
    LocalDate day = FieldLeaves.day(asked, moment);
    if (day == null) {
      return false;
    }
    return switch (how) {
      case BEFORE -> value.day().isBefore(day);
      case AFTER -> value.day().isAfter(day);
      default -> value.day().equals(day);
    };
  }

  private boolean holds(Condition.Tag asked, Facts facts) {
    String folded = Folded.of(asked.tag());
    for (InterestTag tag : facts.person().profile().tags()) {
      if (Folded.of(tag.tag()).equals(folded)) {
        return asked.given()
            ? tag.given()
            : asked.atLeast() == null || weighs(tag, asked.atLeast());
      }
    }
    return false;
  }

  private boolean weighs(InterestTag tag, BigDecimal least) {
    return tag.level() >= Levels.of(least.doubleValue(), moment.now(), world.halfLife(tag.tag()));
  }

  private boolean holds(Condition.Score asked, Facts facts) {
    ScoreValue score =
        world
            .score(asked.score())
            .flatMap(
                known ->
                    facts.person().profile().scores().stream()
                        .filter(value -> value.score() == known.id())
                        .findFirst())
            .orElse(null);
    BigDecimal least = asked.points().atLeast();
    BigDecimal most = asked.points().atMost();
    return (least == null || compare(score, least) >= 0)
        && (most == null || compare(score, most) <= 0);
  }

  /** Points against a number, at the moment; without rounding, so that time changes it once. */
  private int compare(@Nullable ScoreValue score, BigDecimal number) {
    int sign = score == null ? 0 : score.points().signum();
    if (score == null || sign != number.signum() || sign == 0) {
      return Integer.compare(sign, number.signum());
    }
    if (score.halfLifeDays() == 0) {
      return score.points().compareTo(number);
    }
    double own =
        Levels.of(score.points().abs().doubleValue(), score.changedAt(), score.halfLifeDays());
    double other = Levels.of(number.abs().doubleValue(), moment.now(), score.halfLifeDays());
    return sign > 0 ? Double.compare(own, other) : Double.compare(other, own);
  }

  private boolean holds(Condition.Did did, Facts facts) {
    Window window = moment.window(did.period());
    boolean exact = did.kind() == ActKind.PAGE;
    PathPattern pattern =
        did.name() == null ? null : new PathPattern(exact ? did.name() : Folded.of(did.name()));
    Set<String> orders = new HashSet<>();
    long times = 0;
    for (ProfileAct act : facts.acts(did.kind())) {
      boolean fits =
          window.holds(act.at().toEpochMilli())
              && (pattern == null || pattern.matches(exact ? act.name() : Folded.of(act.name())));
      if (fits && (did.kind() != ActKind.ORDER || orders.add(act.name()))) {
        times++;
      }
    }
    return did.times().hold(times);
  }

  private boolean holds(Condition.Orders asked, Facts facts) {
    Window window = moment.window(asked.period());
    long count = 0;
    BigDecimal total = BigDecimal.ZERO;
    for (Facts.Order order : facts.orders()) {
      if (window.holds(order.at())
          && (asked.currency() == null || asked.currency().equals(order.currency()))) {
        count++;
        total = total.add(order.amount());
      }
    }
    return asked.count().hold(count) && (asked.total() == null || asked.total().hold(total));
  }

  private boolean holds(Condition.Cart asked, Facts facts) {
    Window window = moment.window(asked.period());
    return facts.carts().stream()
        .anyMatch(cart -> cart.state() == asked.state() && window.holds(cart.at()));
  }

  private boolean holds(Condition.Mail asked, Facts facts) {
    Window window = moment.window(asked.period());
    if (asked.what() == MailWord.SENT) {
      return asked.times().hold(facts.mails().stream().filter(window::holds).count());
    }
    return asked
        .times()
        .hold(
            facts.follows().stream()
                .filter(follow -> window.holds(follow.at()))
                .filter(follow -> asked.what() == MailWord.OPENED || !follow.ends())
                .map(Facts.Follow::mail)
                .distinct()
                .count());
  }

  private boolean holds(Condition.Consent asked, Facts facts) {
    if (asked.what() == Allowed.MARKETING) {
      return facts.marketing();
    }
    int bit = Leaves.bit(asked.what());
    long now = moment.now().toEpochMilli();
    return facts.consents().stream()
        .anyMatch(consent -> (consent.bits() & bit) != 0 && consent.until() > now);
  }
}
