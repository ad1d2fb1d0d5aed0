package io.piste.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.SiteId;
import io.piste.consent.Purpose;
import io.piste.protocol.Event;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SessionKeeperIT {
  private static final SiteId SITE = new SiteId(1);

  private static TestLog log;
  private static Visits visits;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    visits = new Visits(log.jdbi());
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void keeps_sessions_across_batches() {
    Track ada = Track.fresh();

    log.playSingly(List.of(ada.page(0, "/a"), ada.page(29.9, "/b"), ada.page(59.9, "/c")));

    List<Session> sessions = sessions(ada);
    assertEquals(2, sessions.size());
    assertEquals(1, sessions.getFirst().pages());
    assertEquals(2, sessions.getLast().pages());
    assertEquals("https://www.shop.example/a", sessions.getLast().entryUrl());
    assertEquals(Track.minute(29.9), sessions.getLast().lastAt());
  }

  @Test
  void a_late_event_joins_two_stored_sessions_and_their_pages() {
    Track ada = Track.fresh();
    log.play(ada.page(0, "/a"), ada.page(40, "/c"));

    log.play(ada.page(20, "/b"));

    assertEquals(1, sessions(ada).size());
    assertEquals(3, sessions(ada).getFirst().pages());
    long id = sessions(ada).getFirst().id();
    assertTrue(pages(ada).stream().allMatch(page -> page.sessionId() == id));
    assertEquals(List.of("/c", "/b", "/a"), pages(ada).stream().map(PageView::path).toList());
  }

  @Test
  void a_cart_keeps_a_session_going_and_counts_no_page() {
    Track ada = Track.fresh();

    log.play(ada.page(0, "/a"), ada.cart(20, "c", 1, 1), ada.page(40, "/b"));

    assertEquals(1, sessions(ada).size());
    assertEquals(2, sessions(ada).getFirst().pages());
  }

  @Test
  void keeps_products_seen() {
    Track ada = Track.fresh();

    log.play(ada.product(0, "sencha"), ada.product(1, "bancha"));

    List<ProductView> seen = visits.productsOf(SITE, spans(ada), 10);
    assertEquals(List.of("bancha", "sencha"), seen.stream().map(ProductView::sku).toList());
    assertEquals("Tea bancha", seen.getFirst().name());
    assertEquals(0, sessions(ada).getFirst().pages());
  }

  @Test
  void without_consent_for_visits_nothing_is_kept() {
    Track ada = Track.fresh().allowing(EnumSet.of(Purpose.CARTS));

    log.play(ada.page(0, "/a"), ada.product(1, "x"), ada.cart(2, "c", 1, 1));

    assertTrue(sessions(ada).isEmpty());
    assertTrue(pages(ada).isEmpty());
    assertTrue(visits.productsOf(SITE, spans(ada), 10).isEmpty());
  }

  @Test
  void sites_are_kept_apart() {
    Track here = Track.fresh();
    Track there = new Track(new SiteId(2), here.visitor(), here.purposes());

    log.play(here.page(0, "/here"), there.page(1, "/there"));

    assertEquals(List.of("/here"), pages(here).stream().map(PageView::path).toList());
    assertEquals("/there", visits.latestPages(new SiteId(2), 1).getFirst().path());
  }

  @Test
  void a_title_that_is_too_long_is_cut_and_a_missing_one_stays_missing() {
    Track ada = Track.fresh();
    String url = "https://www.shop.example/";

    log.play(
        ada.logged(new Event.Page(UUID.randomUUID(), 0, url, "x".repeat(999), url, null), 0),
        ada.logged(new Event.Page(UUID.randomUUID(), 0, url, null, null, null), 1));

    assertEquals(300, String.valueOf(pages(ada).getLast().title()).length());
    assertEquals(null, pages(ada).getFirst().title());
    assertEquals(url, sessions(ada).getFirst().referrer());
  }

  private static List<Session> sessions(Track track) {
    return visits.sessionsOf(SITE, spans(track), 100);
  }

  private static List<PageView> pages(Track track) {
    return visits.pagesOf(SITE, spans(track), 100);
  }

  private static List<VisitorSpan> spans(Track track) {
    return List.of(
        new VisitorSpan(track.visitor(), Instant.EPOCH, Track.START.plusSeconds(1_000_000_000)));
  }
}
