package io.piste.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.DatabaseTrouble;
import io.piste.base.StartProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the journal holds into the database, in order, each entry once: the transaction that
 * writes a batch also moves the mark of how far its segment was read. An entry that the database
 * will never take is set aside and holds up nobody. Thread-safe; one batch at a time.
 */
public final class Replayer {
  private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);
  private static final int BATCH = 2_000;
  private static final int ANSWER_WITHIN_SECONDS = 2;

  private final Journal journal;
  private final DataSource database;
  private final DataSource hurried;
  private final Map<Kind, Replay> replays;
  private final InstantSource clock;
  private final Counter replayed;
  private final ReentrantLock turn = new ReentrantLock();

  /** So many entries are tried alone, since one of them spoilt a batch. */
  private int oneByOne;

  /**
   * Looks at nothing yet.
   *
   * @param database for the loop, which has time
   * @param hurried the same for those whom a visitor waits for: it fails within seconds
   */
  public Replayer(
      Journal journal,
      DataSource database,
      DataSource hurried,
      Map<Kind, Replay> replays,
      InstantSource clock,
      MeterRegistry meters) {
    this.journal = journal;
    this.database = database;
    this.hurried = hurried;
    this.replays = Map.copyOf(replays);
    this.clock = clock;
    this.replayed = JournalMeters.register(journal, clock, meters);
  }

  /** Leaves out what an earlier run brought in; once, before anything is added to the journal. */
  public void resume() {
    try (Connection connection = database.getConnection()) {
      for (UUID segment : journal.segments()) {
        journal.skip(segment, Positions.read(connection, segment));
      }
    } catch (SQLException e) {
      throw new StartProblem(
          StartProblem.Kind.DATABASE_UNREACHABLE,
          "The database went away while Piste started: start it again.");
    }
  }

  /** Brings in the next batch, or asks whether the database is back; true when there is more. */
  public boolean runOnce() {
    turn.lock();
    try {
      return replayNext(journal.absence().isNow() ? hurried : database);
    } catch (SQLException | RuntimeException e) {
      if (!DatabaseTrouble.caused(e)) {
        throw new IllegalStateException("the journal cannot be replayed", e);
      }
      journal.absence().begin(e);
      return false;
    } finally {
      turn.unlock();
    }
  }

  /**
   * Whether all that was taken before is in the database, so that newer things may go there too.
   * Brings in a small rest itself, within seconds: else the two would never meet under load.
   */
  public boolean isThrough() {
    if (journal.absence().isNow() || journal.waiting() > BATCH) {
      return false;
    }
    if (journal.isEmpty()) {
      return true;
    }
    return turn.tryLock() && finish();
  }

  private boolean finish() {
    try {
      while (!journal.isEmpty()) {
        replayNext(hurried);
      }
      return true;
    } catch (SQLException | RuntimeException e) {
      if (DatabaseTrouble.caused(e)) {
        journal.absence().begin(e);
      } else {
        LOG.error("the journal cannot be replayed", e);
      }
      return false;
    } finally {
      turn.unlock();
    }
  }

  private boolean replayNext(DataSource from) throws SQLException {
    if (journal.isEmpty() && !journal.absence().isNow()) {
      return false;
    }
    try (Connection connection = from.getConnection()) {
      Optional<Journal.Batch> next = journal.next(oneByOne > 0 ? 1 : BATCH);
      if (next.isPresent()) {
        bringIn(connection, next.get());
      } else if (!connection.isValid(ANSWER_WITHIN_SECONDS)) {
        throw new SQLTransientConnectionException("it does not answer");
      }
    }
    journal.absence().end();
    return !journal.isEmpty();
  }

  private void bringIn(Connection connection, Journal.Batch batch) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    int here = batch.from();
    try {
      here = write(connection, batch);
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      if (DatabaseTrouble.caused(e)) {
        throw e;
      }
      spoilt(connection, batch, e);
    } finally {
      letGo(connection, batch);
    }
    if (here > batch.from()) {
      settle(batch, here);
    }
  }

  /** A connection that cannot even be told to let go is no longer there. */
  private void letGo(Connection connection, Journal.Batch batch) throws SQLException {
    try {
      replay(batch.kind()).done(connection);
    } catch (SQLException e) {
      connection.abort(Runnable::run);
    }
  }

  /** Answers up to which entry they are in the database now. */
  private int write(Connection connection, Journal.Batch batch) throws SQLException {
    replay(batch.kind()).replay(connection, batch.bodies());
    if (Positions.move(connection, batch, clock.instant())) {
      connection.commit();
      return batch.to();
    }
    // An earlier commit, of which we heard nothing, brought some of them in.
    connection.rollback();
    int here = Positions.read(connection, batch.segment());
    connection.rollback();
    if (here <= batch.from()) {
      throw new SQLException("an older copy was put in its place: restart Piste");
    }
    return here;
  }

  private void settle(Journal.Batch batch, int here) {
    int fresh = Math.min(batch.entries().size(), here - batch.from());
    replay(batch.kind()).replayed(batch.bodies().subList(0, fresh));
    journal.skip(batch.segment(), here);
    replayed.increment(fresh);
    oneByOne = Math.max(0, oneByOne - fresh);
  }

  /** One entry will never be taken: find out which, and get it out of the way of the others. */
  private void spoilt(Connection connection, Journal.Batch batch, Exception cause)
      throws SQLException {
    if (batch.entries().size() > 1) {
      oneByOne = batch.entries().size();
      return;
    }
    LOG.error(
        "an entry of the journal was set aside, the database will never take it: {}",
        DatabaseTrouble.sql(cause)
            .map(sql -> "error " + sql.getErrorCode() + ", state " + sql.getSQLState())
            .orElse(cause.getClass().getSimpleName()));
    // First on the disk, then out of the way: killed in between it is set aside twice.
    journal.keepAside(batch);
    if (Positions.move(connection, batch, clock.instant())) {
      connection.commit();
      journal.skip(batch.segment(), batch.to());
      oneByOne = Math.max(0, oneByOne - 1);
    }
  }

  private Replay replay(Kind kind) {
    return Objects.requireNonNull(replays.get(kind), kind::name);
  }

  private static void rollBack(Connection connection, Exception because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }
}
