package io.piste.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.support.Recount;
import io.piste.support.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reports read from a real MariaDB. */
final class ReportIT {
  private static final SiteId SITE = new SiteId(1);
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Instant NOW = Instant.parse("2026-03-30T10:00:00Z");
  private static TestDatabase database;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    database
        .jdbi()
        .useHandle(
            handle ->
                List.of("visit_session", "purchase", "contact", "identity_link", "page_view")
                    .forEach(table -> handle.execute("DELETE FROM " + table)));
  }

  @Test
  void a_visitor_counts_once_a_day_by_the_sites_clock_across_the_change_to_summer() {
    VisitorId twice = VisitorId.random();
    session(SITE, twice, "2026-03-28T22:59:00Z"); // still the 28th in Paris
    session(SITE, twice, "2026-03-28T23:00:00Z"); // the 29th
    session(SITE, twice, "2026-03-29T21:59:00Z"); // still the 29th: the day has 23 hours
    session(SITE, VisitorId.random(), "2026-03-29T22:00:00Z"); // the 30th
    session(new SiteId(2), VisitorId.random(), "2026-03-29T12:00:00Z");
    Period period = new Period(LocalDate.of(2026, 3, 28), 3, PARIS);
    database.jdbi().useHandle(handle -> new Recount(handle, Recount.PARIS).fill());
    List<TrafficCounts> days =
        new TrafficCurve(database.jdbi()).perDay(TrafficSlice.all(SITE), period);
    assertEquals(List.of(1L, 1L, 1L), days.stream().map(TrafficCounts::visitors).toList());
    Visitors visitors = new Visitors(database.jdbi());
    assertEquals(2, visitors.total(SITE, period));
    assertEquals(2, visitors.first(SITE, period));
    assertEquals(0, visitors.total(SITE, period.before()));
  }

  @Test
  void currencies_are_never_added_and_only_recovered_orders_count() {
    purchase("EUR", "10.50", true, "2026-03-29T10:00:00Z");
    purchase("EUR", "20.00", true, "2026-03-29T11:00:00Z");
    purchase("CHF", "99.00", true, "2026-03-30T09:00:00Z");
    purchase("EUR", "500.00", false, "2026-03-30T09:00:00Z");
    Period period = Period.last(2, NOW, PARIS);
    Map<String, List<BigDecimal>> perDay =
        new RecoveredRevenue(database.jdbi()).perDay(SITE, period);
    assertEquals(List.of("CHF", "EUR"), List.copyOf(perDay.keySet()), "the largest first");
    assertEquals(
        new BigDecimal("30.50"), RecoveredRevenue.total(perDay.getOrDefault("EUR", List.of())));
  }

  @Test
  void contacts_are_paged_by_key_without_losing_or_repeating_any() {
    for (int i = 1; i <= 7; i++) {
      contact(i, "person" + i + "@shop.example", "Ann", "Lee" + i, NOW.minusSeconds(i / 3));
    }
    ContactList list = new ContactList(database.jdbi());
    List<Long> seen = new ArrayList<>();
    ContactList.Key after = null;
    for (int page = 0; page < 4; page++) {
      List<ContactList.Row> rows = list.page(after, 2);
      rows.forEach(row -> seen.add(row.id().value()));
      if (!rows.isEmpty()) {
        after =
            new ContactList.Key(rows.getLast().lastInteractionAt(), rows.getLast().id().value());
      }
    }
    assertEquals(List.of(2L, 1L, 5L, 4L, 3L, 7L, 6L), seen);
  }

  @Test
  void a_search_looks_at_the_beginning_and_takes_wildcards_as_they_are() {
    contact(1, "zoe@shop.example", "Anna", "Martin", NOW);
    contact(2, "anna@shop.example", "Bob", "Zidane", NOW);
    contact(3, "percent@shop.example", "100%", "Zed", NOW);
    ContactList list = new ContactList(database.jdbi());
    assertEquals(2, list.search("anna", 10).size(), "by address and by first name");
    assertEquals(1, list.search("mart", 10).size());
    assertEquals(0, list.search("artin", 10).size());
    assertEquals(0, list.search("%", 10).size());
    assertEquals(1, list.search("100%", 10).size());
  }

  @Test
  void a_timeline_holds_what_was_done_while_linked_and_ends() {
    VisitorId visitor = VisitorId.random();
    contact(1, "anna@shop.example", "Anna", null, NOW);
    link(visitor, 1, 0, NOW.minusSeconds(50));
    link(visitor, 2, NOW.minusSeconds(50).toEpochMilli(), null);
    for (int i = 0; i < 10; i++) {
      view(visitor, "/page" + i, NOW.minusSeconds(100 - i * 10L));
    }
    Timeline timeline = new Timeline(database.jdbi());
    Timeline.Stretch first = timeline.before(new ContactId(1), NOW.plusSeconds(99), 3);
    List<String> paths = new ArrayList<>(paths(first));
    Instant next = first.nextBefore();
    while (next != null) {
      Timeline.Stretch more = timeline.before(new ContactId(1), next, 3);
      paths.addAll(paths(more));
      next = more.nextBefore();
    }
    assertNull(next);
    assertEquals(List.of("/page4", "/page3", "/page2", "/page1", "/page0"), paths);
  }

  @Test
  void live_visits_name_the_contact_and_the_page_seen_last() {
    VisitorId visitor = VisitorId.random();
    contact(1, "anna@shop.example", "Anna", "Lee", NOW);
    link(visitor, 1, 0, null);
    session(SITE, visitor, NOW.minusSeconds(60).toString());
    view(visitor, "/first", NOW.minusSeconds(60));
    view(visitor, "/last", NOW.minusSeconds(30));
    LiveVisits live = new LiveVisits(database.jdbi());
    LiveVisits.LiveVisit visit = live.latest(SITE, NOW.minusSeconds(600), 10).getFirst();
    assertEquals("Anna Lee", visit.name());
    assertEquals("/last", visit.path());
    assertEquals(1, live.present(SITE, NOW.minusSeconds(600)));
    assertEquals(2, live.perMinute(SITE, NOW, 30).stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void lists_read_an_index() {
    String plan =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "EXPLAIN SELECT id FROM contact WHERE last_interaction_at <= 5 AND"
                                + " (last_interaction_at < 5 OR id < 3)"
                                + " ORDER BY last_interaction_at DESC, id DESC LIMIT 50")
                        .mapToMap()
                        .list()
                        .toString());
    assertTrue(plan.contains("contact_last_interaction"), plan);
    assertTrue(!plan.contains("filesort"), plan);
  }

  private static List<String> paths(Timeline.Stretch stretch) {
    return stretch.moments().stream()
        .filter(moment -> moment.kind() == Moment.Kind.PAGE)
        .map(moment -> String.valueOf(moment.detail()))
        .toList();
  }

  private static void session(SiteId site, VisitorId visitor, String at) {
    write(
        """
        INSERT INTO visit_session (site_id, visitor_id, started_at, last_at, pages, entry_url)
        VALUES (?, ?, ?, ?, 1, 'https://shop.example/')
        """,
        site,
        visitor,
        Instant.parse(at),
        Instant.parse(at));
  }

  private static void view(VisitorId visitor, String path, Instant at) {
    write(
        """
        INSERT INTO page_view (site_id, visitor_id, session_id, viewed_at, url, path)
        VALUES (1, ?, 1, ?, ?, ?)
        """,
        visitor,
        at,
        "https://shop.example" + path,
        path);
  }

  private static void purchase(String currency, String total, boolean recovered, String at) {
    write(
        """
        INSERT INTO purchase (site_id, visitor_id, order_key, currency, total, lines_json,
          recovered, ordered_at) VALUES (1, ?, ?, ?, ?, '[]', ?, ?)
        """,
        VisitorId.random(),
        at + total,
        currency,
        new BigDecimal(total),
        recovered,
        Instant.parse(at));
  }

  private static void contact(
      long id, String email, String first, @Nullable String last, Instant at) {
    write(
        """
        INSERT INTO contact (id, email, first_name, last_name, origin, created_at,
          last_interaction_at) VALUES (?, ?, ?, ?, 'identify', ?, ?)
        """,
        id,
        email,
        first,
        last,
        at,
        at);
  }

  private static void link(VisitorId visitor, long contact, long since, @Nullable Instant undone) {
    write(
        """
        INSERT INTO identity_link (site_id, visitor_id, contact_id, proof, source, linked_at,
          since_at, undone_at) VALUES (1, ?, ?, 'claimed', 'form', 0, ?, ?)
        """,
        visitor,
        contact,
        since,
        undone);
  }

  private static void write(String sql, @Nullable Object... values) {
    database.jdbi().useHandle(handle -> handle.execute(sql, values));
  }
}
