package io.piste.eventlog;

import io.piste.base.Json;
import io.piste.journal.Replay;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Brings events out of the local journal to the end of the log. */
final class EventReplay implements Replay {
  /** As the journal keeps a row. */
  static String written(EventRow row) {
    return Json.write(row);
  }

  @Override
  public void replay(Connection connection, List<String> bodies) throws SQLException {
    StreamLock.take(connection);
    StreamWriter.append(
        connection, bodies.stream().map(body -> Json.read(body, EventRow.class)).toList());
  }

  @Override
  public void done(Connection connection) throws SQLException {
    StreamLock.release(connection);
  }
}
