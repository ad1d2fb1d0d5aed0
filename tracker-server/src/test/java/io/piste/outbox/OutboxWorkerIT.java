package io.piste.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.CartWorld;
import io.piste.support.CartWorld.Shopper;
import io.piste.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a mail, whatever a server, a worker or a person does. */
final class OutboxWorkerIT {
  private static TestDatabase database;
  private CartWorld world;
  private final List<Long> delivered = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void openShop() {
    world = CartWorld.on(database.jdbi());
    world.change("DELETE FROM outbox_message");
    world.change("DELETE FROM enrolment");
  }

  /** Passes the gate and answers something. */
  private Delivery answering(Outcome outcome) {
    return (message, gate) -> {
      if (!gate.pass("subject")) {
        return new Outcome.Withheld("");
      }
      delivered.add(message.id());
      return outcome;
    };
  }

  private OutboxMessage mail(Shopper shopper) {
    return world.mails(shopper).getFirst();
  }

  @Test
  void sends_a_mail_once_and_notes_subject_time_and_reply() {
    Shopper shopper = world.waiting();
    OutboxWorker worker = world.worker(answering(new Outcome.Sent("250 taken")));
    worker.runOnce();
    worker.runOnce();
    assertEquals(1, delivered.size());
    OutboxMessage mail = mail(shopper);
    assertEquals(OutboxState.SENT, mail.state());
    assertEquals("subject", mail.subject());
    assertEquals("250 taken", mail.serverReply());
    assertEquals(world.clock.instant(), mail.sentAt());
    assertEquals(Map.of(OutboxState.SENT, 1L), world.outbox.counts(world.site().id()));
  }

  @Test
  void a_refused_mail_has_failed_and_is_not_tried_again() {
    Shopper shopper = world.waiting();
    OutboxWorker worker = world.worker(answering(new Outcome.Refused("550 no such user")));
    worker.runOnce();
    world.clock.advance(Duration.ofDays(1));
    worker.runOnce();
    assertEquals(1, delivered.size());
    assertEquals(OutboxState.FAILED, mail(shopper).state());
    assertEquals("refused", mail(shopper).reason());
    assertEquals("550 no such user", mail(shopper).serverReply());
  }

  @Test
  void not_now_is_tried_again_later_and_later_and_given_up_in_the_end() {
    Shopper shopper = world.waiting();
    OutboxWorker worker = world.worker(answering(new Outcome.Later("451 come back")));
    worker.runOnce();
    assertEquals(OutboxState.QUEUED, mail(shopper).state());
    assertEquals(world.clock.instant().plus(Duration.ofMinutes(1)), mail(shopper).dueAt());
    worker.runOnce();
    assertEquals(1, delivered.size(), "not before its time");
    for (int i = 0; i < 50; i++) {
      world.clock.advance(Duration.ofMinutes(20));
      worker.runOnce();
    }
    assertEquals(8, delivered.size());
    assertEquals(OutboxState.FAILED, mail(shopper).state());
    assertEquals("gave_up", mail(shopper).reason());
    assertEquals(8, mail(shopper).attempts());
  }

  @Test
  void a_rest_that_began_while_the_clock_was_ahead_ends_when_it_is_set_right() {
    world.waiting();
    Instant now = world.clock.instant();
    AtomicInteger asked = new AtomicInteger();
    OutboxWorker worker =
        world.worker(
            (message, gate) -> {
              asked.incrementAndGet();
              return new Outcome.Unreachable("connection refused");
            });
    world.clock.advance(Duration.ofDays(1));
    worker.runOnce();

    world.clock.set(now);
    worker.runOnce();

    assertEquals(2, asked.get());
  }

