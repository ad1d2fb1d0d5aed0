package io.piste.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.VisitorId;
import io.piste.eventlog.Client;
import io.piste.support.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SessionBookTest {
  private final VisitorId ada = VisitorId.random();

  @Test
  void events_less_than_30_minutes_apart_are_one_session() {
    assertEquals(List.of("/0: 0-59.99"), sessions(List.of(0.0, 29.999, 59.99)));
  }

  @Test
  void a_pause_of_30_minutes_ends_a_session() {
    assertEquals(List.of("/0: 0-0", "/30: 30-30"), sessions(List.of(0.0, 30.0)));
  }

  @Test
  void an_event_that_comes_late_joins_the_sessions_around_it() {
    assertEquals(List.of("/0: 0-40"), sessions(List.of(0.0, 40.0, 20.0)));
  }

  @Test
  void an_event_that_comes_late_may_become_the_entry() {
    assertEquals(List.of("/1: 1-5"), sessions(List.of(5.0, 1.0)));
  }

  @Test
  void the_first_page_is_the_entry_and_the_last_the_exit_whatever_else_happened() {
    SessionBook book = new SessionBook(List.of());
    for (Act act :
        List.of(
            act(9, Act.Kind.PAGE),
            act(1, Act.Kind.CART),
            act(5, Act.Kind.PAGE),
            act(30, Act.Kind.ENGAGE),
            act(7, Act.Kind.PAGE))) {
      book.add(ada, act);
    }
    StoredSession session = book.begun().getFirst().now();
    assertEquals("/5", session.landing().url());
    assertEquals("/", session.exitPath(), "none of these is an address");
    assertEquals(Track.minute(9), session.exitAt());
    assertEquals(Track.minute(1), session.startedAt());
    assertEquals(3, session.pages());
    assertEquals(1, session.actions());
  }

  @Test
  void visitors_do_not_share_sessions() {
    SessionBook book = new SessionBook(List.of());
    book.add(ada, act(0));
    book.add(VisitorId.random(), act(1));
    assertEquals(2, book.begun().size());
  }

  @Test
  void of_two_stored_sessions_that_turn_out_to_be_one_the_first_takes_in_the_other() {
    SessionBook book =
        new SessionBook(List.of(stored(1, Track.minute(0)), stored(2, Track.minute(40))));

    book.add(ada, act(20));

    assertEquals(1, book.changed().getFirst().now().id());
    assertEquals(6, book.changed().getFirst().now().pages());
    assertEquals(2, book.merged().getFirst().now().id());
    assertEquals(1, book.merged().getFirst().survivor().now().id());
  }

  @Test
  void the_order_in_which_events_come_does_not_matter() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Double> minutes = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        minutes.add((double) (i * 1000 + random.nextInt(250)));
        minutes.add((double) random.nextInt(250));
      }
      List<Double> distinct = new ArrayList<>(minutes.stream().distinct().sorted().toList());
      List<String> inOrder = sessions(distinct);
      Collections.shuffle(distinct, random);
      assertEquals(inOrder, sessions(distinct), () -> "arrived as " + distinct);
    }
  }

  private List<String> sessions(List<Double> minutes) {
    SessionBook book = new SessionBook(List.of());
    minutes.forEach(minute -> book.add(ada, act(minute)));
    return book.begun().stream()
        .map(draft -> draft.now())
        .sorted(Comparator.comparing(StoredSession::startedAt))
        .map(s -> s.landing().url() + ": " + minutes(s.startedAt()) + "-" + minutes(s.lastAt()))
        .toList();
  }

  private static String minutes(Instant at) {
    double minutes = (at.toEpochMilli() - Track.START.toEpochMilli()) / 60_000.0;
    return text(Math.floor(minutes * 100 + 0.5) / 100);
  }

  private static String text(double minute) {
    return minute == Math.rint(minute) ? Long.toString((long) minute) : Double.toString(minute);
  }

  private static Act act(double minute) {
    return act(minute, Act.Kind.CART);
  }

  private static Act act(double minute, Act.Kind kind) {
    return new Act(Track.minute(minute), kind, "/" + text(minute), null, Client.UNKNOWN, "", 0);
  }

  private StoredSession stored(long id, Instant at) {
    Landing landing =
        new Landing(at, "/stored", null, Attribution.DIRECT, Landing.Device.of(Client.UNKNOWN));
    return new StoredSession(id, ada, at, at, 3, 0, 0, landing, at, "/stored", PathSet.EMPTY);
  }
}
