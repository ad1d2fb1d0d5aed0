package io.piste.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Clocks;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.eventlog.Client;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Verdict;
import io.piste.protocol.Click;
import io.piste.protocol.CustomEvent;
import io.piste.protocol.Engagement;
import io.piste.protocol.Event;
import io.piste.protocol.Search;
import io.piste.report.Period;
import io.piste.report.Visitors;
import io.piste.site.NewSite;
import io.piste.site.Sites;
import io.piste.support.Recount;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The roll-ups, beside what the rows say. */
final class TrafficIT {
  private static final String SHOP = "https://www.shop.example";
  private static final List<String> REFERRERS =
      List.of("https://www.google.fr/", "https://l.facebook.com/", "https://blog.example/a", SHOP);
  private static final List<String> TAGS =
      List.of(
          "?utm_source=letter&utm_medium=email&utm_campaign=Spring",
          "?utm_source=google&utm_medium=cpc&utm_campaign=Teas");
  private static final List<Client> CLIENTS =
      List.of(
          Client.UNKNOWN,
          new Client("mobile", "Safari", "iOS", "FR", null, null),
          new Client("desktop", "Firefox", "Linux", "BE", null, null));

  /** The night in which Paris goes over to summer time lies in the middle. */
  private static final Instant START = Instant.parse("2026-03-26T06:00:00Z");

  private static final double FIRST_MINUTE =
      Duration.between(Track.START, START).toMillis() / 60_000.0;

  private static TestLog log;
  private static SiteId paris;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    paris = new Sites(log.jdbi(), Clocks.system()).add(site()).id();
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @BeforeEach
  void empty() {
    log.clear();
  }

  @Test
  void are_what_the_rows_add_up_to_whatever_came_late_or_twice() {
    Random random = new Random(20_260_326);
    List<LoggedEvent> history = history(random);

    for (int from = 0; from < history.size(); from += 97) {
      log.play(history.subList(from, Math.min(history.size(), from + 97)));
    }

    assertTrue(log.count("SELECT COUNT(*) FROM traffic_return WHERE days_since > 1") > 5);
    assertTrue(log.count("SELECT COUNT(*) FROM visit_session WHERE pages > 4") > 20);
    assertSameAsRows();
  }

  @Test
  void visitors_can_be_taken_out_and_put_back() {
    log.play(history(new Random(3)));
    List<VisitorId> some =
        log.jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT DISTINCT visitor_id FROM visit_session LIMIT 15")
                        .mapTo(VisitorId.class)
                        .list());
    SessionKeeper keeper =
        new SessionKeeper(new Sites(log.jdbi(), Clocks.system()), new ChannelRules(log.jdbi()));

    log.jdbi().useHandle(handle -> keeper.recount(handle, paris, some, -1, START));
    log.jdbi().useHandle(handle -> keeper.recount(handle, paris, some, 1, START));
    assertSameAsRows();

