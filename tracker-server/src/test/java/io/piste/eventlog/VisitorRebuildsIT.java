package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.Derived;
import io.piste.support.History;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VisitorRebuildsIT {
  private static TestLog log;
  private static VisitorRebuilds rebuilds;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    BatchesIT.addRules(log);
    rebuilds = new VisitorRebuilds(log.jdbi(), TestLog.projections(log.jdbi()), log.clock());
  }

  @BeforeEach
  void forget() {
    log.clear();
    log.clock().set(Track.minute(60 * 30));
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void what_a_robot_did_vanishes_and_comes_back_when_it_was_a_person_after_all() {
    Track ada = Track.fresh();
    Track bob = Track.fresh();
    log.play(ada.page(0, "/teas/green"), ada.cart(1, "c", 1, 2), bob.page(2, "/teas/black"));
    log.play(ada.claims(3, "ada@mail.example", true), ada.page(4, "/checkout"));
    Map<String, List<String>> before = Derived.of(log.jdbi());

    turn(ada, Verdict.ROBOT);
    assertTrue(rebuilds.isWaiting(ada.site(), ada.visitor()));
    assertFalse(rebuilds.runOnce());

    assertFalse(rebuilds.isWaiting(ada.site(), ada.visitor()));
    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM profile_act"), "only bob's page is left");
    for (String table : List.of("cart", "contact", "identity_link")) {
      assertEquals(0, log.count("SELECT COUNT(*) FROM " + table), table);
    }
    assertEquals(4, log.count("SELECT COUNT(*) FROM event_log WHERE verdict = 1"));

    turn(ada, Verdict.HUMAN);
    rebuilds.runOnce();

    // A cart of yesterday that turns up today is no reason to write to anybody.
    assertEquals(
        1,
        log.count(
            "SELECT COUNT(*) FROM cart WHERE state = 'abandoned' AND abandoned_at = updated_at"));
    change("UPDATE cart SET state = 'open', abandoned_at = NULL");
    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
  }

  @Test
  void a_verdict_counts_for_what_is_logged_and_not_projected_yet() {
    Track ada = Track.fresh();
    log.play(ada.page(0, "/a"));
    log.log().append(List.of(ada.page(1, "/b")));

    turn(ada, Verdict.FLOOD);
    rebuilds.runOnce();
    log.project();

    assertEquals(0, log.count("SELECT COUNT(*) FROM page_view"));
    turn(ada, Verdict.HUMAN);
    rebuilds.runOnce();
    assertEquals(2, log.count("SELECT COUNT(*) FROM page_view"));
  }

  @Test
  void what_a_person_sent_with_an_unbelievable_time_is_set_aside_when_the_verdict_is_turned() {
    Track ada = Track.fresh();
    log.play(
        by(Verdict.ROBOT, ada.late(0, "/old", Duration.ofDays(30))),
        by(Verdict.ROBOT, ada.page(1, "/b")));
    assertEquals(0, log.count("SELECT COUNT(*) FROM event_dead"));

    turn(ada, Verdict.HUMAN);
    rebuilds.runOnce();

    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM event_dead WHERE cause = 'too_old'"));
  }

  @Test
  void others_who_become_the_same_person_by_it_are_made_anew_too() {
    Track laptop = Track.fresh();
    Track phone = Track.fresh();
    log.play(laptop.claims(0, "ada@mail.example"), laptop.cart(1, "c", 1, 1));
    log.play(by(Verdict.ROBOT, phone.claims(2, "ada@mail.example")));
    log.play(by(Verdict.ROBOT, phone.order(3, "o1", null)));
    assertEquals(1, log.count("SELECT COUNT(*) FROM cart WHERE state = 'open'"));

    turn(phone, Verdict.HUMAN);
    rebuilds.runOnce();

    assertEquals(1, log.count("SELECT COUNT(*) FROM cart WHERE state = 'ordered'"));
    assertEquals(2, log.count("SELECT COUNT(*) FROM identity_link"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM contact"));
  }

  @Test
  void who_is_not_asked_for_is_left_alone() {
    log.play(History.of(5, 9, 150));
    Track ada = Track.fresh();
    log.play(ada.page(0, "/a"));
    Map<String, List<String>> before = Derived.of(log.jdbi());
    long last = log.count("SELECT MAX(id) FROM page_view");
    change("UPDATE page_view SET title = 'spoilt' WHERE path <> '/a'");
    long spoilt = log.count("SELECT COUNT(*) FROM page_view WHERE title = 'spoilt'");

    log.jdbi().useHandle(handle -> rebuilds.ask(handle, ada.site(), ada.visitor()));
    rebuilds.runOnce();

    assertEquals(spoilt, log.count("SELECT COUNT(*) FROM page_view WHERE title = 'spoilt'"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view WHERE id > " + last));
    change("UPDATE page_view SET title = CONCAT('Page ', path)");
    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
  }

  @Test
  void the_erased_stay_erased_and_may_come_back_on_their_own() {
    Track ada = Track.fresh();
    Track bob = Track.fresh();
    log.play(ada.page(0, "/a"), ada.claims(1, "ada@mail.example"), bob.page(2, "/b"));
    log.log().append(List.of(ada.page(3, "/late")));

    log.jdbi().useHandle(handle -> rebuilds.erase(handle, ada.site(), ada.visitor()));
    rebuilds.runOnce();
    log.project();

    assertEquals(0, log.count("SELECT COUNT(*) FROM contact"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"), "of Bob");
    rebuildAll();
    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"), "of Bob still");

    log.clock().advance(Duration.ofDays(1));
    log.play(ada.page(60 * 48, "/again"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view WHERE path = '/again'"));
    rebuildAll();
    assertEquals(2, log.count("SELECT COUNT(*) FROM page_view"));
  }

  @Test
  void what_came_by_hand_or_by_a_link_in_a_mail_stays() {
    Track ada = Track.fresh();
    log.play(ada.claims(0, "ada@mail.example", true), ada.page(1, "/teas/green"));
    change(
        "UPDATE marketing_permission SET granted = FALSE, proof = 'verified',"
            + " source = 'unsubscribe', decided_at = decided_at + 1");
    change("UPDATE contact SET acted_at = 1800000000000, last_interaction_at = 1800000000000");
    change(
        "INSERT INTO score_ledger (site_id, visitor_id, score, points, reason, scored_at, source)"
            + " SELECT site_id, visitor_id, 'vip', 50, 'by Marie', 1, 'hand' FROM visit_session");
    change(
        "INSERT INTO visitor_tag (site_id, visitor_id, tag, weight, weighed_at, source)"
            + " SELECT site_id, visitor_id, 'tea', 3, started_at, 'hand' FROM visit_session");
    change(
        "INSERT INTO contact (email, first_name, origin, created_at, last_interaction_at)"
            + " VALUES ('imported@mail.example', 'Grace', 'import', 5, 5)");
    log.play(ada.claims(2, "imported@mail.example"));
    Map<String, List<String>> before = Derived.of(log.jdbi());

    rebuildAll();

    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
    turn(ada, Verdict.ROBOT);
    rebuilds.runOnce();
    assertEquals(
        1, log.count("SELECT COUNT(*) FROM contact WHERE email LIKE 'imp%' AND origin = 'import'"));
    assertEquals(50, log.count("SELECT CAST(SUM(points) AS INT) FROM score_ledger"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM visitor_tag WHERE source = 'hand'"));
    assertEquals(
        1, log.count("SELECT COUNT(*) FROM marketing_permission WHERE source = 'unsubscribe'"));
  }

  @Test
  void whoever_got_a_mail_stays_so_that_they_can_unsubscribe() {
    Track ada = Track.fresh();
    log.play(ada.claims(0, "ada@mail.example", true));
    change(
        "INSERT INTO outbox_message (dedupe_key, kind, site_id, contact_id, state, due_at,"
            + " created_at) SELECT 'k', 'cart-recovery', 1, id, 'sent', 1, 1 FROM contact");

    turn(ada, Verdict.ROBOT);
    rebuilds.runOnce();

    assertEquals(1, log.count("SELECT COUNT(*) FROM contact WHERE created_at > 0"));
    change("DELETE FROM outbox_message");
  }

  private static LoggedEvent by(Verdict verdict, LoggedEvent event) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        event.happenedAt(),
        event.receivedAt(),
        verdict,
        event.client(),
        event.event());
  }

  private static void turn(Track track, Verdict verdict) {
    log.jdbi().useHandle(handle -> rebuilds.turn(handle, track.site(), track.visitor(), verdict));
  }

  private static void rebuildAll() {
    try (Rebuild rebuild =
        Rebuild.begin(log.jdbi(), TestLog.projections(log.jdbi()), log.clock()).orElseThrow()) {
      while (rebuild.runOnce()) {}
    }
  }

  private static void change(String sql) {
    log.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
