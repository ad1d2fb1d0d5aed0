package io.piste;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.eventlog.Client;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Verdict;
import io.piste.support.TestClock;
import io.piste.support.TestLog;
import io.piste.support.TestMariaDb;
import io.piste.support.Track;
import io.piste.support.Wait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows from the log as the server does it, all loops turning. */
final class FollowingIT {
  private static final String VIEWS = "SELECT COUNT(*) FROM page_view";

  private TestLog log;
  private Ground ground;
  private Following following;

  @BeforeEach
  void start() throws Exception {
    log = TestLog.start();
    Map<String, String> values = new HashMap<>(log.database().settings());
    values.put("data.folder", TestMariaDb.newFolder().toString());
    Settings settings = Settings.read(values);
    TestClock clock = new TestClock();
    clock.set(Track.minute(60));
    ground = Ground.start(settings, clock);
    following = new Following(ground, Stores.on(ground, settings), settings);
    following.start(log.log());
  }

  @AfterEach
  void stop() {
    following.close();
    ground.close();
    log.close();
  }

  @Test
  void kept_events_of_a_visitor_begin_to_count_when_somebody_says_that_it_is_a_person() {
    Track ada = Track.fresh();
    log.log().append(List.of(robot(ada.page(0, "/a")), robot(ada.page(1, "/b"))));
    await("the robot stands in the book", "SELECT SUM(events) FROM doubtful_visitor", 2);
    assertEquals(0, log.count(VIEWS));

    following.words().say(ada.site(), ada.visitor(), Verdict.HUMAN, "marie@shop.example");

    await("its visit is there", VIEWS, 2);
    await("and nothing is left to do", "SELECT COUNT(*) FROM rebuild_request", 0);
  }

  @Test
  void an_event_that_cannot_be_worked_in_is_set_aside_and_asks_for_somebody() {
    log.log().append(List.of(Track.fresh().product(0, "x".repeat(101))));
    await("it is set aside", "SELECT COUNT(*) FROM event_dead", 1);
    assertEquals(1, following.letters().alarming());
  }

  @Test
  void the_log_has_parts_for_the_months_to_come() {
    Wait.until(
        "parts are cut",
        () ->
            log.count(
                    "SELECT COUNT(*) FROM information_schema.partitions"
                        + " WHERE table_schema = DATABASE() AND table_name = 'event_log'")
                == 4);
    assertTrue(log.count("SELECT COUNT(*) FROM upkeep_hour") > 0, "the clock is watched");
  }

  private void await(String what, String sql, long number) {
    Wait.until(what, () -> log.count("SELECT COALESCE((" + sql + "), 0)") == number);
  }

  private static LoggedEvent robot(LoggedEvent event) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        event.happenedAt(),
        event.receivedAt(),
        Verdict.ROBOT,
        Client.UNKNOWN,
        event.event());
  }
}
