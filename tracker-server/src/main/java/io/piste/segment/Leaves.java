package io.piste.segment;

import io.piste.profile.ActKind;
import io.piste.profile.Levels;
import io.piste.profile.Stage;
import io.piste.segment.Leaf.Source;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes statements of conditions, at a moment. Says the same as {@link RuleTest}. */
final class Leaves {
  private static final int VISITS_BIT = 1;
  private static final int PROFILE_BIT = 2;
  private static final int CARTS_BIT = 4;

  private final RuleWorld world;
  private final Moment moment;
  private final Function<Period, Window> windows;

  Leaves(RuleWorld world, Moment moment) {
    this(world, moment, moment::window);
  }

  /** The same, with other stretches of time for the periods of conditions. */
  Leaves(RuleWorld world, Moment moment, Function<Period, Window> windows) {
    this.world = world;
    this.moment = moment;
    this.windows = windows;
  }

  /** The statement; scores have one end only, and members are of segments that are filled. */
  Leaf of(Condition condition) {
    return switch (condition) {
      case Condition.Field field ->
          world
              .field(field.field())
              .map(known -> new FieldLeaves(known, moment).of(field))
              .orElseGet(() -> Leaf.nobody(FieldLeaves.holdsForMissing(field.how())));
      case Condition.Tag tag -> tag(tag);
      case Condition.Score score -> score(score);
      case Condition.InStage in -> stage(in);
      case Condition.Did did -> did(did);
      case Condition.Orders orders -> orders(orders);
      case Condition.Cart cart -> cart(cart);
      case Condition.Mail mail -> mail(mail);
      case Condition.Consent consent -> consent(consent.what());
      case Condition.Member member ->
          new Leaf(
              Source.MEMBER,
              "x.segment_id = :segment",
              null,
              false,
              Map.of("segment", member.segment()));
    };
  }

  private Leaf tag(Condition.Tag tag) {
    Map<String, Object> binds = new HashMap<>();
    binds.put("tag", tag.tag());
    binds.put("folded", Folded.of(tag.tag()));
    String where = "x.site_id = :site AND x.tag = :tag AND " + Folded.sql("x.tag") + " = :folded";
    if (tag.given()) {
      where += " AND x.given";
    } else if (tag.atLeast() != null) {
      where += " AND x.level >= :level";
      binds.put(
          "level", Levels.of(tag.atLeast().doubleValue(), moment.now(), world.halfLife(tag.tag())));
    }
    return new Leaf(Source.TAG, where, null, false, binds);
  }

  private Leaf score(Condition.Score score) {
    return world
        .score(score.score())
        .map(known -> new ScoreLeaves(known, moment).of(score.points()))
        .orElseGet(() -> Leaf.nobody(score.points().hold(0)));
  }

  private Leaf stage(Condition.InStage in) {
    List<String> words = in.stages().stream().map(Stage::word).sorted().toList();
    return new Leaf(
        Source.PROFILE,
        "x.site_id = :site AND x.stage IN ('" + String.join("', '", words) + "')",
        null,
        false,
        Map.of());
  }

  private Leaf did(Condition.Did did) {
    Map<String, Object> binds = new HashMap<>();
    binds.put("kind", did.kind().word());
    String where =
        "x.site_id = :site AND x.kind = :kind" + during("x.happened_at", did.period(), binds);
    if (did.name() != null) {
      boolean exact = did.kind() == ActKind.PAGE;
      where +=
          (exact ? " AND x.name COLLATE utf8mb4_nopad_bin" : " AND " + Folded.sql("x.name"))
              + " LIKE :name ESCAPE '!'";
      binds.put("name", Folded.like(exact ? did.name() : Folded.of(did.name())));
    }
    String count =
        did.kind() == ActKind.ORDER
            ? "COUNT(DISTINCT x.name COLLATE utf8mb4_nopad_bin)"
            : "COUNT(*)";
    return counted(Source.ACT, where, new Sum(count, did.times()), null, binds);
  }

  private Leaf orders(Condition.Orders orders) {
    Map<String, Object> binds = new HashMap<>();
    String where =
        "x.site_id = :site AND x.status NOT IN ('cancelled', 'failed', 'refunded')"
            + during("x.ordered_at", orders.period(), binds);
    if (orders.currency() != null) {
      where += " AND x.currency = :currency";
      binds.put("currency", orders.currency());
    }
    Sum total =
        orders.total() == null ? null : new Sum("SUM(x.total - x.refunded)", orders.total());
    return counted(Source.ORDER, where, new Sum("COUNT(*)", orders.count()), total, binds);
  }

