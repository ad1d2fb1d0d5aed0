package io.piste.eventlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.journal.Journal;
import io.piste.journal.Replay;
import io.piste.journal.Replayer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
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

  private record Waiting(List<EventRow> rows, CompletableFuture<Void> committed) {}

  private final RowSink sink;
  private final EventLogSettings settings;
  private final Semaphore room;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final ReentrantLock door = new ReentrantLock();
  private final Thread appender = Thread.ofPlatform().name("event-log").unstarted(this::run);
  private volatile Runnable afterCommit = () -> {};
  private volatile boolean closing;

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
    this(new JournaledSink(new StreamWriter(hurried), journal, replayer), settings, meters);
  }

  /** How events get from the journal to the log. */
  public static Replay replay() {
    return new EventReplay();
  }

  EventLog(RowSink sink, EventLogSettings settings, MeterRegistry meters) {
    this.sink = sink;
    this.settings = settings;
    this.room = new Semaphore(settings.queue());
    Gauge.builder("piste.eventlog.waiting", () -> settings.queue() - room.availablePermits())
        .description("Events that wait for the commit")
        .register(meters);
  }

  /** Whom to wake after each commit: the projector. */
  public void afterCommit(Runnable wake) {
    afterCommit = wake;
  }

  /** Starts the appender; once. */
  public void start() {
    appender.start();
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
    Waiting waiting =
        new Waiting(events.stream().map(EventRow::of).toList(), new CompletableFuture<>());
    enqueue(waiting);
    await(waiting);
  }

  /** Writes what is queued, then ends. Later appends are refused. */
  @Override
  public void close() {
    door.lock();
    try {
      closing = true;
    } finally {
      door.unlock();
    }
    try {
      if (appender.getState() != Thread.State.NEW) {
        appender.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void enqueue(Waiting waiting) {
    // Behind the same door as close(): nothing is queued that the appender would not see.
    door.lock();
    try {
      if (closing || !room.tryAcquire(waiting.rows().size())) {
        throw new Problem(ProblemCode.BUSY, "Too much at once; send the same events again later.");
      }
      queue.add(waiting);
    } finally {
      door.unlock();
    }
  }

  private void await(Waiting waiting) {
    try {
      waiting.committed().get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Problem(
          ProblemCode.DATABASE_AWAY, "The events may not be stored; send the same ones again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(ProblemCode.BUSY, "The server is stopping; send the same events again.");
    }
  }

  private void run() {
    while (true) {
      List<Waiting> group = gather();
      if (!group.isEmpty()) {
        settle(group);
      } else if (closing && queue.isEmpty()) {
        return;
      }
    }
  }

  private List<Waiting> gather() {
    List<Waiting> group = new ArrayList<>();
    try {
      Waiting next = queue.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
      int rows = 0;
      long characters = 0;
      while (next != null) {
        group.add(next);
        rows += next.rows().size();
        characters += next.rows().stream().mapToLong(row -> row.body().length()).sum();
        if (rows >= settings.batch() || characters >= StreamWriter.MAX_CHARACTERS) {
          break;
        }
        next = queue.poll();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread on purpose: it ends through close() alone.
      LOG.warn("The event log was interrupted and goes on");
    }
    return group;
  }

  private void settle(List<Waiting> group) {
    List<EventRow> rows = group.stream().flatMap(waiting -> waiting.rows().stream()).toList();
    try {
      sink.write(rows);
      group.forEach(waiting -> waiting.committed().complete(null));
      afterCommit.run();
    } catch (Exception e) {
      LOG.warn("{} events were not stored; their senders are told to repeat them", rows.size(), e);
      group.forEach(waiting -> waiting.committed().completeExceptionally(e));
    } finally {
      room.release(rows.size());
    }
  }
}
