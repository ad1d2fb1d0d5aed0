package io.piste.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Clocks;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Rebuild;
import io.piste.eventlog.Verdict;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.site.Sites;
import io.piste.support.Derived;
import io.piste.support.History;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visits and their roll-ups, taken back and made anew. */
final class VisitRewindIT {
  private static TestLog log;
  private static List<Projection> visits;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    visits =
        List.of(
            new SessionKeeper(
                new Sites(log.jdbi(), Clocks.system()), new ChannelRules(log.jdbi())));
  }

  @BeforeEach
  void forget() {
    log.clear();
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void a_rebuild_gives_the_same_rows_and_the_same_roll_ups() {
    List<LoggedEvent> history = History.of(3, 12, 400);
    for (int from = 0; from < history.size(); from += 37) {
      log.play(history.subList(from, Math.min(history.size(), from + 37)));
    }
    Map<String, List<String>> before = derived();
    assertTrue(log.count("SELECT COUNT(*) FROM traffic_return WHERE days_since > 0") > 0);

    rebuild();

    assertEquals("", Derived.difference(before, derived()));
  }

  @Test
  void lost_rows_come_back_and_are_counted_again() {
    log.play(History.of(4, 6, 200));
    Map<String, List<String>> before = derived();
    Track ada = Track.fresh();
    log.play(ada.page(0, "/a"), ada.page(1, "/b"));
    VisitorRebuilds rebuilds = new VisitorRebuilds(log.jdbi(), visits, log.clock());

    log.jdbi()
        .useHandle(handle -> rebuilds.turn(handle, ada.site(), ada.visitor(), Verdict.HEADLESS));
    rebuilds.runOnce();

    assertEquals("", Derived.difference(before, derived()));
  }

  private static void rebuild() {
    try (Rebuild rebuild = Rebuild.begin(log.jdbi(), visits, log.clock()).orElseThrow()) {
      while (rebuild.runOnce()) {}
    }
  }

  private static Map<String, List<String>> derived() {
    return Derived.of(
        log.jdbi(),
        "visit_session",
        "page_view",
        "visit_event",
        "product_view",
        "traffic_day",
        "traffic_hour",
        "traffic_return");
  }
}
