package io.piste.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Rebuild;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.protocol.Event;
import io.piste.support.Derived;
import io.piste.support.History;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links refused and contacts merged by hand, and both undone. */
final class LinksByHandIT {
  private static final String MARIE = "marie@shop.example";

  private static TestLog log;
  private static VisitorRebuilds rebuilds;
  private static Refusals refusals;
  private static Merges merges;
  private static IdentityLinks links;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    rebuilds = new VisitorRebuilds(log.jdbi(), TestLog.projections(log.jdbi()), log.clock());
    refusals = new Refusals(log.jdbi(), rebuilds, log.clock());
    merges = new Merges(log.jdbi(), rebuilds, log.clock());
    links = new IdentityLinks(log.jdbi());
  }

  @BeforeEach
  void forget() {
    log.clear();
    change("DELETE FROM identity_refusal");
    change("DELETE FROM contact_merge");
    change("DELETE FROM contact_change");
    log.clock().set(Track.minute(60 * 30));
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void a_refused_browser_is_not_the_contact_whatever_is_said_later() {
    Track browser = Track.fresh();
    log.play(browser.proves(0, "ada@mail.example"), browser.page(1, "/a"));
    ContactId ada = contact("ada@mail.example");

    assertTrue(refusals.refuse(browser.site(), browser.visitor(), ada, MARIE));
    assertEquals(List.of(), links.spansOf(browser.site(), ada));
    log.play(browser.proves(2, "ada@mail.example"));
    rebuild();

    assertEquals(List.of(), links.spansOf(browser.site(), ada));
    assertFalse(refusals.refuse(browser.site(), browser.visitor(), ada, MARIE), "said already");
    assertEquals(MARIE, refusals.of(ada).getFirst().by());
  }

  @Test
  void a_refusal_gives_the_time_to_whoever_else_it_may_be() {
    Track browser = Track.fresh();
    log.play(browser.proves(0, "ada@mail.example"), browser.proves(10, "bob@mail.example"));
    ContactId bob = contact("bob@mail.example");

    refusals.refuse(browser.site(), browser.visitor(), bob, MARIE);

    assertEquals(
        contact("ada@mail.example"),
        links.contactOf(browser.site(), browser.visitor()).orElseThrow());
    assertTrue(
        log.count("SELECT COUNT(*) FROM contact_change WHERE contact_id = " + bob) > 0,
        "the profile of who lost it is worked out again");
    assertTrue(
        log.count(
                "SELECT COUNT(*) FROM contact_change WHERE contact_id = "
                    + contact("ada@mail.example"))
            > 0,
        "and of who got it");
  }

  @Test
  void a_refused_link_is_as_if_it_had_never_been_said_and_taken_back_as_if_never_refused() {
    for (long seed = 41; seed <= 43; seed++) {
      List<LoggedEvent> events = History.of(seed, 9, 160);
      Random random = new Random(seed);
      LoggedEvent one = identified(events, random);
      String email = email(one);
      forget();
      log.play(
          events.stream().map(event -> says(event, one, email) ? silent(event) : event).toList());
      Map<String, List<String>> never = whoAndWhat();
      forget();
      log.play(events);
      Map<String, List<String>> before = Derived.of(log.jdbi());

      assertTrue(refusals.refuse(one.site(), one.visitor(), contact(email), MARIE));
      settle();

      assertEquals("", Derived.difference(never, whoAndWhat()), "never linked, seed " + seed);
      rebuild();
      assertEquals("", Derived.difference(never, whoAndWhat()), "rebuilt, seed " + seed);

      assertTrue(refusals.takeBack(one.site(), one.visitor(), contact(email), MARIE));
      settle();

      assertEquals("", Derived.difference(before, Derived.of(log.jdbi())), "back, seed " + seed);
      assertFalse(refusals.takeBack(one.site(), one.visitor(), contact(email), MARIE));
    }
  }

  @Test
  void an_order_of_a_merged_contact_closes_the_cart_of_the_kept_one() {
    Track laptop = Track.fresh();
    Track phone = Track.fresh();
    log.play(laptop.claims(0, "ada@home.example"), laptop.cart(1, "c", 1, 1));
    log.play(phone.claims(2, "ada@work.example"), phone.order(3, "o1", null));
    assertEquals(1, log.count("SELECT COUNT(*) FROM cart WHERE state = 'open'"));

    long number =
        merges.merge(contact("ada@home.example"), contact("ada@work.example"), MARIE).orElseThrow();
    settle();

    assertEquals(1, log.count("SELECT COUNT(*) FROM cart WHERE state = 'ordered'"));
    assertEquals(2, links.spansOf(laptop.site(), contact("ada@home.example")).size());
    assertEquals(List.of(), links.spansOf(laptop.site(), contact("ada@work.example")));
    merges.undo(number, MARIE);
    settle();
    assertEquals(1, log.count("SELECT COUNT(*) FROM cart WHERE state = 'open'"));
  }

  @Test
  void a_merge_undone_gives_both_their_own_back_exactly() {
    for (long seed = 51; seed <= 53; seed++) {
      forget();
      log.play(History.of(seed, 9, 160));
      Map<String, List<String>> before = Derived.of(log.jdbi());
      List<Long> ids = ids();
      Random random = new Random(seed);
      ContactId kept = new ContactId(ids.remove(random.nextInt(ids.size())));
      ContactId merged = new ContactId(ids.remove(random.nextInt(ids.size())));

      long number = merges.merge(kept, merged, MARIE).orElseThrow();
      settle();
      Map<String, List<String>> together = Derived.of(log.jdbi());
      assertNotEquals("", Derived.difference(before, together), "seed " + seed);
      rebuild();
      assertEquals(
          "", Derived.difference(together, Derived.of(log.jdbi())), "rebuilt, seed " + seed);
      assertTrue(merges.undo(number, MARIE));
      settle();

      assertEquals("", Derived.difference(before, Derived.of(log.jdbi())), "undone, seed " + seed);
      assertFalse(merges.undo(number, MARIE), "it does not stand any more");
    }
  }

  @Test
  void a_contact_that_was_not_known_by_events_has_its_last_interaction_back() {
    Track browser = Track.fresh();
    change(
        "INSERT INTO contact (email, origin, created_at, last_interaction_at)"
            + " VALUES ('old@mail.example', 'import', 5, 5)");
    log.play(browser.claims(0, "new@mail.example"), browser.page(2, "/a"));
    Map<String, List<String>> before = Derived.of(log.jdbi());

    long number =
        merges.merge(contact("old@mail.example"), contact("new@mail.example"), MARIE).orElseThrow();
    settle();
    assertEquals(
        Track.minute(2).toEpochMilli(),
        log.count("SELECT last_interaction_at FROM contact WHERE origin = 'import'"));
    merges.undo(number, MARIE);
    settle();

    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
  }

  @Test
  void of_three_merged_one_after_the_other_each_step_can_be_undone() {
    Track browser = Track.fresh();
    log.play(
        browser.claims(0, "a@mail.example"),
        Track.fresh().claims(1, "b@mail.example"),
        Track.fresh().claims(2, "c@mail.example"));
    ContactId a = contact("a@mail.example");
    ContactId b = contact("b@mail.example");
    ContactId c = contact("c@mail.example");
    long first = merges.merge(b, a, MARIE).orElseThrow();
    long second = merges.merge(c, b, MARIE).orElseThrow();
    settle();
    assertEquals(3, links.spansOf(browser.site(), c).size());
    assertTrue(merges.merge(c, a, MARIE).isEmpty(), "it is merged already");
    assertTrue(merges.merge(c, c, MARIE).isEmpty(), "it is the same");

    merges.undo(second, MARIE);
    settle();
    assertEquals(2, links.spansOf(browser.site(), b).size());
    assertEquals("b@mail.example", merges.into(a).orElseThrow().email());

    assertTrue(merges.merge(c, b, MARIE).isPresent());
    merges.undo(first, MARIE);
    settle();
    assertEquals(1, links.spansOf(browser.site(), a).size());
    assertEquals(2, links.spansOf(browser.site(), c).size());
  }

  private static Map<String, List<String>> whoAndWhat() {
    return Derived.of(log.jdbi(), "identity_link", "cart", "cart_return", "purchase");
  }

  private static LoggedEvent identified(List<LoggedEvent> events, Random random) {
    List<LoggedEvent> all =
        events.stream().filter(event -> event.event() instanceof Event.Identified).toList();
    List<LoggedEvent> human =
        all.stream()
            .filter(event -> event.verdict().equals(io.piste.eventlog.Verdict.HUMAN))
            .toList();
    return human.get(random.nextInt(human.size()));
  }

  private static String email(LoggedEvent event) {
    return event.event() instanceof Event.Identified identified
        ? String.valueOf(identified.identify().email())
        : "";
  }

  private static boolean says(LoggedEvent event, LoggedEvent like, String email) {
    return event.visitor().equals(like.visitor()) && email(event).equals(email);
  }

  /** The same sign of life, without a word about who it is. */
  private static LoggedEvent silent(LoggedEvent event) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        event.happenedAt(),
        event.receivedAt(),
        event.verdict(),
        event.client(),
        new Event.LoggedOut(event.event().id(), event.event().at(), event.event().u()));
  }

  private static List<Long> ids() {
    return new java.util.ArrayList<>(
        log.jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT id FROM contact ORDER BY email")
                        .mapTo(Long.class)
                        .list()));
  }

  private static ContactId contact(String email) {
    return new Contacts(log.jdbi()).byEmail(new EmailAddress(email)).orElseThrow().id();
  }

  private static void settle() {
    while (rebuilds.runOnce()) {}
  }

  private static void rebuild() {
    try (Rebuild rebuild =
        Rebuild.begin(log.jdbi(), TestLog.projections(log.jdbi()), log.clock()).orElseThrow()) {
      while (rebuild.runOnce()) {}
    }
  }

  private static void change(String sql) {
    log.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
