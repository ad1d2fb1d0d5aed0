package io.piste.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.Client;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Projector;
import io.piste.eventlog.Verdict;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person's word about a visitor: who knows it when, and what follows. */
final class VisitorWordsIT {
  private static final String WHO = "marie@shop.example";
  private static final String VIEWS = "SELECT COUNT(*) FROM page_view";
  private static final SiteId SITE = new SiteId(1);

  private static TestLog log;

  private final List<Verdict> turned = new ArrayList<>();
  private VisitorWords words;

  @BeforeAll
  static void start() {
    log = TestLog.start();
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @BeforeEach
  void forget() {
    log.clear();
    log.clock().set(Track.START);
    log.jdbi().useHandle(handle -> handle.execute("DELETE FROM visitor_word"));
    words = words();
  }

  @Test
  void a_word_holds_at_once_here_and_after_a_look_elsewhere() {
    VisitorWords elsewhere = words();
    elsewhere.refresh();
    VisitorId visitor = VisitorId.random();
    words.say(SITE, visitor, Verdict.HUMAN, WHO);

    assertEquals(Optional.of(Verdict.HUMAN), words.of(SITE, visitor));
    assertEquals(Optional.empty(), elsewhere.of(SITE, visitor));
    assertFalse(elsewhere.refresh());
    assertEquals(Optional.of(Verdict.HUMAN), elsewhere.of(SITE, visitor));
    assertEquals(Optional.empty(), elsewhere.of(SITE, VisitorId.random()));
    assertEquals(Optional.empty(), elsewhere.of(new SiteId(2), visitor));
  }

  @Test
  void the_last_word_counts() {
    VisitorWords elsewhere = words();
    VisitorId visitor = VisitorId.random();
    words.say(SITE, visitor, Verdict.HUMAN, WHO);
    elsewhere.refresh();
    log.clock().advance(Duration.ofSeconds(1));
    words.say(SITE, visitor, Verdict.ROBOT, WHO);
    elsewhere.refresh();

    assertEquals(Optional.of(Verdict.ROBOT), elsewhere.of(SITE, visitor));
    assertEquals(List.of(Verdict.HUMAN, Verdict.ROBOT), turned);
  }

  @Test
  void what_arrived_while_the_word_went_round_is_turned_once_more() {
    words.say(SITE, VisitorId.random(), Verdict.HUMAN, WHO);
    log.clock().advance(Duration.ofSeconds(30));
    words.settle();
    assertEquals(List.of(Verdict.HUMAN), turned);

    log.clock().advance(Duration.ofMillis(1));
    words.settle();
    words.settle();
    assertEquals(List.of(Verdict.HUMAN, Verdict.HUMAN), turned);
  }

  @Test
  void events_that_are_kept_begin_to_count_and_cease_to() {
    Track ada = Track.fresh();
    List<Projection> visits = List.of(TestLog.projections(log.jdbi()).getFirst());
    VisitorRebuilds rebuilds = new VisitorRebuilds(log.jdbi(), visits, log.clock());
    Projector projector = new Projector(log.jdbi(), visits, log.clock(), new SimpleMeterRegistry());
    VisitorWords turning = new VisitorWords(log.jdbi(), log.clock(), rebuilds::turn);
    log.log().append(List.of(robot(ada.page(0, "/one")), robot(ada.page(1, "/two"))));
    projector.runOnce();
    // This one waits for the projector when the word is said.
    log.log().append(List.of(robot(ada.page(2, "/three"))));
    assertEquals(0, log.count(VIEWS));

    turning.say(SITE, ada.visitor(), Verdict.HUMAN, WHO);
    rebuilds.runOnce();
    projector.runOnce();
    assertEquals(3, log.count(VIEWS));
    assertEquals(3, log.count("SELECT COUNT(*) FROM event_log WHERE verdict = 0"));

    turning.say(SITE, ada.visitor(), Verdict.ROBOT, WHO);
    rebuilds.runOnce();
    projector.runOnce();
    assertEquals(0, log.count(VIEWS));
    assertEquals(0, log.count("SELECT COUNT(*) FROM visit_session"));
  }

  private static LoggedEvent robot(LoggedEvent event) {
    return DoubtBookIT.as(Verdict.ROBOT, Client.UNKNOWN, event);
  }

  private VisitorWords words() {
    return new VisitorWords(
        log.jdbi(), log.clock(), (handle, site, visitor, verdict) -> turned.add(verdict));
  }
}
