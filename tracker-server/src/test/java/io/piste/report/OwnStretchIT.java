package io.piste.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.cart.Carts;
import io.piste.contact.Contacts;
import io.piste.eventlog.LoggedEvent;
import io.piste.profile.Profile;
import io.piste.profile.ProfileRules;
import io.piste.profile.Profiles;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two people signed in on one browser, one after the other: each card shows its own. */
final class OwnStretchIT {
  private static final SiteId SITE = new SiteId(1);
  private static final Instant LATER = Track.minute(600);

  private static TestLog log;
  private final Track browser = Track.fresh();
  private final String ada = "ada" + UUID.randomUUID() + "@mail.example";
  private final String bob = "bob" + UUID.randomUUID() + "@mail.example";

  @BeforeAll
  static void start() {
    log = TestLog.start();
    ProfileRules rules = new ProfileRules(log.jdbi(), log.clock());
    rules.addTagRule(SITE, "/teas/*", "tea", BigDecimal.ONE);
    rules.addTagRule(SITE, "/coffees/*", "coffee", BigDecimal.ONE);
    rules.addScoreRule(SITE, "/checkout*", "intent", BigDecimal.TEN);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  /** Ada from minute 1 on, Bob from minute 10 on; what was before the first login is Ada's. */
  @BeforeEach
  void bothUseIt() {
    List<LoggedEvent> events =
        new ArrayList<>(
            List.of(
                browser.page(0, "/teas/sencha"),
                browser.proves(1, ada),
                browser.page(2, "/teas/assam"),
                browser.page(3, "/checkout"),
                browser.cart(4, "hers", 1, 2),
                browser.proves(10, bob),
                browser.page(11, "/teas/oolong"),
                browser.page(12, "/coffees/kenya"),
                browser.page(13, "/checkout"),
                browser.page(14, "/checkout"),
                browser.cart(15, "his", 1, 3)));
    Collections.shuffle(events, new Random(browser.hashCode()));
    log.playSingly(events);
    // It was left long after Bob signed in.
    log.jdbi()
        .useTransaction(
            handle ->
                new Carts(log.jdbi()).abandonIdle(handle, Track.minute(60), Track.minute(61), 9));
    log.clock().set(LATER);
    log.settle();
  }

  @Test
  void interests_and_scores_are_those_that_each_gained() {
    assertEquals(List.of("tea 1.98"), weights(profile(ada)));
    assertEquals(List.of("coffee 0.99", "tea 0.99"), weights(profile(bob)));
    assertEquals(
        0, BigDecimal.valueOf(20).compareTo(profile(bob).scores().getFirst().pointsAt(LATER)));
    assertEquals(
        2, new Profiles(log.jdbi(), log.clock()).ledger(SITE, contact(bob), LATER, 10).size());
  }

  @Test
  void carts_page_and_timelines_agree_about_whose_cart_it_is() {
    List<String> carts =
        new CartList(log.jdbi())
            .page(SITE, null, null, 10).stream()
                .filter(cart -> cart.visitor().equals(browser.visitor()))
                .map(cart -> cart.total().amount() + " " + whose(cart))
                .toList();

    assertEquals(List.of("12.60 bob", "8.40 ada"), carts);
    assertEquals(List.of("ABANDONED 8.40", "CART 8.40"), cartMoments(ada));
    assertEquals(List.of("ABANDONED 12.60", "CART 12.60"), cartMoments(bob));
  }

  private static String whose(CartList.Row cart) {
    CartList.Person person = cart.person();
    return person == null ? "nobody" : person.email().substring(0, 3);
  }

  private static List<String> cartMoments(String email) {
    return new Timeline(log.jdbi())
        .before(contact(email), LATER, 100).moments().stream()
            .filter(moment -> moment.money() != null)
            .map(moment -> moment.kind() + " " + moment.money().amount())
            .toList();
  }

  private static List<String> weights(Profile profile) {
    return profile.tags().stream()
        .map(tag -> tag.tag() + " " + rounded(tag.weightAt(LATER)))
        .sorted()
        .toList();
  }

  private static double rounded(double weight) {
    return Math.round(weight * 100) / 100.0;
  }

  private static Profile profile(String email) {
    return new Profiles(log.jdbi(), log.clock()).of(SITE, contact(email));
  }

  private static ContactId contact(String email) {
    return new Contacts(log.jdbi()).byEmail(new EmailAddress(email)).orElseThrow().id();
  }
}
