package io.piste.segment;

import io.piste.profile.Levels;
import io.piste.segment.Leaf.Source;
import io.piste.segment.RuleWorld.KnownScore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the contacts for whom time alone may have changed the answer to a condition between two
 * moments: an act left the period, a weight fell below a value, a day became long ago. Each is a
 * short range of an index (docs/adr/0095). What is found is held against the rules; more may be
 * found than changed, but nothing that changed is missed.
 */
final class Crossings {
  /** What is written in a transaction that ends late is not overlooked. */
  private static final int LATE = 60_000;

  private final RuleWorld world;
  private final Moment from;
  private final Moment to;
  private final Leaves passing;
  private final Leaves fresh;

  /** Between two moments of a site's clock. */
  Crossings(RuleWorld world, Moment from, Moment to) {
    this.world = world;
    this.from = from;
    this.to = to;
    this.passing = new Leaves(world, to, this::passed);
    this.fresh =
        new Leaves(
            world,
            to,
            period -> new Window(from.now().toEpochMilli() - LATE, to.now().toEpochMilli() + 1));
  }

  /** What began to be outside of the period. */
  private Window passed(Period period) {
    return period instanceof Period.Within within
        ? new Window(from.ago(within.days()), to.ago(within.days()) + 1)
        : new Window(0, 0);
  }

  /** The statements that find them; none where time changes nothing. */
  List<Leaf> of(Condition condition) {
    return switch (condition) {
      case Condition.Field field -> field(field);
      case Condition.Tag tag -> tag(tag);
      case Condition.Score score -> score(score);
      case Condition.Did did -> passed(did, did.period());
      case Condition.Orders orders -> passed(orders, orders.period());
      case Condition.Cart cart -> cart(cart);
      case Condition.Mail mail -> {
        // Mails leave and are followed without a word about the contact.
        List<Leaf> found = new ArrayList<>(passed(mail, mail.period()));
        found.add(fresh.of(mail).once());
        yield found;
      }
      case Condition.Consent consent -> consent(consent);
      case Condition.InStage stage -> List.of();
      case Condition.Member member -> List.of();
    };
  }

  private List<Leaf> passed(Condition condition, Period period) {
    return period instanceof Period.Within ? List.of(passing.of(condition).once()) : List.of();
  }

  /** An open cart is left without a word about its owner. */
  private List<Leaf> cart(Condition.Cart cart) {
    List<Leaf> found = new ArrayList<>(passed(cart, cart.period()));
    if (cart.state() != CartWord.RECOVERED) {
      found.add(fresh.of(new Condition.Cart(CartWord.ABANDONED, cart.period())));
    }
    return found;
  }

  private List<Leaf> consent(Condition.Consent consent) {
    if (consent.what() == Allowed.MARKETING) {
      return List.of();
    }
    // A visitor who chooses says nothing about the contact either.
    return List.of(
        new Leaf(
            Source.CHOICE,
            "x.site_id = :site AND x.decided_at >= :from AND x.decided_at <= :until",
            null,
            false,
            Map.of("from", from.now().toEpochMilli() - LATE, "until", to.now().toEpochMilli())),
        new Leaf(
            Source.CONSENT,
            "x.site_id = :site AND x.expires_at >= :from AND x.expires_at <= :until"
                + " AND x.purposes & :bit <> 0",
            null,
            false,
            Map.of(
                "from",
                from.now().toEpochMilli(),
                "until",
                to.now().toEpochMilli(),
                "bit",
                Leaves.bit(consent.what()))));
  }

  private List<Leaf> field(Condition.Field asked) {
    SegmentField field = world.field(asked.field()).orElse(null);
    if (field == null || !(asked.value() instanceof Value.DaysAgo ago)) {
      return List.of();
    }
    if (field.type() == FieldType.TIME) {
      String column = "x." + FieldLeaves.column(field.name());
      return List.of(
          new Leaf(
              Source.CONTACT,
              column + " >= :from AND " + column + " <= :until",
              null,
              false,
              Map.of("from", from.ago(ago.days()), "until", to.ago(ago.days()))));
    }
    LocalDate before = from.dayAgo(ago.days());
    LocalDate now = to.dayAgo(ago.days());
    if (before.equals(now)) {
      return List.of();
    }
    return List.of(
        new Leaf(
            Source.VALUE,
            "x.field_id = :field AND x.day BETWEEN :from AND :until",
            null,
            false,
            Map.of("field", field.number(), "from", before.toString(), "until", now.toString())));
  }

  private List<Leaf> tag(Condition.Tag tag) {
    int halfLife = world.halfLife(tag.tag());
    if (tag.atLeast() == null || tag.given() || halfLife == 0) {
      return List.of();
    }
    Map<String, Object> binds = levels(tag.atLeast(), halfLife);
    binds.put("tag", tag.tag());
    return List.of(
        new Leaf(
            Source.TAG,
            "x.site_id = :site AND x.tag = :tag AND x.level BETWEEN :from AND :until",
            null,
            false,
            binds));
  }

  private Map<String, Object> levels(BigDecimal number, int halfLife) {
    Map<String, Object> binds = new HashMap<>();
    binds.put("from", Levels.of(number.doubleValue(), from.now(), halfLife));
    binds.put("until", Levels.of(number.doubleValue(), to.now(), halfLife));
    return binds;
  }

  private List<Leaf> score(Condition.Score score) {
    List<Leaf> found = new ArrayList<>();
    world
        .score(score.score())
        .filter(known -> known.halfLifeDays() > 0)
        .ifPresent(
            known -> {
              add(found, known, score.points().atLeast());
              add(found, known, score.points().atMost());
            });
    return found;
  }

  /** Points come closer to 0, and never reach it. */
  private void add(List<Leaf> found, KnownScore score, @Nullable BigDecimal number) {
    if (number == null || number.signum() == 0) {
      return;
    }
    Map<String, Object> binds = levels(number.abs(), score.halfLifeDays());
    binds.put("score", score.id());
    String level = "x.level";
    if (number.signum() < 0) {
      level = "x.level <= 0 AND x.points < 0 AND LOG2(-x.points) + x.changed_at / :halfLife";
      binds.put("halfLife", score.halfLifeDays() * 86_400_000.0);
    }
    found.add(
        new Leaf(
            Source.SCORE,
            "x.score_id = :score AND " + level + " BETWEEN :from AND :until",
            null,
            false,
            binds));
  }
}