  @Test
  void while_no_server_can_be_reached_everything_waits_and_the_console_can_say_why() {
    Shopper one = world.waiting();
    Shopper two = world.waiting();
    List<Long> asked = new ArrayList<>();
    OutboxWorker worker =
        world.worker(
            (message, gate) -> {
              asked.add(message.id());
              return asked.size() < 3
                  ? new Outcome.Unreachable("connection refused")
                  : answering(new Outcome.Sent("250")).deliver(message, gate);
            });
    worker.runOnce();
    worker.runOnce();
    assertEquals(1, asked.size(), "one mail is enough to find out");
    assertEquals("connection refused", worker.trouble().orElseThrow().words());
    for (Shopper shopper : List.of(one, two)) {
      assertEquals(OutboxState.QUEUED, mail(shopper).state());
      assertEquals("connection refused", mail(shopper).serverReply());
      assertEquals(0, mail(shopper).attempts());
    }
    world.clock.advance(Duration.ofSeconds(2));
    worker.runOnce();
    assertEquals(2, worker.trouble().orElseThrow().times());
    world.clock.advance(Duration.ofSeconds(4));
    worker.runOnce();
    assertEquals(2, delivered.size());
    assertTrue(worker.trouble().isEmpty());
  }

  @Test
  void no_answer_is_unknown_and_never_repeated() {
    Shopper shopper = world.waiting();
    OutboxWorker worker = world.worker(answering(new Outcome.Unknown("no answer in time")));
    worker.runOnce();
    world.clock.advance(Duration.ofDays(1));
    worker.runOnce();
    assertEquals(1, delivered.size());
    assertEquals(OutboxState.UNKNOWN, mail(shopper).state());
  }

  @Test
  void an_order_between_claim_and_sending_cancels_the_mail() {
    Shopper shopper = world.waiting();
    OutboxWorker worker =
        world.worker(
            (message, gate) -> {
              world.change("UPDATE cart SET state = 'ordered'");
              return answering(new Outcome.Sent("250")).deliver(message, gate);
            });
    worker.runOnce();
    assertEquals(List.of(), delivered);
    assertEquals(OutboxState.CANCELLED, mail(shopper).state());
    assertEquals("ordered", mail(shopper).reason());
  }

  @Test
  void an_order_before_the_claim_cancels_the_mail_without_any_work() {
    Shopper shopper = world.waiting();
    world.change("UPDATE cart SET state = 'ordered'");
    List<Long> asked = new ArrayList<>();
    world
        .worker(
            (message, gate) -> {
              asked.add(message.id());
              return new Outcome.Sent("250");
            })
        .runOnce();
    assertEquals(List.of(), asked);
    assertEquals("ordered", mail(shopper).reason());
  }

  @Test
  void an_unsubscription_between_claim_and_sending_cancels_the_mail() {
    Shopper shopper = world.waiting();
    world
        .worker(
            (message, gate) -> {
              world.unsubscriptions.unsubscribe(message.site(), message.contact());
              return answering(new Outcome.Sent("250")).deliver(message, gate);
            })
        .runOnce();
    assertEquals(List.of(), delivered);
    assertEquals(OutboxState.CANCELLED, mail(shopper).state());
    assertEquals("unsubscribed", mail(shopper).reason());
  }

  @Test
  void a_mail_claimed_by_a_dead_worker_goes_on_after_the_lease() {
    Shopper shopper = world.waiting();
    world.change(
        "UPDATE outbox_message SET state = 'claimed', lease_until = ?",
        world.clock.instant().plus(Duration.ofMinutes(1)));
    OutboxWorker worker = world.worker(answering(new Outcome.Sent("250")));
    worker.runOnce();
    assertEquals(List.of(), delivered, "it may still be at work");
    world.clock.advance(Duration.ofMinutes(2));
    worker.runOnce();
    assertEquals(OutboxState.SENT, mail(shopper).state());
  }

  @Test
  void a_mail_that_a_dead_worker_was_sending_is_unknown_after_the_lease() {
    Shopper shopper = world.waiting();
    world.change(
        "UPDATE outbox_message SET state = 'sending', lease_until = ?",
        world.clock.instant().plus(Duration.ofMinutes(1)));
    OutboxWorker worker = world.worker(answering(new Outcome.Sent("250")));
    world.clock.advance(Duration.ofMinutes(2));
    worker.runOnce();
    assertEquals(List.of(), delivered);
    assertEquals(OutboxState.UNKNOWN, mail(shopper).state());
    assertEquals("interrupted", mail(shopper).reason());
  }

