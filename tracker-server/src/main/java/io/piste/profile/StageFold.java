package io.piste.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Where a contact is by rule, and until when that holds if nothing happens. */
final class StageFold {
  /**
   * A stage.
   *
   * @param until from then on another one holds; the distant future if never
   */
  record Until(Stage stage, Instant until) {}

  private final StageRule rule;
  private final Set<String> orders = new HashSet<>();
  private final Deque<Instant> ordered = new ArrayDeque<>();
  private final Deque<Instant> pages = new ArrayDeque<>();
  private Instant cart = Instant.MIN;

  private StageFold(StageRule rule) {
    this.rule = rule;
  }

  /** By what was done; an order that came to nothing counts for nothing. */
  static Until of(StageRule rule, Facts facts, Instant now) {
    StageFold fold = new StageFold(rule);
    for (ProfileAct act : facts.acts) {
      fold.see(act, facts.fallenOrders.contains(act.name()));
    }
    return fold.at(facts.allowsMails, now);
  }

  private void see(ProfileAct act, boolean fallen) {
    switch (act.kind()) {
      case PAGE -> keep(pages, act.at(), rule.qualificationPages());
      case CART -> {
        boolean full = act.amount() != null && act.amount().signum() > 0;
        cart = full ? act.at() : Instant.MIN;
      }
      case ORDER -> {
        // The page and the shop may both tell of one order.
        if (act.name().isEmpty() || orders.add(act.name())) {
          cart = Instant.MIN;
          if (!fallen) {
            keep(ordered, act.at(), rule.loyaltyOrders());
          }
        }
      }
      default -> {}
    }
  }

  private static void keep(Deque<Instant> newest, Instant at, int most) {
    newest.addLast(at);
    if (newest.size() > most) {
      newest.removeFirst();
    }
  }

  private Until at(boolean allowsMails, Instant now) {
    Instant loyal = until(ordered, rule.loyaltyOrders(), rule.loyaltyDays());
    if (loyal.isAfter(now)) {
      return new Until(Stage.LOYALTY, loyal);
    }
    Instant last = ordered.isEmpty() ? Instant.MIN : ordered.getLast();
    Instant buying = plus(last.isAfter(cart) ? last : cart, rule.transformationDays());
    if (buying.isAfter(now)) {
      return new Until(Stage.TRANSFORMATION, buying);
    }
    if (allowsMails && rule.qualificationMails()) {
      return new Until(Stage.QUALIFICATION, Instant.MAX);
    }
    Instant interested = until(pages, rule.qualificationPages(), rule.qualificationDays());
    return interested.isAfter(now)
        ? new Until(Stage.QUALIFICATION, interested)
        : new Until(Stage.ENGAGEMENT, Instant.MAX);
  }

  /** Until when so many of the newest lie in so many days; the distant past if they never did. */
  private static Instant until(Deque<Instant> newest, int count, int days) {
    return newest.size() < count ? Instant.MIN : plus(newest.getFirst(), days);
  }

  private static Instant plus(Instant at, int days) {
    return at.equals(Instant.MIN) ? Instant.MIN : at.plus(Duration.ofDays(days));
  }
}
