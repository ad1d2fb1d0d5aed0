package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.Derived;
import io.piste.support.History;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RebuildIT {
  private static final Sweep.Pace SMALL = new Sweep.Pace(70, 2, 30);

  private TestLog log;

  @BeforeEach
  void start() {
    log = TestLog.start();
    BatchesIT.addRules(log);
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void gives_the_same_rows() {
    for (long seed = 11; seed <= 13; seed++) {
      log.clear();
      play(History.of(seed, 9, 300), seed);
      moveCarts(seed);
      Map<String, List<String>> before = Derived.of(log.jdbi());
      List<String> numbers = numbers();

      rebuild();

      assertEquals("", Derived.difference(before, Derived.of(log.jdbi())), "seed " + seed);
      assertEquals(numbers, numbers(), "numbers that others name");
    }
  }

  @Test
  void mends_rows_that_were_lost_or_spoilt() {
    play(History.of(21, 8, 250), 21);
    Map<String, List<String>> before = Derived.of(log.jdbi());
    change("UPDATE product_view SET name = 'spoilt' WHERE id % 3 = 0");
    change("DELETE FROM identity_link WHERE id % 2 = 0");
    change("UPDATE profile_act SET name = '/spoilt'");
    change("DELETE FROM profile_tag");
    change("UPDATE cart SET state = 'ordered', total = 0");
    change("UPDATE contact SET first_name = 'Nobody'");
    change("DELETE FROM purchase");

    rebuild();

    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
  }

  @Test
  void goes_on_where_it_was_killed() {
    play(History.of(31, 12, 300), 31);
    Map<String, List<String>> before = Derived.of(log.jdbi());
    AtomicInteger calls = new AtomicInteger();
    List<Projection> mortal = new ArrayList<>(TestLog.projections(log.jdbi()));
    mortal.add(
        (handle, events) -> {
          if (calls.incrementAndGet() % 3 == 0) {
            throw new Killed();
          }
        });

    int kills = 0;
    boolean more = true;
    while (more) {
      try (Rebuild rebuild = begin(mortal)) {
        more = rebuild.runOnce();
      } catch (Killed e) {
        kills++;
        assertEquals("", Derived.difference(before, Derived.of(log.jdbi())), "after a kill");
      }
    }

    assertTrue(kills > 0, "nothing was killed");
    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
    assertEquals(0, log.count("SELECT COUNT(*) FROM event_dead WHERE tries > 1"));
  }

  @Test
  void goes_on_while_events_arrive_and_are_projected() throws Exception {
    List<LoggedEvent> history = History.of(41, 12, 500);
    Map<String, List<String>> expected;
    try (TestLog straight = TestLog.start()) {
      BatchesIT.addRules(straight);
      history.forEach(straight::play);
      expected = Derived.of(straight.jdbi());
    }
    play(history.subList(0, 200), 41);

    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
        Rebuild rebuild = begin(TestLog.projections(log.jdbi()))) {
      Future<?> ingest =
          others.submit(
              () -> {
                for (LoggedEvent event : history.subList(200, 500)) {
                  log.log().append(List.of(event));
                  log.project();
                }
              });
      int steps = 0;
      while (rebuild.runOnce()) {
        steps++;
      }
      assertFalse(ingest.isDone(), "ingest ended before the rebuild did, after " + steps);
      ingest.get();
    }

    assertEquals("", Derived.difference(expected, Derived.of(log.jdbi())));
    rebuild();
    assertEquals("", Derived.difference(expected, Derived.of(log.jdbi())), "once more");
  }

  @Test
  void one_site_is_made_anew_with_whoever_is_the_same_person_elsewhere_and_others_are_left() {
    play(History.of(71, 8, 250), 71);
    Track there = Track.on(2);
    Track stranger = Track.on(2);
    Track here = Track.fresh();
    log.play(here.claims(0, "zoe@mail.example"), here.cart(1, "z", 1, 1));
    log.play(there.claims(2, "zoe@mail.example"), there.page(3, "/a"), stranger.page(4, "/b"));
    Map<String, List<String>> before = Derived.of(log.jdbi());
    change("UPDATE page_view SET title = 'spoilt'");

    try (Rebuild rebuild =
        Rebuild.begin(
                log.jdbi(),
                sweep(TestLog.projections(log.jdbi())),
                new RebuildRuns.Extent(null, here.site()))
            .orElseThrow()) {
      while (rebuild.runOnce()) {
        assertTrue(rebuild.progress().share() <= 1);
      }
    }

    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view WHERE title = 'spoilt'"));
    change("UPDATE page_view SET title = CONCAT('Page ', path) WHERE title = 'spoilt'");
    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
  }

  @Test
  void a_second_one_is_refused_while_one_runs() {
    log.play(Track.fresh().page(0, "/"));
    try (Rebuild first = begin(TestLog.projections(log.jdbi()))) {
      assertTrue(begin().isEmpty());
      assertTrue(first.progress().isUnfinished());
    }
    begin().orElseThrow().close();
  }

  @Test
  void tells_how_far_it_is_and_leaves_no_tables() {
    play(History.of(51, 6, 100), 51);
    List<Double> shares = new ArrayList<>();
    try (Rebuild rebuild = begin(TestLog.projections(log.jdbi()))) {
      while (rebuild.runOnce()) {
        shares.add(rebuild.progress().share());
      }
      assertEquals(shares.stream().sorted().toList(), shares);
      assertTrue(shares.size() > 3);
      assertEquals(1, rebuild.progress().share());
    }
    assertEquals(
        0,
        log.count(
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " AND table_name LIKE 'rebuild\\_all%'"));
  }

  @Test
  void an_event_that_cannot_be_digested_any_more_is_set_aside_alone() {
    Track ada = Track.fresh();
    log.play(ada.page(0, "/a"), ada.page(1, "/poison"), ada.page(2, "/b"));
    List<Projection> touchy = new ArrayList<>(TestLog.projections(log.jdbi()));
    touchy.add(
        (handle, events) -> {
          if (events.stream().anyMatch(event -> event.event().u().endsWith("/poison"))) {
            throw new IllegalArgumentException("it tastes of almonds");
          }
        });

    try (Rebuild rebuild = begin(touchy)) {
      while (rebuild.runOnce()) {}
    }

    assertEquals(2, log.count("SELECT COUNT(*) FROM page_view"));
    assertEquals(2, log.count("SELECT SUM(pages) FROM visit_session"));
    assertEquals(1, log.count("SELECT COUNT(*) FROM event_dead WHERE cause = 'fault'"));
  }

  @Test
  void a_database_in_trouble_ends_no_event() {
    log.play(Track.fresh().page(0, "/"));
    Projection trouble =
        (handle, events) -> {
          throw new IllegalStateException(new java.sql.SQLException("disk full", "HY000", 1021));
        };
    try (Rebuild rebuild = begin(List.of(trouble))) {
      assertThrows(
          IllegalStateException.class,
          () -> {
            while (rebuild.runOnce()) {}
          });
    }
    assertEquals(0, log.count("SELECT COUNT(*) FROM event_dead"));
  }

  /** As if the process ended here. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private void play(List<LoggedEvent> history, long seed) {
    Random random = new Random(seed);
    int from = 0;
    while (from < history.size()) {
      int to = Math.min(history.size(), from + 1 + random.nextInt(60));
      log.play(history.subList(from, to));
      from = to;
    }
  }

  /** As cart recovery and links in mails do. */
  private void moveCarts(long seed) {
    change(
        "UPDATE cart SET state = 'abandoned', abandoned_at = updated_at + 1 WHERE state = 'open'"
            + " AND id % 2 = "
            + seed % 2);
    change("UPDATE cart SET restored_at = updated_at WHERE state = 'abandoned' AND id % 3 = 0");
    change(
        """
        INSERT INTO cart_return (cart_id, visitor_id, followed_at, site_id, cart_key, own_key)
        SELECT id, visitor_id, updated_at + 864000000, site_id, cart_key, TRUE
        FROM cart WHERE restored_at IS NOT NULL
        """);
  }

  private List<String> numbers() {
    return log.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT CONCAT(id, HEX(visitor_id), cart_key, life) FROM cart"
                            + " UNION SELECT CONCAT(id, email) FROM contact ORDER BY 1")
                    .mapTo(String.class)
                    .list());
  }

  private void change(String sql) {
    log.jdbi().useHandle(handle -> handle.execute(sql));
  }

  private void rebuild() {
    try (Rebuild rebuild = begin(TestLog.projections(log.jdbi()))) {
      while (rebuild.runOnce()) {}
    }
  }

  private Optional<Rebuild> begin() {
    return Rebuild.begin(
        log.jdbi(), sweep(TestLog.projections(log.jdbi())), RebuildRuns.Extent.ALL);
  }

  private Rebuild begin(List<Projection> projections) {
    return Rebuild.begin(log.jdbi(), sweep(projections), RebuildRuns.Extent.ALL).orElseThrow();
  }

  private Sweep sweep(List<Projection> projections) {
    return new Sweep(log.jdbi(), projections, log.clock(), RebuildRuns.ALL, SMALL);
  }
}