  @Test
  void a_worker_that_outlived_its_lease_does_not_send_what_another_has() {
    Shopper shopper = world.waiting();
    OutboxWorker quick = world.worker(answering(new Outcome.Sent("250 quick")));
    OutboxWorker slow =
        world.worker(
            (message, gate) -> {
              world.clock.advance(Duration.ofMinutes(3));
              quick.runOnce();
              return answering(new Outcome.Sent("250 slow")).deliver(message, gate);
            });
    slow.runOnce();
    assertEquals(1, delivered.size());
    assertEquals("250 quick", mail(shopper).serverReply());
  }

  @Test
  void a_worker_that_was_given_up_still_reports_what_it_sent() {
    Shopper shopper = world.waiting();
    OutboxWorker other = world.worker(answering(new Outcome.Sent("250")));
    OutboxWorker slow =
        world.worker(
            (message, gate) -> {
              Outcome outcome = answering(new Outcome.Sent("250 late")).deliver(message, gate);
              world.clock.advance(Duration.ofMinutes(3));
              other.runOnce();
              assertEquals(OutboxState.UNKNOWN, mail(shopper).state());
              return outcome;
            });
    slow.runOnce();
    assertEquals(1, delivered.size());
    assertEquals(OutboxState.SENT, mail(shopper).state());
  }

  @Test
  void one_mail_that_cannot_be_rendered_holds_up_no_other() {
    Shopper broken = world.waiting();
    Shopper fine = world.waiting();
    world
        .worker(
            (message, gate) -> {
              if (message.contact().equals(broken.contact())) {
                throw new IllegalStateException("no template");
              }
              return answering(new Outcome.Sent("250")).deliver(message, gate);
            })
        .runOnce();
    assertEquals(OutboxState.QUEUED, mail(broken).state());
    assertEquals(OutboxState.SENT, mail(fine).state());
  }

  @Test
  void a_mail_that_broke_after_the_gate_is_unknown() {
    Shopper shopper = world.waiting();
    world
        .worker(
            (message, gate) -> {
              gate.pass("subject");
              throw new IllegalStateException("out of memory");
            })
        .runOnce();
    assertEquals(OutboxState.UNKNOWN, mail(shopper).state());
  }

  @Test
  void a_kind_that_nobody_delivers_has_failed() {
    Shopper shopper = world.waiting();
    world.change("UPDATE outbox_message SET kind = 'pigeon'");
    world.worker(answering(new Outcome.Sent("250"))).runOnce();
    assertEquals("unknown_kind", mail(shopper).reason());
  }

  @Test
  void stopping_ends_after_the_present_mail_and_gives_the_others_back() {
    Shopper one = world.waiting();
    Shopper two = world.waiting();
    List<OutboxWorker> self = new ArrayList<>();
    self.add(
        world.worker(
            (message, gate) -> {
              self.getFirst().close();
              return answering(new Outcome.Sent("250")).deliver(message, gate);
            }));
    assertFalse(self.getFirst().runOnce());
    assertEquals(1, delivered.size());
    assertEquals(OutboxState.SENT, mail(one).state());
    assertEquals(OutboxState.QUEUED, mail(two).state());
  }

  @Test
  void workers_at_the_same_time_never_send_a_mail_twice() throws Exception {
    for (int i = 0; i < 120; i++) {
      world.cart(world.shopper().visitor());
    }
    world.pass(Duration.ofMinutes(30));
    world.pass(Duration.ofHours(1));
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        OutboxWorker worker = world.worker(answering(new Outcome.Sent("250")));
        all.add(
            pool.submit(
                () -> {
                  while (worker.runOnce()) {}
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    OutboxWorker last = world.worker(answering(new Outcome.Sent("250")));
    while (last.runOnce()) {}
    assertEquals(120, delivered.size());
    assertEquals(120, new HashSet<>(delivered).size());
    assertEquals(Map.of(OutboxState.SENT, 120L), world.outbox.counts(world.site().id()));
  }
}
