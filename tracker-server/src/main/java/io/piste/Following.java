package io.piste;

import io.piste.base.Loop;
import io.piste.contact.OldConsents;
import io.piste.eventlog.DeadLetters;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Projector;
import io.piste.eventlog.Retention;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.goal.GoalCounter;
import io.piste.profile.ProfileEraser;
import io.piste.profile.ProfileGauges;
import io.piste.profile.ProfileRunner;
import io.piste.segment.SegmentClock;
import io.piste.segment.SegmentFiller;
import io.piste.segment.SegmentGauges;
import io.piste.segment.SegmentWatch;
import io.piste.sender.DoubtBook;
import io.piste.sender.VisitorWords;
import io.piste.transfer.Transfers;
import io.piste.visit.OldVisits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What follows from the log: rows, rows made anew, and what is forgotten in the end. */
final class Following implements AutoCloseable {
  /** Another process may have logged; our own log wakes the projector at once. */
  private static final Duration LOOK_AT_LOG_EVERY = Duration.ofSeconds(1);

  /** Larger batches cost less an event; nobody sees a fifth of a second. */
  private static final Duration GATHER_EVENTS = Duration.ofMillis(200);

  /** What changed by hand or by the API waits no longer; events wake at once. */
  private static final Duration LOOK_AT_PROFILES_EVERY = Duration.ofMillis(500);

  private static final Duration GATHER_CHANGES = Duration.ofMillis(200);

  private static final Duration LOOK_AT_WORDS_EVERY = Duration.ofSeconds(5);
  private static final Duration COUNT_GOALS_EVERY = Duration.ofSeconds(3);
  private static final Duration FILL_SEGMENTS_EVERY = Duration.ofSeconds(1);
  private static final Duration SEE_TIME_PASS_EVERY = Duration.ofSeconds(2);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  private final VisitorWords words;
  private final DeadLetters letters;
  private final VisitorRebuilds rebuilds;
  private final Loop projecting;
  private final Loop settling;
  private final Transferring transferring;
  private final List<Loop> loops = new ArrayList<>();

  Following(Ground ground, Stores stores, Settings settings) {
    List<Projection> projections = stores.projections();
    DoubtBook book = new DoubtBook(ground.jdbi(), ground.clock());
    Projector projector =
        new Projector(
            ground.jdbi(),
            ground.hurriedJdbi(),
            projections,
            List.of(book),
            ground.clock(),
            ground.meters());
    rebuilds = new VisitorRebuilds(ground.jdbi(), projections, ground.clock());
    Retention retention = retention(ground, projections, settings);
    letters = new DeadLetters(ground.jdbi(), projections, ground.clock());
    transferring = new Transferring(ground, stores, settings);
    words = new VisitorWords(ground.jdbi(), ground.clock(), rebuilds::turn);
    ProfileRunner profiles =
        new ProfileRunner(
            ground.jdbi(),
            List.of(new SegmentWatch(stores.news(), ground.clock(), ground.meters())),
            ground.clock(),
            ground.meters());
    ProfileGauges.register(ground.hurriedJdbi(), ground.meters());
    settling = new Loop("profiles", LOOK_AT_PROFILES_EVERY, GATHER_CHANGES, profiles::follow);
    projecting = new Loop("projector", LOOK_AT_LOG_EVERY, GATHER_EVENTS, () -> follow(projector));
    loops.add(projecting);
    loops.add(settling);
    followSegments(ground);
    loops.add(new Loop("visitor-rebuilds", LOOK_AT_LOG_EVERY, rebuilds::runOnce));
    loops.add(new Loop("visitor-words", LOOK_AT_WORDS_EVERY, words::refresh));
    loops.add(new Loop("visitor-turns", LOOK_AT_WORDS_EVERY, words::settle));
    loops.add(new Loop("seen-ids", FORGET_EVERY, projector::forgetOldIds));
    loops.add(
        new Loop(
            "goals", COUNT_GOALS_EVERY, new GoalCounter(ground.jdbi(), ground.clock())::runOnce));
    loops.add(new Loop("old-doubts", FORGET_EVERY, book::forgetOld));
    loops.add(new Loop("retention", FORGET_EVERY, retention::runOnce));
    loops.add(
        new Loop(
            "withdrawn-profiles",
            LOOK_AT_LOG_EVERY,
            new ProfileEraser(ground.jdbi(), ground.clock())::runOnce));
    loops.add(
        new Loop(
            "old-consents",
            FORGET_EVERY,
            new OldConsents(ground.jdbi(), settings.proofs(), ground.clock())::runOnce));
  }

  private void followSegments(Ground ground) {
    SegmentFiller filler = new SegmentFiller(ground.jdbi(), ground.clock(), ground.meters());
    SegmentClock clock = new SegmentClock(ground.jdbi(), ground.clock(), ground.meters());
    SegmentGauges.register(ground.hurriedJdbi(), ground.meters());
    loops.add(new Loop("segment-filling", FILL_SEGMENTS_EVERY, filler::runOnce));
    loops.add(new Loop("segment-clock", SEE_TIME_PASS_EVERY, clock::runOnce));
  }

  /** What was projected is settled next; how long it gives way to more is for the runner. */
  private boolean follow(Projector projector) throws InterruptedException {
    boolean more = projector.follow();
    settling.wake();
    return more;
  }

  private static Retention retention(
      Ground ground, List<Projection> projections, Settings settings) {
    return new Retention(
        ground.jdbi(),
        projections,
        new OldVisits(ground.jdbi())::forgetBefore,
        settings.retention(),
        ground.clock());
  }

  void start(EventLog log) {
    words.refresh();
    log.afterCommit(projecting::wake);
    loops.forEach(Loop::start);
    transferring.start();
  }

  /** What people said about visitors. */
  VisitorWords words() {
    return words;
  }

  /** Makes what follows from events anew, of single visitors. */
  VisitorRebuilds rebuilds() {
    return rebuilds;
  }

  /** Files of contacts. */
  Transfers transfers() {
    return transferring.transfers();
  }

  /** What could not be projected. */
  DeadLetters letters() {
    return letters;
  }

  /** Lets what is being worked in end; the rest follows after the next start. */
  @Override
  public void close() {
    transferring.close();
    loops.reversed().forEach(Loop::close);
  }
}
