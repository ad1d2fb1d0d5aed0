package io.piste.automation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.automation.Script.Act;
import io.piste.automation.Script.Deed;
import io.piste.base.VisitorId;
import io.piste.cart.CartReturns;
import io.piste.consent.Purpose;
import io.piste.eventlog.LoggedEvent;
import io.piste.profile.ProfileRules;
import io.piste.protocol.Identity;
import io.piste.protocol.Proof;
import io.piste.support.CartWorld;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same events in many orders of arrival, through the real projections and the real automation:
 * no order makes anybody get a mail that is not theirs, or one after they ordered.
 */
final class AnyOrderIT {
  private static final int SCRIPTS = 30;
  private static final int ORDERS = 3;

  private static TestLog log;
  private static CartWorld world;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    world = CartWorld.on(log.jdbi());
    ProfileRules rules = new ProfileRules(log.jdbi(), log.clock());
    rules.addTagRule(world.site().id(), "/teas/*", "tea", BigDecimal.ONE);
    rules.addScoreRule(world.site().id(), "/checkout*", "intent", BigDecimal.TEN);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void no_cart_is_told_of_to_somebody_else_or_after_its_persons_order() {
    Random random = new Random(20260404);
    int mails = 0;
    for (int script = 0; script < 2 * SCRIPTS; script++) {
      List<Act> acts = Script.shared(random);
      for (int order = 0; order < ORDERS; order++) {
        Performance performance = new Performance(acts, 2);
        performance.playInAnyOrder(random, true);
        mails += performance.assertMailsAreRight("script " + script + ", order " + order);
        performance.assertOrdersAndCartsAgree();
      }
    }
    int sent = mails;
    assertTrue(sent > 40, () -> "a test of " + sent + " mails shows little");
  }

  @Test
  void who_is_who_and_what_they_like_does_not_depend_on_the_order_of_arrival() {
    Random random = new Random(20260405);
    for (int script = 0; script < SCRIPTS; script++) {
      List<Act> acts = Script.shared(random);
      assertAlike(random, acts, 2, Performance::people, "script " + script);
    }
  }

  @Test
  void carts_and_orders_of_people_apart_do_not_depend_on_the_order_of_arrival() {
    Random random = new Random(20260406);
    for (int script = 0; script < SCRIPTS; script++) {
      List<Act> acts = Script.apart(random);
      assertAlike(random, acts, 3, Performance::cartsAndOrders, "script " + script);
    }
  }

  private static void assertAlike(
      Random random,
      List<Act> acts,
      int browsers,
      Function<Performance, List<String>> rows,
      String what) {
    Performance first = new Performance(acts, browsers);
    first.playInOrder();
    List<String> expected = rows.apply(first);
    for (int order = 1; order < ORDERS; order++) {
      Performance other = new Performance(acts, browsers);
      other.playInAnyOrder(random, false);
      assertEquals(expected, rows.apply(other), what + " of " + acts);
    }
  }

  /** A script played by new people at new browsers. */
  private static final class Performance {
    private final List<Act> acts;
    private final List<Track> browsers = new ArrayList<>();
    private final List<String> people = new ArrayList<>();
    private final Map<Act, LoggedEvent> events = new HashMap<>();

    Performance(List<Act> acts, int browserCount) {
      this.acts = acts;
      world.clock.set(Track.START);
      for (int i = 0; i < browserCount; i++) {
        Track browser = world.track(VisitorId.random());
        world.allow(browser.visitor(), Purpose.VISITS, Purpose.CARTS);
        browsers.add(browser);
      }
      String names = UUID.randomUUID().toString();
      people.add("ada" + names + "@mail.example");
      people.add("bob" + names + "@mail.example");
      acts.forEach(act -> events.put(act, event(act)));
    }

    private LoggedEvent event(Act act) {
      Track browser = browsers.get(act.browser());
      double minute = act.minute();
      return switch (act.deed()) {
        case LOOK -> browser.page(minute, act.key());
        case SIGN_IN -> browser.identity(minute, identity(act, Proof.VERIFIED));
        case TYPE -> browser.identity(minute, identity(act, Proof.CLAIMED));
        case FILL -> browser.cart(minute, act.key(), act.number(), act.number());
        case EMPTY -> browser.cart(minute, act.key(), act.number(), 0);
        case ORDER -> browser.order(minute, act.key(), null);
      };
    }

    private Identity identity(Act act, Proof proof) {
      return new Identity(people.get(act.person()), null, proof, null, null, "fr", true);
    }

    void playInOrder() {
      log.playSingly(acts.stream().map(this::event).toList());
    }

    /** In between somebody may already look for left carts, and restore links are followed. */
    void playInAnyOrder(Random random, boolean live) {
      List<LoggedEvent> arriving = new ArrayList<>(events.values());
      arriving.sort((a, b) -> a.happenedAt().compareTo(b.happenedAt()));
      Collections.shuffle(arriving, random);
      world.clock.set(Track.minute(acts.getLast().minute() + 31));
      while (!arriving.isEmpty()) {
        List<LoggedEvent> batch = arriving.subList(0, 1 + random.nextInt(arriving.size()));
        log.play(List.copyOf(batch));
        batch.clear();
        if (live && random.nextInt(3) == 0) {
          world.turn();
          follow(random);
        }
      }
    }

