package io.piste.eventlog;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.piste.base.Loop;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.journal.Journal;
import io.piste.journal.Replay;
import io.piste.journal.Replayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable log. Senders queue, one thread writes what has gathered in one transaction, and then
 * all of them are answered (docs/adr/0007-one-writer-per-stream.md). Whoever gets no answer, or a
 * problem, must send again with the same event ids: a repeat counts once. Thread-safe; holds at
 * most {@link EventLogSettings#queue} events in memory and then refuses more.
 */
public final class EventLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
  private static final long LOOK_UP_MILLIS = 200;
  private static final Duration WATCH_EVERY = Duration.ofMillis(250);

  private final RowSink sink;
  private final EventLogSettings settings;
  private final Queue queue;
  private final Timer commits;
  private final DistributionSummary groups;
  private final Thread appender = Thread.ofPlatform().name("event-log").unstarted(this::run);
  private final Loop watch = new Loop("event-log-watch", WATCH_EVERY, this::releaseImpatient);
  private volatile List<Waiting> writing = List.of();
  private volatile Runnable afterCommit = () -> {};

  /** Writes to the database alone. Does not start yet. */
  public EventLog(DataSource database, EventLogSettings settings, MeterRegistry meters) {
    this(new StreamWriter(database), settings, meters);
  }

  /**
   * Writes to the local journal while the database is away. Does not start yet.
   *
   * @param hurried fails within seconds when the database does not answer
   */
  public EventLog(
      DataSource hurried,
      Journal journal,
      Replayer replayer,
      EventLogSettings settings,
      MeterRegistry meters) {
    this(new JournaledSink(new StreamWriter(hurried, false), journal, replayer), settings, meters);
  }

  /** How events get from the journal to the log. */
  public static Replay replay() {
    return new EventReplay();
  }

  EventLog(RowSink sink, EventLogSettings settings, MeterRegistry meters) {
    this.sink = sink;
    this.settings = settings;
    this.queue = new Queue(settings.queue());
    Gauge.builder("piste.eventlog.waiting", queue, Queue::events)
        .description("Events that wait for the commit")
        .register(meters);
    commits =
        Timer.builder("piste.eventlog.commits")
            .description("Transactions that stored events, and how long they took")
            .register(meters);
    groups =
        DistributionSummary.builder("piste.eventlog.group")
            .description("Events stored in one transaction")
            .register(meters);
  }

  /** Whom to wake after each commit: the projector. */
  public void afterCommit(Runnable wake) {
    afterCommit = wake;
  }

  /** Starts the appender; once. */
  public void start() {
    appender.start();
    watch.start();
  }

  /**
   * Returns when the events are committed. Throws {@link Problem} otherwise: BUSY when too many
   * wait already, DATABASE_AWAY when they could not be written or it is not known whether they
   * were.
   */
  public void append(List<LoggedEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    Waiting waiting = new Waiting(EventRow.of(events));
    if (!queue.offer(waiting)) {
      throw new Problem(ProblemCode.BUSY, "Too much at once; send the same events again later.");
    }
    try {
      if (waiting.await() != Waiting.Outcome.STORED) {
        throw new Problem(
            ProblemCode.DATABASE_AWAY, "The events may not be stored; send the same ones again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(ProblemCode.BUSY, "The server is stopping; send the same events again.");
    }
  }

  /** Writes what is queued, then ends. Later appends are refused. */
  @Override
  public void close() {
    queue.close();
    try {
      if (appender.getState() != Thread.State.NEW) {
        appender.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watch.close();
  }

  /** Tells those who waited too long that nothing is known; their events may be stored yet. */
  private boolean releaseImpatient() {
    long most = settings.patience().toNanos();
    for (Waiting waiting : queue.waitingFor(most)) {
      waiting.settle(Waiting.Outcome.UNKNOWN);
    }
    for (Waiting waiting : writing) {
      if (waiting.waited() > most) {
        waiting.settle(Waiting.Outcome.UNKNOWN);
      }
    }
    return false;
  }

  private void run() {
    while (!queue.hasEnded()) {
      List<Waiting> group = gather();
      if (group.isEmpty()) {
        sink.rest();
      } else {
        settle(group);
      }
    }
    sink.rest();
  }

  private List<Waiting> gather() {
    try {
      return queue.take(settings.batch(), StreamWriter.MAX_CHARACTERS, LOOK_UP_MILLIS);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread on purpose: it ends through close() alone.
      LOG.warn("The event log was interrupted and goes on");
      return List.of();
    }
  }

  private void settle(List<Waiting> group) {
    List<EventRow> rows = new ArrayList<>(group.size());
    for (Waiting waiting : group) {
      rows.addAll(waiting.rows());
    }
    writing = group;
    boolean stored = isStored(rows);
    writing = List.of();
    for (Waiting waiting : group) {
      waiting.settle(stored ? Waiting.Outcome.STORED : Waiting.Outcome.FAILED);
    }
    queue.release(rows.size());
    if (stored) {
      afterCommit.run();
    }
  }

  private boolean isStored(List<EventRow> rows) {
    long begun = System.nanoTime();
    try {
      sink.write(rows);
      commits.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
      groups.record(rows.size());
      return true;
    } catch (Problem e) {
      // Why there is no room is told once, by the journal.
      LOG.debug("{} events were refused: {}", rows.size(), e.getMessage());
      return false;
    } catch (Exception e) {
      LOG.warn("{} events were not stored; their senders are told to repeat them", rows.size(), e);
      return false;
    }
  }
}
