package io.piste.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.Identity;
import io.piste.protocol.Proof;
import io.piste.support.TestLog;
import io.piste.support.Track;
import io.piste.visit.PageView;
import io.piste.visit.Visits;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class IdentityLinkerIT {
  private static final SiteId SITE = new SiteId(1);

  private static TestLog log;
  private static Contacts contacts;
  private static IdentityLinks links;
  private static MarketingPermissions permissions;
  private static Visits visits;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    contacts = new Contacts(log.jdbi());
    links = new IdentityLinks(log.jdbi());
    permissions = new MarketingPermissions(log.jdbi());
    visits = new Visits(log.jdbi());
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void a_typed_address_makes_a_contact_whose_earlier_visits_join_it() {
    Track ada = Track.fresh();
    String email = email();

    log.play(ada.page(0, "/teas"), ada.claims(1, email));

    Contact contact = contact(email);
    assertEquals("Ada", contact.firstName());
    assertEquals("identify", contact.origin());
    assertEquals(contact.id(), links.contactOf(SITE, ada.visitor()).orElseThrow());
    assertEquals(List.of("/teas"), paths(contact.id()));
  }

  @Test
  void addresses_that_differ_in_case_are_one_contact() {
    Track laptop = Track.fresh();
    Track phone = Track.fresh();
    String email = email();

    log.play(laptop.claims(0, email), phone.claims(1, email.toUpperCase(Locale.ROOT)));

    assertEquals(
        List.of(laptop.visitor(), phone.visitor()), links.visitorsOf(SITE, contact(email).id()));
  }

  @Test
  void a_claim_never_changes_the_names_of_an_existing_contact() {
    Track ada = Track.fresh();
    String email = email();
    log.play(ada.proves(0, email));

    log.play(Track.fresh().claims(1, email));

    assertEquals("Grace", contact(email).firstName());
    assertEquals("Proved", contact(email).lastName());
    assertEquals("en", contact(email).language());
  }

  @Test
  void a_claim_fills_in_names_that_are_not_known_yet() {
    Track ada = Track.fresh();
    String email = email();
    log.play(ada.claims(0, email, false));
    assertNull(contact(email).firstName());

    log.play(ada.claims(1, email));

    assertEquals("Ada", contact(email).firstName());
  }

  @Test
  void a_proof_corrects_claimed_names() {
    Track ada = Track.fresh();
    String email = email();
    log.play(ada.claims(0, email));

    log.play(ada.proves(1, email));

    assertEquals("Grace", contact(email).firstName());
    assertEquals(
        1,
        log.count(
            "SELECT COUNT(*) FROM identity_link l WHERE l.proof = 'verified'"
                + " AND l.contact_id = "
                + contact(email).id()));
  }

  @Test
  void on_a_shared_browser_nobody_inherits_what_the_other_did() {
    Track shared = Track.fresh();
    String a = email();
    String b = email();

    log.playSingly(
        List.of(
            shared.page(0, "/before"),
            shared.proves(1, a),
            shared.page(2, "/of-a"),
            shared.proves(3, b),
            shared.page(4, "/of-b"),
            shared.proves(5, a),
            shared.page(6, "/of-a-again")));

    assertEquals(contact(a).id(), links.contactOf(SITE, shared.visitor()).orElseThrow());
    assertEquals(List.of("/of-a-again", "/of-a", "/before"), paths(contact(a).id()));
    assertEquals(List.of("/of-b"), paths(contact(b).id()));
    assertTrue(links.visitorsOf(SITE, contact(b).id()).isEmpty());
  }

  @Test
  void the_newest_of_two_claimed_addresses_counts_and_the_older_stays_as_history() {
    Track ada = Track.fresh();
    String typo = email();
    String right = email();

    log.playSingly(List.of(ada.page(0, "/teas"), ada.claims(1, typo), ada.claims(2, right)));

    assertEquals(contact(right).id(), links.contactOf(SITE, ada.visitor()).orElseThrow());
    assertEquals(List.of("/teas"), paths(contact(right).id()));
    assertEquals(List.of(), paths(contact(typo).id()));
    assertEquals(
        1,
        log.count(
            "SELECT COUNT(*) FROM identity_link WHERE undone_at IS NOT NULL AND contact_id = "
                + contact(typo).id()));
  }

  @Test
  void a_claim_on_a_proved_visitor_is_noted_and_changes_nothing() {
    Track ada = Track.fresh();
    String proved = email();
    String other = email();

    log.play(ada.proves(0, proved), ada.claims(1, other), ada.claims(2, other));

    assertEquals(contact(proved).id(), links.contactOf(SITE, ada.visitor()).orElseThrow());
    assertTrue(links.visitorsOf(SITE, contact(other).id()).isEmpty());
    assertEquals(
        1,
        log.count("SELECT COUNT(*) FROM identity_link WHERE contact_id = " + contact(other).id()));
  }

  @Test
  void no_order_of_arrival_leaves_a_visitor_with_two_contacts() {
    Track ada = Track.fresh();
    String first = email();
    String second = email();

    log.play(ada.claims(5, second), ada.claims(1, first));

    assertEquals(contact(second).id(), links.contactOf(SITE, ada.visitor()).orElseThrow());
    assertEquals(
        0,
        log.count(
            "SELECT COUNT(*) FROM (SELECT visitor_id FROM identity_link WHERE undone_at IS NULL"
                + " GROUP BY site_id, visitor_id HAVING COUNT(*) > 1) twice"));
  }

  @Test
  void only_a_ticked_box_allows_marketing() {
    Track ada = Track.fresh();
    String none = email();
    String unticked = email();
    String ticked = email();

    log.play(ada.claims(0, none));
    log.play(ada.claims(1, unticked, false));
    log.play(ada.claims(2, ticked, true));

    assertFalse(permissions.granted(contact(none).id(), SITE));
    assertTrue(permissions.of(contact(none).id(), SITE).isEmpty());
    assertFalse(permissions.granted(contact(unticked).id(), SITE));
    assertTrue(permissions.of(contact(unticked).id(), SITE).isPresent());
    assertTrue(permissions.granted(contact(ticked).id(), SITE));
    assertEquals(
        "https://www.shop.example/account",
        permissions.of(contact(ticked).id(), SITE).orElseThrow().page());
  }

  @Test
  void a_form_without_a_box_leaves_the_answer_as_it_was() {
    Track ada = Track.fresh();
    String email = email();

    log.play(ada.claims(0, email, true), ada.claims(1, email));

    assertTrue(permissions.granted(contact(email).id(), SITE));
  }

  @Test
  void of_equal_proof_the_newest_answer_counts_even_when_the_older_comes_late() {
    Track ada = Track.fresh();
    String email = email();

    log.play(ada.claims(2, email, false), ada.claims(1, email, true));
    assertFalse(permissions.granted(contact(email).id(), SITE));
    log.play(ada.claims(3, email, true));
    assertTrue(permissions.granted(contact(email).id(), SITE));
  }

  @Test
  void a_claimed_answer_never_changes_a_proved_one() {
    Track ada = Track.fresh();
    Track stranger = Track.fresh();
    String yes = email();
    String no = email();
    log.play(box(ada, 0, yes, true), box(ada, 1, no, false));

    log.play(stranger.claims(2, yes, false), stranger.claims(3, no, true));

    assertTrue(permissions.granted(contact(yes).id(), SITE));
    assertFalse(permissions.granted(contact(no).id(), SITE));
  }

  @Test
  void nobody_else_can_take_back_an_unsubscription() {
    Track ada = Track.fresh();
    String email = email();
    log.play(ada.claims(0, email, true));
    ContactId contact = contact(email).id();
    log.jdbi()
        .useTransaction(
            handle -> permissions.withdraw(handle, contact, SITE, "unsubscribe", Track.minute(1)));

    log.play(Track.fresh().claims(2, email, true));

    assertFalse(permissions.granted(contact, SITE));
  }

  @Test
  void permission_on_one_site_is_none_on_another() {
    Track ada = Track.fresh();
    String email = email();

    log.play(ada.claims(0, email, true));

    assertFalse(permissions.granted(contact(email).id(), new SiteId(2)));
  }

  @Test
  void whatever_a_linked_visitor_does_is_an_act_of_the_person() {
    Track ada = Track.fresh();
    String email = email();
    log.play(ada.claims(0, email));

    log.play(ada.page(50, "/teas"), ada.page(40, "/late"));

    assertEquals(Track.minute(50), contact(email).lastInteractionAt());
  }

  private static LoggedEvent box(Track track, double minute, String email, boolean ticked) {
    return track.identity(
        minute, new Identity(email, null, Proof.VERIFIED, null, null, null, ticked));
  }

  private static Contact contact(String email) {
    return contacts.byEmail(new EmailAddress(email)).orElseThrow();
  }

  private static List<String> paths(ContactId contact) {
    return visits.pagesOf(SITE, links.spansOf(SITE, contact), 100).stream()
        .map(PageView::path)
        .toList();
  }

  private static String email() {
    return UUID.randomUUID() + "@mail.example";
  }
}