    log.jdbi()
        .useHandle(
            handle -> {
              keeper.recount(handle, paris, some, -1, START);
              for (String table : List.of("visit_session", "page_view", "visit_event")) {
                handle
                    .createUpdate("DELETE FROM " + table + " WHERE visitor_id IN (<visitors>)")
                    .bindList("visitors", some)
                    .execute();
              }
            });
    assertSameAsRows();
  }

  @Test
  void a_page_counts_a_visit_once_and_hours_add_up_to_the_day() {
    Track ada = visitor();
    log.play(ada.page(0, "/a"), ada.page(1, "/b"), ada.page(2, "/a"), ada.page(70, "/a"));

    assertEquals(Map.of("/a", 2L, "/b", 1L), sessionsBy(Dimension.PAGE));
    assertEquals(1, log.count("SELECT SUM(visitors) FROM traffic_hour WHERE dimension = 0"));
    assertEquals(2, log.count("SELECT SUM(sessions) FROM traffic_hour WHERE dimension = 0"));
    assertSameAsRows();
  }

  @Test
  void follow_a_session_whose_first_page_comes_late() {
    Track ada = new Track(paris, VisitorId.random(), EnumSet.allOf(Purpose.class));
    log.play(ada.page(20, "/b"), ada.page(60, "/d"));
    log.play(page(ada, 0, "/a?utm_source=letter&utm_medium=email&utm_campaign=Spring", null));

    assertEquals(Map.of("direct", 1L, "email", 1L), sessionsBy(Dimension.CHANNEL));
    log.play(ada.page(40, "/c"));
    assertEquals(Map.of("email", 1L), sessionsBy(Dimension.CHANNEL));
    assertEquals(Map.of("/a", 1L), sessionsBy(Dimension.ENTRY));
    assertEquals(Map.of("/d", 1L), sessionsBy(Dimension.EXIT));
    assertEquals(Map.of("Spring\tletter\temail", 1L), sessionsBy(Dimension.CAMPAIGN));
    assertSameAsRows();
  }

  @Test
  void visitors_of_any_period_are_a_sum_over_days_since_the_last_visit() {
    Random random = new Random(5);
    log.play(history(random));
    int first = (int) (START.toEpochMilli() / 86_400_000);
    for (int from = first; from < first + 7; from++) {
      for (int to = from; to < first + 7; to++) {
        assertEquals(
            log.count(distinctVisitors(from, to)),
            new Visitors(log.jdbi()).total(paris, period(from, to)));
      }
    }
  }

  @Test
  void a_day_has_only_so_many_values_and_the_rest_stays_exact() {
    Track ada = new Track(new SiteId(77), VisitorId.random(), EnumSet.allOf(Purpose.class));
    List<LoggedEvent> many = new ArrayList<>();
    for (int i = 0; i < Dimension.MOST_VALUES + 50; i++) {
      many.add(ada.page(i / 1000.0, "/made-up/" + i));
    }
    log.play(many);
    log.play(ada.page(10, "/made-up/1"), ada.page(11, "/made-up/2040"), ada.page(12, "/new"));

    assertEquals(
        Dimension.MOST_VALUES + 1,
        log.count("SELECT COUNT(*) FROM traffic_day WHERE dimension = 1"));
    assertEquals(
        52, log.count("SELECT hits FROM traffic_day WHERE dimension = 1 AND value = '\u0001'"));
    assertEquals(
        2, log.count("SELECT hits FROM traffic_day WHERE dimension = 1 AND value = '/made-up/1'"));
  }

  @Test
  void a_page_looked_at_or_something_done_is_no_bounce_and_attention_alone_no_visit() {
    Track glance = visitor();
    Track reader = visitor();
    Track buyer = visitor();
    Track gone = visitor();
    log.play(
        glance.page(0, "/"),
        engage(glance, 0.1, "/", 9_999),
        reader.page(0, "/"),
        engage(reader, 0.2, "/", 10_000),
        buyer.page(0, "/"),
        buyer.cart(1, "c", 1, 1),
        engage(gone, 0, "/", 5_000));

    assertEquals(3, log.count("SELECT sessions FROM traffic_day WHERE dimension = 0"));
    assertEquals(1, log.count("SELECT bounces FROM traffic_day WHERE dimension = 0"));
    assertEquals(24_999, log.count("SELECT visible_ms FROM traffic_day WHERE dimension = 1"));
    assertSameAsRows();
  }

  @Test
  void a_changed_time_zone_counts_from_then_on() {
    SiteClock clock =
        new SiteClock(
            List.of(
                new SiteClock.Stretch(Instant.EPOCH, ZoneId.of("Asia/Kolkata")),
                new SiteClock.Stretch(START, ZoneOffset.UTC)));
    Instant before = Instant.parse("2026-03-25T18:30:00Z");
    assertEquals(clock.dayOf(before.minusMillis(1)) + 1, clock.dayOf(before));
    assertEquals(before.toEpochMilli(), clock.hourOf(before.plusSeconds(1800)));
    assertEquals(START.toEpochMilli(), clock.hourOf(START.plusSeconds(3599)));
  }

  private static void assertSameAsRows() {
    log.jdbi()
        .useHandle(
            handle -> {
              for (String table : List.of("traffic_day", "traffic_hour", "traffic_return")) {
                handle.execute("CREATE OR REPLACE TABLE w_" + table + " LIKE " + table);
              }
              new Recount(handle, Recount.PARIS).write("w_");
              for (String table : List.of("traffic_day", "traffic_hour")) {
                String kept = "SELECT * FROM " + table + " WHERE hits <> 0 OR sessions <> 0";
                kept += " OR visitors <> 0 OR bounces <> 0 OR visible_ms <> 0";
                same(handle, kept, "SELECT * FROM w_" + table);
              }
              same(
                  handle,
                  "SELECT * FROM traffic_return WHERE visitors <> 0",
                  "SELECT * FROM w_traffic_return");
            });
  }

  private static void same(Handle handle, String kept, String wanted) {
    for (String difference : List.of(kept + " EXCEPT " + wanted, wanted + " EXCEPT " + kept)) {
      List<Map<String, Object>> rows = handle.createQuery(difference).mapToMap().list();
      assertEquals(List.of(), rows, difference);
    }
    assertTrue(!handle.createQuery(wanted).mapToMap().list().isEmpty(), wanted);
  }

  private static Map<String, Long> sessionsBy(Dimension dimension) {
    return log.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT value, sessions FROM traffic_day WHERE dimension = :dimension"
                            + " AND sessions <> 0")
                    .bind("dimension", dimension.stored())
                    .reduceRows(
                        new TreeMap<String, Long>(),
                        (map, row) -> {
                          map.put(
                              row.getColumn("value", String.class),
                              row.getColumn("sessions", Long.class));
                          return map;
                        }));
  }

  private static Period period(int from, int to) {
    return new Period(LocalDate.ofEpochDay(from), to - from + 1, ZoneId.of("Europe/Paris"));
  }

  private static String distinctVisitors(int from, int to) {
    String day =
        "FLOOR((started_at + " + Recount.PARIS.replace("{at}", "started_at") + ") / 86400000)";
    return "SELECT COUNT(DISTINCT visitor_id) FROM visit_session WHERE (pages > 0 OR actions > 0)"
        + " AND "
        + day
        + " BETWEEN "
        + from
        + " AND "
        + to;
  }

  private static List<LoggedEvent> history(Random random) {
    List<LoggedEvent> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Track track = visitor();
      for (int visit = 0; visit < 6; visit++) {
        double minute = FIRST_MINUTE + random.nextInt(6 * 24 * 60);
        for (int act = random.nextInt(9); act >= 0; act--) {
          minute += random.nextDouble() * 22;
          events.add(anything(random, track, minute));
        }
      }
    }
    List<LoggedEvent> arriving = new ArrayList<>(events);
    for (int i = 0; i < 60; i++) {
      arriving.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(arriving, random);
    return arriving;
  }

  private static LoggedEvent anything(Random random, Track track, double minute) {
    String path = "/p" + random.nextInt(7);
    return switch (random.nextInt(12)) {
      case 0 -> engage(track, minute, path, random.nextInt(20_000));
      case 1 -> event(random, track, minute, path);
      case 2 -> track.cart(minute, "c", random.nextInt(9), 1);
      case 3 -> page(track, minute, path + TAGS.get(random.nextInt(TAGS.size())), null);
      case 4 -> page(track, minute, path, REFERRERS.get(random.nextInt(REFERRERS.size())));
      default -> withClient(random, track.page(minute, path));
    };
  }

  private static LoggedEvent event(Random random, Track track, double minute, String path) {
    UUID id = UUID.randomUUID();
    String u = SHOP + path;
    Event event =
        switch (random.nextInt(5)) {
          case 0 -> new Event.Searched(id, 0, u, new Search("Tea" + random.nextInt(3), null));
          case 1 -> new Event.NotFound(id, 0, u, null);
          case 2 -> new Event.Clicked(id, 0, u, new Click("outbound", "https://else.example/x?y"));
          case 3 -> new Event.Clicked(id, 0, u, new Click("download", SHOP + "/list.pdf"));
          default -> new Event.Custom(id, 0, u, new CustomEvent("Played", Map.of()));
        };
    return track.logged(event, minute);
  }

  private static LoggedEvent withClient(Random random, LoggedEvent logged) {
    Client client = CLIENTS.get(random.nextInt(CLIENTS.size()));
    return new LoggedEvent(
        logged.site(),
        logged.visitor(),
        logged.purposes(),
        logged.happenedAt(),
        logged.receivedAt(),
        Verdict.HUMAN,
        client,
        logged.event());
  }

  private static LoggedEvent engage(Track track, double minute, String path, long visible) {
    return track.logged(
        new Event.Engaged(UUID.randomUUID(), 0, SHOP + path, new Engagement(visible, 50)), minute);
  }

  private static LoggedEvent page(
      Track track, double minute, String path, @Nullable String referrer) {
    return track.logged(
        new Event.Page(UUID.randomUUID(), 0, SHOP + path, null, referrer, null), minute);
  }

  private static NewSite site() {
    return new NewSite(
        "Shop",
        "fr",
        ZoneId.of("Europe/Paris"),
        "https://t.shop.example",
        "shop.example",
        null,
        null,
        null,
        null,
        null,
        false,
        List.of(SHOP));
  }

  private static Track visitor() {
    return new Track(paris, VisitorId.random(), EnumSet.allOf(Purpose.class));
  }
}
