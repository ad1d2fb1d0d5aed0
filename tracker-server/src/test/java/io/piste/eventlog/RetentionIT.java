package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.Derived;
import io.piste.support.History;
import io.piste.support.TestLog;
import io.piste.support.Track;
import io.piste.visit.OldVisits;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RetentionIT {
  private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
  private static final double APRIL_MINUTE =
      Duration.between(Track.START, APRIL).toSeconds() / 60.0;

  /** What is kept for good. */
  private static final String[] KEPT = {
    "profile_tag",
    "profile_score",
    "cart",
    "purchase",
    "contact",
    "identity_link",
    "marketing_permission",
    "traffic_day",
    "traffic_hour"
  };

  private TestLog log;
  private Retention retention;

  @BeforeEach
  void start() {
    log = TestLog.start();
    BatchesIT.addRules(log);
    retention = retention(TestLog.projections(log.jdbi()));
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void months_are_cut_off_ahead_of_time() {
    assertEquals(List.of("later"), names());

    retention.runOnce();

    assertEquals(List.of("before_202604", "before_202605", "before_202606", "later"), names());
    retention.runOnce();
    assertEquals(4, names().size());
    log.clock().set(Instant.parse("2026-04-01T00:00:00Z"));
    retention.runOnce();
    assertEquals("before_202607", names().get(3));
  }

  @Test
  void a_clock_that_jumps_ahead_and_back_leaves_parts_that_work() {
    retention.runOnce();
    log.clock().set(Instant.parse("2036-05-05T00:00:00Z"));
    retention.runOnce();
    log.clock().set(Track.START);
    retention.runOnce();
    log.clock().set(Instant.parse("2026-07-01T00:00:00Z"));
    retention.runOnce();

    assertEquals(
        List.of(
            "before_202604",
            "before_202605",
            "before_202606",
            "before_202608",
            "before_202609",
            "before_202610",
            "before_203606",
            "before_203607",
            "before_203608",
            "later"),
        names());
    log.clock().set(Instant.parse("2001-01-01T00:00:00Z"));
    retention.runOnce();
    assertEquals(10, names().size(), "a clock behind all that is kept cuts nothing");
  }

  @Test
  void what_followed_from_dropped_events_stays_and_a_rebuild_starts_from_it() {
    List<LoggedEvent> history = History.of(61, 9, 360, Duration.ofHours(7));
    play(history.subList(0, 240));
    Map<String, List<String>> before = Derived.of(log.jdbi(), KEPT);
    assertTrue(log.count("SELECT COUNT(*) FROM event_log WHERE received_at < " + ms(APRIL)) > 60);

    passDays(20);

    assertEquals(0, log.count("SELECT COUNT(*) FROM event_log WHERE received_at < " + ms(APRIL)));
    assertFalse(names().contains("before_202604"), names().toString());
    assertEquals("", Derived.difference(before, Derived.of(log.jdbi(), KEPT)));
    long week = ms(APRIL.minus(Duration.ofDays(8)));
    assertEquals(0, log.count("SELECT COUNT(*) FROM page_view WHERE viewed_at < " + week));
    assertEquals(0, log.count("SELECT COUNT(*) FROM visit_session WHERE last_at < " + week));

    Map<String, List<String>> dropped = Derived.of(log.jdbi());
    rebuild();
    assertEquals("", Derived.difference(dropped, Derived.of(log.jdbi())));

    history.subList(240, 360).forEach(log::play);
    Map<String, List<String>> straight = straight(history);
    assertEquals("", Derived.difference(straight, Derived.of(log.jdbi(), KEPT)));
    rebuild();
    assertEquals("", Derived.difference(straight, Derived.of(log.jdbi(), KEPT)), "once more");
  }

  @Test
  void it_goes_on_where_it_was_killed() {
    List<LoggedEvent> history = History.of(62, 12, 200, Duration.ofHours(9));
    play(history);
    Map<String, List<String>> before = Derived.of(log.jdbi(), KEPT);
    AtomicInteger calls = new AtomicInteger();
    List<Projection> mortal = new ArrayList<>(TestLog.projections(log.jdbi()));
    mortal.add(
        (handle, events) -> {
          if (Set.of(1, 3, 6).contains(calls.incrementAndGet())) {
            throw new Killed();
          }
        });
    retention = retention(mortal);
    int kills = 0;
    while (log.count("SELECT COUNT(*) FROM event_log WHERE received_at < " + ms(APRIL)) > 0) {
      try {
        passDays(2);
      } catch (Killed e) {
        kills++;
        assertEquals("", Derived.difference(before, Derived.of(log.jdbi(), KEPT)), "killed");
      }
    }

    assertTrue(kills > 1, "kills: " + kills);
    assertEquals("", Derived.difference(before, Derived.of(log.jdbi(), KEPT)));
    rebuild();
    assertEquals("", Derived.difference(before, Derived.of(log.jdbi(), KEPT)));
  }

  @Test
  void a_clock_that_jumped_drops_nothing_until_it_was_watched_for_a_week() {
    retention.runOnce();
    log.play(Track.fresh().page(0, "/"));
    log.clock().set(Instant.parse("2028-01-01T00:00:00Z"));
    passDays(6);
    assertEquals(1, log.count("SELECT COUNT(*) FROM event_log"));

    log.clock().set(Track.minute(60));
    passDays(9);
    assertEquals(1, log.count("SELECT COUNT(*) FROM event_log"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"));
  }

  @Test
  void a_part_is_kept_while_something_in_it_is_not_projected() {
    retention.runOnce();
    log.log().append(List.of(Track.fresh().page(0, "/")));
    log.clock().set(Instant.parse("2026-06-10T00:00:00Z"));
    passDays(9);
    assertEquals(1, log.count("SELECT COUNT(*) FROM event_log"));

    log.project();
    passDays(1);
    assertEquals(0, log.count("SELECT COUNT(*) FROM event_log"));
  }

  @Test
  void a_repeat_that_arrived_a_month_after_its_original_began_counts_once_for_good() {
    retention.runOnce();
    Track ada = Track.fresh();
    UUID id = UUID.randomUUID();
    log.play(ada.page(id, APRIL_MINUTE - 1, "/checkout"));
    log.play(arriving(ada.page(id, APRIL_MINUTE - 1, "/checkout"), APRIL.plusSeconds(60)));
    log.play(ada.page(APRIL_MINUTE + 5, "/checkout"));
    log.clock().set(Instant.parse("2026-05-20T00:00:00Z"));

    passDays(9);
    rebuild();

    assertEquals(10, log.count("SELECT CAST(SUM(points) AS INT) FROM score_ledger"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM profile_act"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM visit_session WHERE pages = 2"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"));
  }

  @Test
  void nothing_raw_is_kept_longer_than_25_months_whatever_is_set() {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    RetentionSettings longest = new RetentionSettings(Period.ofMonths(25));
    RetentionSettings usual = RetentionSettings.DEFAULT;

    assertFalse(usual.isOver(at("2025-10-01"), at("2025-11-01"), now));
    assertTrue(usual.isOver(at("2025-09-01"), at("2025-10-01"), now));
    assertFalse(longest.isOver(at("2024-12-01"), at("2025-01-01"), now));
    assertTrue(longest.isOver(at("2024-11-01"), at("2024-12-01"), at("2026-12-01")));
    assertTrue(longest.isOver(null, at("2024-12-01"), at("2026-12-01")));
  }

  private static Instant at(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  private static long ms(Instant at) {
    return at.toEpochMilli();
  }

  /** As if the process ended here. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static LoggedEvent arriving(LoggedEvent event, Instant at) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        event.happenedAt(),
        at,
        event.verdict(),
        event.client(),
        event.event());
  }

  /** With the clock going along. */
  private void play(List<LoggedEvent> history) {
    retention.runOnce();
    for (LoggedEvent event : history) {
      log.clock().set(event.receivedAt());
      retention.runOnce();
      log.play(event);
    }
  }

  private static Map<String, List<String>> straight(List<LoggedEvent> history) {
    try (TestLog straight = TestLog.start()) {
      BatchesIT.addRules(straight);
      straight.play(history);
      return Derived.of(straight.jdbi(), KEPT);
    }
  }

  private void passDays(int days) {
    for (int hour = 0; hour < days * 24; hour++) {
      log.clock().advance(Duration.ofHours(1));
      while (retention.runOnce()) {}
    }
  }

  private void rebuild() {
    try (Rebuild rebuild =
        Rebuild.begin(log.jdbi(), TestLog.projections(log.jdbi()), log.clock()).orElseThrow()) {
      while (rebuild.runOnce()) {}
    }
  }

  private List<String> names() {
    return new LogParts(log.jdbi()).all().stream().map(LogParts.Part::name).toList();
  }

  private Retention retention(List<Projection> projections) {
    return new Retention(
        log.jdbi(),
        projections,
        new OldVisits(log.jdbi())::forgetBefore,
        new RetentionSettings(Period.ofMonths(1)),
        log.clock());
  }
}