    private void follow(Random random) {
      List<Long> carts = strings("SELECT id FROM cart WHERE visitor_id IN (<v>)", Long.class);
      if (!carts.isEmpty()) {
        long cart = carts.get(random.nextInt(carts.size()));
        VisitorId by = browsers.get(random.nextInt(browsers.size())).visitor();
        double minute = random.nextInt((int) acts.getLast().minute() + 1);
        log.jdbi()
            .useTransaction(
                handle -> new CartReturns().note(handle, cart, List.of(by), Track.minute(minute)));
      }
    }

    /** Lets all mails be due; each must be about a cart that its reader changed last. */
    int assertMailsAreRight(String what) {
      world.pass(Duration.ofMinutes(31));
      world.pass(Duration.ofHours(1));
      world.pass(Duration.ofHours(23));
      world.pass(Duration.ofDays(2));
      List<String> mails =
          strings(
              """
              SELECT CONCAT(LEFT(p.email, 3), ' ', HEX(c.visitor_id), ' ', c.cart_key)
              FROM outbox_message m
              JOIN contact p ON p.id = m.contact_id
              JOIN enrolment e ON e.id = m.enrolment_id
              JOIN cart c ON c.id = e.cart_id
              WHERE c.visitor_id IN (<v>) AND m.state = 'queued'
              """,
              String.class);
      for (String mail : mails) {
        String[] words = mail.split(" ", -1);
        int person = words[0].equals("ada") ? 0 : 1;
        Act lastChange = lastChange(words[1], words[2]);
        String story = what + ": " + words[0] + " gets a mail about " + lastChange + " of " + acts;
        assertEquals(lastChange.person(), person, story);
        assertTrue(
            acts.stream()
                .filter(act -> act.deed() == Deed.ORDER && act.person() == person)
                .noneMatch(act -> act.minute() >= lastChange.minute()),
            story);
      }
      return mails.size();
    }

    private Act lastChange(String visitor, String key) {
      return acts.stream()
          .filter(act -> act.key().equals(key) && hex(act.browser()).equals(visitor))
          .filter(act -> act.deed() == Deed.FILL || act.deed() == Deed.EMPTY)
          .reduce((earlier, later) -> later)
          .orElseThrow();
    }

    void assertOrdersAndCartsAgree() {
      assertEquals(
          List.of(),
          strings(
              """
              SELECT p.order_key FROM purchase p
              WHERE p.visitor_id IN (<v>)
                AND p.recovered <> EXISTS (SELECT 1 FROM cart c
                                           WHERE c.closed_by = p.id AND c.state = 'recovered')
              """,
              String.class));
    }

    List<String> people() {
      List<String> rows =
          strings(
              """
              SELECT CONCAT_WS(' ', HEX(l.visitor_id), LEFT(p.email, 3), l.proof, l.linked_at,
                               l.since_at, l.undone_at)
              FROM identity_link l JOIN contact p ON p.id = l.contact_id
              WHERE l.visitor_id IN (<v>)
              UNION ALL
              SELECT CONCAT_WS(' ', HEX(visitor_id), kind, name, happened_at, amount)
              FROM profile_act WHERE visitor_id IN (<v>)
              """,
              String.class);
      return named(rows);
    }

    List<String> cartsAndOrders() {
      List<String> rows =
          strings(
              """
              SELECT CONCAT_WS(' ', HEX(c.visitor_id), c.cart_key, c.life, c.state, c.seq, c.total,
                               c.created_at, c.changed_at, c.closed_at, p.order_key)
              FROM cart c LEFT JOIN purchase p ON p.id = c.closed_by
              WHERE c.visitor_id IN (<v>)
              UNION ALL
              SELECT CONCAT_WS(' ', HEX(p.visitor_id), p.order_key, p.recovered, p.ordered_at,
                               c.cart_key)
              FROM purchase p LEFT JOIN cart c ON c.id = p.cart_id
              WHERE p.visitor_id IN (<v>)
              """,
              String.class);
      return named(rows);
    }

    /** With a name for each browser, in a fixed order. */
    private List<String> named(List<String> rows) {
      List<String> named = new ArrayList<>();
      for (String row : rows) {
        String name = row;
        for (int i = 0; i < browsers.size(); i++) {
          name = name.replace(hex(i), "browser" + i);
        }
        named.add(name);
      }
      Collections.sort(named);
      return named;
    }

    private String hex(int browser) {
      return browsers
          .get(browser)
          .visitor()
          .value()
          .toString()
          .replace("-", "")
          .toUpperCase(java.util.Locale.ROOT);
    }

    private <T> List<T> strings(String sql, Class<T> type) {
      return log.jdbi()
          .withHandle(
              handle -> {
                Query query =
                    handle
                        .createQuery(sql)
                        .bindList("v", browsers.stream().map(Track::visitor).toList());
                return query.mapTo(type).list();
              });
    }
  }
}
