package io.piste.eventlog;

import io.piste.base.DatabaseTrouble;
import io.piste.journal.Journal;
import io.piste.journal.Kind;
import io.piste.journal.Replayer;
import java.util.List;

/**
 * Writes to the database, and to the local journal while that is away or while older things are
 * still on their way from the journal to it: so the log keeps the order of arrival. Used by one
 * thread. A group whose commit was not heard of is noted in the journal as well: its events may
 * then be in the log twice, and count once like any repeat.
 */
final class JournaledSink implements RowSink {
  private final RowSink database;
  private final Journal journal;
  private final Replayer replayer;

  JournaledSink(RowSink database, Journal journal, Replayer replayer) {
    this.database = database;
    this.journal = journal;
    this.replayer = replayer;
  }

  @Override
  public void write(List<EventRow> rows) throws Exception {
    if (!replayer.isThrough()) {
      note(rows);
      return;
    }
    try {
      database.write(rows);
    } catch (Exception e) {
      if (!DatabaseTrouble.caused(e)) {
        throw e;
      }
      journal.absence().begin(e);
      note(rows);
    }
  }

  @Override
  public void rest() {
    database.rest();
  }

  private void note(List<EventRow> rows) {
    journal.append(Kind.EVENT, rows.stream().map(EventReplay::written).toList());
  }
}
