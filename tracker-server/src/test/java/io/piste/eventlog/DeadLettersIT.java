package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.support.Derived;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeadLettersIT {
  private static final String WHO = "marie@shop.example";

  private static TestLog log;
  private boolean poisonous = true;
  private long nanos;
  private Projector projector;
  private DeadLetters letters;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    BatchesIT.addRules(log);
  }

  @BeforeEach
  void forget() {
    log.clear();
    List<Projection> touchy = new ArrayList<>(TestLog.projections(log.jdbi()));
    touchy.add(
        (handle, events) -> {
          boolean bites = events.stream().anyMatch(e -> e.event().u().contains("/poison"));
          if (poisonous && bites) {
            throw new IllegalArgumentException("it tastes of almonds");
          }
        });
    projector = new Projector(log.jdbi(), touchy, log.clock(), new SimpleMeterRegistry());
    letters = new DeadLetters(log.jdbi(), touchy, log.clock());
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void a_letter_says_whose_it_is_what_it_is_and_why() {
    Track ada = Track.fresh();
    play(ada.page(0, "/poison"), ada.product(1, "x".repeat(101)));

    List<DeadLetter> all = letters.page(DeadLetter.State.DEAD, null, Long.MAX_VALUE, 10);

    assertEquals(Map.of(DeathCause.FAULT, 1L, DeathCause.TOO_LONG, 1L), letters.open());
    assertEquals("product", all.getFirst().type());
    assertEquals(DeathCause.TOO_LONG, all.getFirst().cause());
    assertEquals(ada.visitor(), all.getLast().visitor());
    assertEquals(ada.site(), all.getLast().site());
    assertEquals(Track.minute(0), all.getLast().receivedAt());
    assertTrue(all.getLast().reason().contains("almonds"));
  }

  @Test
  void what_can_be_digested_by_now_is_projected_once() {
    Track ada = Track.fresh();
    LoggedEvent poison = ada.page(0, "/poison");
    play(poison, ada.page(1, "/b"));
    long seq = only();

    poisonous = false;
    assertEquals(DeadLetters.Outcome.REPLAYED, letters.replay(seq, WHO));
    assertEquals(DeadLetters.Outcome.GONE, letters.replay(seq, WHO));
    play(poison);

    assertEquals(2, log.count("SELECT COUNT(*) FROM page_view"));
    assertEquals(2, log.count("SELECT SUM(pages) FROM visit_session"));
    assertEquals(0, letters.count(DeadLetter.State.DEAD));
    DeadLetter settled = letters.page(DeadLetter.State.REPLAYED, null, seq + 1, 1).getFirst();
    assertEquals(WHO, settled.settledBy());
  }

  @Test
  void a_letter_whose_repeat_was_projected_meanwhile_changes_nothing_however_late() {
    Track ada = Track.fresh();
    LoggedEvent poison = ada.page(0, "/poison");
    play(poison);
    long seq = only();
    poisonous = false;
    play(poison);
    passDays(10);

    assertEquals(DeadLetters.Outcome.REPLAYED, letters.replay(seq, WHO));

    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"));
    passDays(1);
    assertEquals(0, log.count("SELECT COUNT(*) FROM event_seen WHERE seen_at < 1772442000001"));
    log.clock().set(Track.START);
  }

  @Test
  void what_fails_again_goes_back_with_the_new_reason_and_no_effects() {
    Track ada = Track.fresh();
    play(ada.page(0, "/poison"));
    long seq = only();
    log.jdbi().useHandle(h -> h.execute("UPDATE event_log SET body = '{}'"));

    assertEquals(DeadLetters.Outcome.FAILED, letters.replay(seq, WHO));

    DeadLetter letter = letters.page(DeadLetter.State.DEAD, null, seq + 1, 1).getFirst();
    assertEquals(DeathCause.UNREADABLE, letter.cause());
    assertEquals(2, letter.tries());
    assertEquals(0, log.count("SELECT COUNT(*) FROM page_view"));
  }

  @Test
  void all_of_a_cause_are_replayed_and_those_of_another_left() {
    Track ada = Track.fresh();
    play(ada.page(0, "/poison"), ada.page(1, "/poison/2"), ada.product(2, "x".repeat(101)));
    poisonous = false;

    DeadLetters.Replayed replayed = letters.replayAll(DeathCause.FAULT, WHO);

    assertEquals(new DeadLetters.Replayed(2, 0, 0), replayed);
    assertEquals(Map.of(DeathCause.TOO_LONG, 1L), letters.open());
    assertEquals(new DeadLetters.Replayed(0, 1, 0), letters.replayAll(DeathCause.TOO_LONG, WHO));
  }

  @Test
  void what_is_discarded_leaves_a_trace_and_has_no_effects_in_a_rebuild_either() {
    Track ada = Track.fresh();
    play(ada.page(0, "/poison"), ada.page(1, "/poison"), ada.page(2, "/b"));
    long first = log.count("SELECT MIN(seq) FROM event_dead");

    assertTrue(letters.discard(first, WHO));
    assertFalse(letters.discard(first, WHO));
    assertEquals(1, letters.discardAll(DeathCause.FAULT, WHO));

    assertEquals(Map.of(), letters.open());
    DeadLetter trace =
        letters.page(DeadLetter.State.DISCARDED, DeathCause.FAULT, first + 1, 1).getFirst();
    assertEquals(WHO, trace.settledBy());
    assertEquals(log.clock().instant(), trace.settledAt());
    rebuild();
    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"));
  }

  @Test
  void what_was_discarded_can_still_be_replayed_and_counts_once() {
    Track ada = Track.fresh();
    LoggedEvent poison = ada.page(0, "/poison");
    play(poison);
    long seq = only();
    assertTrue(letters.discard(seq, WHO));
    poisonous = false;
    play(poison);
    passDays(10);

    assertEquals(DeadLetters.Outcome.REPLAYED, letters.replay(seq, WHO));

    assertEquals(1, log.count("SELECT COUNT(*) FROM page_view"));
    assertFalse(letters.discard(seq, WHO), "it has had its effects");
    log.clock().set(Track.START);
  }

  @Test
  void a_letter_that_fails_again_and_again_keeps_no_other_from_its_turn() {
    Track ada = Track.fresh();
    play(ada.page(0, "/poison"), ada.page(1, "/poison/2"));
    letters.replay(log.count("SELECT MIN(seq) FROM event_dead"), WHO);

    assertEquals(
        log.count("SELECT MAX(seq) FROM event_dead"),
        letters.oldest(DeathCause.FAULT).getFirst(),
        "the one that failed less often");
  }

  @Test
  void an_event_of_an_unbelievable_time_counts_at_the_nearest_believable_one_in_a_rebuild_too() {
    Track ada = Track.fresh();
    play(ada.late(10, "/old", Duration.ofDays(30)), ada.late(11, "/new", Duration.ofHours(-5)));
    assertEquals(Map.of(DeathCause.TOO_OLD, 1L, DeathCause.IN_FUTURE, 1L), letters.open());
    assertEquals(0, letters.alarming());

    letters.replayAll(DeathCause.TOO_OLD, WHO);
    letters.replayAll(DeathCause.IN_FUTURE, WHO);

    assertEquals(at("/old"), Track.minute(10).minus(Duration.ofDays(7)).toEpochMilli());
    assertEquals(at("/new"), Track.minute(11).toEpochMilli());
    Map<String, List<String>> before = Derived.of(log.jdbi());
    rebuild();
    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
  }

  @Test
  void a_letter_of_a_part_that_is_being_closed_is_gone() {
    Track ada = Track.fresh();
    play(ada.page(0, "/poison"));
    long seq = only();
    poisonous = false;
    log.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO event_covered SELECT site_id, visitor_id, received_at + 1, seq"
                        + " FROM event_dead"));

    assertEquals(DeadLetters.Outcome.GONE, letters.replay(seq, WHO));
    assertEquals(0, log.count("SELECT COUNT(*) FROM page_view"));
  }

  /** Ids that are free to go are forgotten meanwhile. */
  private void passDays(int days) {
    Duration time = Duration.ofDays(days);
    SeenIds ids = new SeenIds(log.jdbi(), log.clock(), () -> nanos);
    ids.forgetOld();
    log.clock().advance(time);
    nanos += time.toNanos();
    ids.forgetOld();
  }

  private static long at(String path) {
    return log.count("SELECT viewed_at FROM page_view WHERE path = '" + path + "'");
  }

  @Test
  void a_rebuild_projects_a_replayed_letter_where_it_was_replayed() {
    Track ada = Track.fresh();
    LoggedEvent poison = ada.cart(0, "c", 5, 3);
    play(
        new LoggedEvent(
            poison.site(),
            poison.visitor(),
            poison.purposes(),
            poison.happenedAt(),
            poison.receivedAt(),
            poison.verdict(),
            poison.client(),
            poisoned(poison)));
    play(ada.cart(1, "c", 6, 1), ada.order(2, "o1", "c"), ada.page(3, "/b"));
    poisonous = false;
    assertEquals(DeadLetters.Outcome.REPLAYED, letters.replay(only(), WHO));
    play(ada.page(4, "/c"));
    Map<String, List<String>> before = Derived.of(log.jdbi());

    rebuild();

    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
  }

  private static io.piste.protocol.Event poisoned(LoggedEvent cart) {
    if (cart.event() instanceof io.piste.protocol.Event.CartChanged changed) {
      String url = "https://www.shop.example/poison";
      return new io.piste.protocol.Event.CartChanged(
          changed.id(), changed.at(), url, changed.l(), changed.cart());
    }
    throw new AssertionError();
  }

  private void play(LoggedEvent... events) {
    log.log().append(List.of(events));
    boolean more = true;
    while (more) {
      more = projector.runOnce();
    }
  }

  private static long only() {
    assertEquals(1, log.count("SELECT COUNT(*) FROM event_dead WHERE state = 'dead'"));
    return log.count("SELECT seq FROM event_dead WHERE state = 'dead'");
  }

  private static void rebuild() {
    try (Rebuild rebuild =
        Rebuild.begin(log.jdbi(), TestLog.projections(log.jdbi()), log.clock()).orElseThrow()) {
      while (rebuild.runOnce()) {}
    }
  }
}
