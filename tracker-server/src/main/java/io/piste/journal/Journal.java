package io.piste.journal;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.StartProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the database cannot take while it is away, in order, on the disk of this machine
 * (docs/adr/0033-a-journal-of-our-own.md). Bounded: when it is full entries are refused, and the
 * last part of the room is for choices alone. Entries stay until they are {@link #skip skipped}.
 * Thread-safe.
 */
public final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final long SEGMENT_BYTES = 8L * 1024 * 1024;

  /** One part in so many is kept for choices: a withdrawal must find room where events do not. */
  private static final int PART_FOR_CHOICES = 16;

  /** About the largest group of events. */
  private static final long SPARE_BYTES = 1024 * 1024;

  private static final int READ_BYTES = 4 * 1024 * 1024;

  /**
   * The next entries in order, all of one kind.
   *
   * @param from how many entries of the segment come before them
   * @param next where in the segment the first one behind them begins
   */
  record Batch(UUID segment, int from, Kind kind, List<Entry> entries, long next) {
    int to() {
      return from + entries.size();
    }

    List<String> bodies() {
      return entries.stream().map(Entry::body).toList();
    }
  }

  private final JournalFolder folder;
  private final JournalSettings settings;
  private final InstantSource clock;
  private final Absence absence;

  /** Fair, so that many small choices do not hold up the groups of events. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Map<Kind, Integer> waiting = new EnumMap<>(Kind.class);
  private boolean failing;
  private int readEntries;
  private long readOffset = Segment.HEAD_BYTES;
  private @Nullable Segment aside;
  private volatile int allWaiting;
  private volatile @Nullable Instant oldest;

  /** Opens nothing yet; its files go below the data folder. */
  public Journal(Path dataFolder, JournalSettings settings, InstantSource clock) {
    this.folder = new JournalFolder(dataFolder.resolve("journal"));
    this.settings = settings;
    this.clock = clock;
    this.absence = new Absence(clock);
  }

  /** Finds what an earlier run left; {@link StartProblem} when the folder cannot be used. */
  public void start() {
    try {
      segments.addAll(folder.open());
      aside = folder.aside().orElse(null);
      for (Kind kind : Kind.values()) {
        count(kind, segments.stream().mapToInt(segment -> segment.count(kind)).sum());
      }
      settleFront();
    } catch (IOException e) {
      throw new StartProblem(
          StartProblem.Kind.FOLDER_UNUSABLE,
          "The journal in " + folder + " cannot be used: " + e.getMessage() + ".");
    }
    if (!isEmpty()) {
      LOG.info("the journal holds {} entries that are brought to the database first", allWaiting);
    }
  }

  /** Whether the database is thought to be away. */
  public Absence absence() {
    return absence;
  }

  /** Whether nothing waits for the database. */
  public boolean isEmpty() {
    return allWaiting == 0;
  }

  /** How many entries wait for the database. */
  public int waiting() {
    return allWaiting;
  }

  /**
   * Returns when the entries are on the disk, behind all others. Throws {@link Problem}
   * DATABASE_AWAY, and none of them is there, when there is no room or the disk fails.
   */
  public void append(Kind kind, List<String> bodies) {
    long now = clock.millis();
    List<Entry> entries = bodies.stream().map(body -> new Entry(kind, now, body)).toList();
    ByteBuffer encoded = Segment.encode(entries);
    lock.lock();
    try {
      refuseWhenFull(kind, encoded.remaining());
      segmentFor(encoded.remaining()).append(entries, encoded);
      if (isEmpty()) {
        oldest = Instant.ofEpochMilli(now);
      }
      count(kind, entries.size());
      isWrittenAgain();
    } catch (IOException e) {
      fails(e);
      throw noRoom();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it would take events, as far as can be told. */
  public boolean hasRoom() {
    lock.lock();
    try {
      return !failing && bytes() + SPARE_BYTES <= roomFor(Kind.EVENT);
    } finally {
      lock.unlock();
    }
  }

  /** The entries to replay next, up to so many; empty when none waits. */
  Optional<Batch> next(int most) {
    lock.lock();
    try {
      settleFront();
      if (isEmpty()) {
        return Optional.empty();
      }
      Segment first = segments.getFirst();
      Segment.Slice slice = first.read(readOffset, most, READ_BYTES);
      Kind kind = slice.entries().getFirst().kind();
      return Optional.of(new Batch(first.id(), readEntries, kind, slice.entries(), slice.next()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** The database will never take the batch: a copy is kept for somebody to look at. */
  void keepAside(Batch batch) {
    lock.lock();
    try {
      Segment to = aside == null ? folder.createAside() : aside;
      aside = to;
      to.append(batch.entries(), Segment.encode(batch.entries()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * So many entries of the first segment are in the database: they are not needed any more. Nothing
   * happens when that is known already.
   */
  void skip(UUID segment, int replayed) {
    lock.lock();
    try {
      while (!segments.isEmpty()
          && segments.getFirst().id().equals(segment)
          && readEntries < Math.min(replayed, segments.getFirst().entries())) {
        Segment first = segments.getFirst();
        Segment.Slice slice = first.read(readOffset, replayed - readEntries, READ_BYTES);
        Kind kind = slice.entries().getFirst().kind();
        pass(new Batch(segment, readEntries, kind, slice.entries(), slice.next()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** The segments that hold entries which may wait, oldest first. */
  List<UUID> segments() {
    lock.lock();
    try {
      return segments.stream().map(Segment::id).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Shows every entry of a kind that waits, in order; for the start, before anything is added. */
  public void forEach(Kind kind, Consumer<String> reader) {
    lock.lock();
    try {
      long offset = readOffset;
      for (Segment segment : segments) {
        while (offset < segment.bytes()) {
          Segment.Slice slice = segment.read(offset, Integer.MAX_VALUE, READ_BYTES);
          slice.entries().stream()
              .filter(entry -> entry.kind() == kind)
              .forEach(entry -> reader.accept(entry.body()));
          offset = slice.next();
        }
        offset = Segment.HEAD_BYTES;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** How it stands. */
  public JournalStatus status() {
    lock.lock();
    try {
      return new JournalStatus(
          waiting.getOrDefault(Kind.EVENT, 0),
          waiting.getOrDefault(Kind.CHOICE, 0),
          bytes(),
          settings.bytes(),
          oldest,
          absence.since().orElse(null),
          aside == null ? 0 : aside.entries());
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the files as they are: what waits goes on after the next start. */
  @Override
  public void close() {
    lock.lock();
    try {
      for (Segment segment : segments) {
        segment.close();
      }
      if (aside != null) {
        aside.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Told once: everybody who asks meanwhile fails in the same way. */
  private void fails(IOException failure) {
    if (!failing) {
      LOG.warn(
          "the journal cannot be written ({}); events are refused until it can",
          failure.getMessage());
    }
    failing = true;
  }

  private void isWrittenAgain() {
    if (failing) {
      LOG.info("the journal can be written again");
    }
    failing = false;
  }

  private void refuseWhenFull(Kind kind, int more) {
    if (bytes() + more > roomFor(kind)) {
      throw noRoom();
    }
  }

  private long roomFor(Kind kind) {
    long room = settings.bytes();
    return kind == Kind.CHOICE ? room : room - room / PART_FOR_CHOICES;
  }

  private static Problem noRoom() {
    return new Problem(
        ProblemCode.DATABASE_AWAY,
        "The database is away and there is no room to keep this meanwhile; send it again later.");
  }

  private Segment segmentFor(int more) throws IOException {
    Segment newest = segments.peekLast();
    if (newest == null || newest.isBroken() || newest.bytes() + more > SEGMENT_BYTES) {
      newest = folder.create();
      segments.addLast(newest);
    }
    return newest;
  }

  private long bytes() {
    return segments.stream().mapToLong(Segment::bytes).sum();
  }

  private void pass(Batch batch) throws IOException {
    if (segments.isEmpty()
        || !segments.getFirst().id().equals(batch.segment())
        || readEntries != batch.from()) {
      throw new IllegalStateException("the batch is not the next one");
    }
    readEntries = batch.to();
    readOffset = batch.next();
    count(batch.kind(), -batch.entries().size());
    settleFront();
  }

  /** Removes segments that hold nothing more, and looks how old the first entry is. */
  private void settleFront() throws IOException {
    while (!segments.isEmpty() && readEntries >= segments.getFirst().entries()) {
      segments.removeFirst().delete();
      readEntries = 0;
      readOffset = Segment.HEAD_BYTES;
    }
    oldest =
        segments.isEmpty()
            ? null
            : Instant.ofEpochMilli(
                segments.getFirst().read(readOffset, 1, READ_BYTES).entries().getFirst().at());
  }

  private void count(Kind kind, int more) {
    waiting.merge(kind, more, Integer::sum);
    allWaiting = waiting.values().stream().mapToInt(Integer::intValue).sum();
  }
}