  private Leaf cart(Condition.Cart cart) {
    Map<String, Object> binds = new HashMap<>();
    String column =
        switch (cart.state()) {
          case OPEN -> "x.updated_at";
          case ABANDONED -> "x.abandoned_at";
          case RECOVERED -> "x.closed_at";
        };
    binds.put("state", cart.state().word());
    return new Leaf(
        Source.CART,
        "x.site_id = :site AND x.state = :state AND "
            + column
            + " IS NOT NULL"
            + during(column, cart.period(), binds),
        null,
        false,
        binds);
  }

  private Leaf mail(Condition.Mail mail) {
    Map<String, Object> binds = new HashMap<>();
    return switch (mail.what()) {
      case SENT ->
          counted(
              Source.MAIL,
              "x.site_id = :site AND x.state = 'sent' AND x.sent_at IS NOT NULL"
                  + during("x.sent_at", mail.period(), binds),
              new Sum("COUNT(*)", mail.times()),
              null,
              binds);
      case OPENED -> followed(mail, "", binds);
      case CLICKED -> followed(mail, " AND x.kind <> 'unsubscribe'", binds);
    };
  }

  private Leaf followed(Condition.Mail mail, String kinds, Map<String, Object> binds) {
    return counted(
        Source.MAIL_LINK,
        "x.site_id = :site AND x.followed_at IS NOT NULL"
            + during("x.followed_at", mail.period(), binds)
            + kinds,
        new Sum("COUNT(DISTINCT x.message_id)", mail.times()),
        null,
        binds);
  }

  private Leaf consent(Allowed what) {
    if (what == Allowed.MARKETING) {
      return new Leaf(Source.PERMISSION, "x.site_id = :site AND x.granted", null, false, Map.of());
    }
    return new Leaf(
        Source.CONSENT,
        "x.site_id = :site AND x.purposes & :bit <> 0 AND x.expires_at > :now",
        null,
        false,
        Map.of("bit", bit(what), "now", moment.now().toEpochMilli()));
  }

  /** As {@code io.piste.consent.Purpose} stores them. */
  static int bit(Allowed what) {
    return switch (what) {
      case VISITS -> VISITS_BIT;
      case PROFILE -> PROFILE_BIT;
      case CARTS -> CARTS_BIT;
      case MARKETING -> 0;
    };
  }

  private record Sum(String sql, Bounds bounds) {
    String holds(String name, Map<String, Object> binds) {
      StringBuilder text = new StringBuilder();
      BigDecimal least = bounds.atLeast();
      BigDecimal most = bounds.atMost();
      if (least != null) {
        text.append(sql).append(" >= :least").append(name);
        binds.put("least" + name, least);
      }
      if (most != null) {
        text.append(least == null ? "" : " AND ").append(sql).append(" <= :most").append(name);
        binds.put("most" + name, most);
      }
      return text.toString();
    }
  }

  /** Where nothing at all is enough, those are found who have too much. */
  private static Leaf counted(
      Source source, String where, Sum count, @Nullable Sum total, Map<String, Object> binds) {
    boolean nothing =
        count.bounds().hold(0) && (total == null || total.bounds().hold(BigDecimal.ZERO));
    if (total == null && isOfOne(count.bounds())) {
      return new Leaf(source, where, null, nothing, binds);
    }
    String holds = count.holds("Count", binds);
    if (total != null) {
      holds += " AND " + total.holds("Total", binds);
    }
    return new Leaf(source, where, nothing ? "NOT (" + holds + ")" : holds, nothing, binds);
  }

  /** For "at least once" one row is enough, and for "never" it is too much: nothing is counted. */
  private static boolean isOfOne(Bounds bounds) {
    BigDecimal least = bounds.atLeast();
    BigDecimal most = bounds.atMost();
    boolean once = most == null && least != null && least.compareTo(BigDecimal.ONE) == 0;
    boolean never = most != null && most.signum() == 0;
    return once || never;
  }

  private String during(String column, Period period, Map<String, Object> binds) {
    Window window = windows.apply(period);
    String text = "";
    if (window.from() != Long.MIN_VALUE) {
      text += " AND " + column + " >= :from";
      binds.put("from", window.from());
    }
    if (window.until() != Long.MAX_VALUE) {
      text += " AND " + column + " < :until";
      binds.put("until", window.until());
    }
    return text;
  }
}
