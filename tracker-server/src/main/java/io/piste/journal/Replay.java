package io.piste.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How entries of one kind get into the database. */
@FunctionalInterface
public interface Replay {
  /**
   * Writes the entries, in their order, through the connection and nowhere else: its transaction
   * also notes that they were replayed, so they have their effects once whatever is killed when.
   * Must not commit.
   */
  void replay(Connection connection, List<String> bodies) throws SQLException;

  /** Its transaction is over, one way or the other: lets go of what the connection still holds. */
  default void done(Connection connection) throws SQLException {}

  /** The entries are in the database now; perhaps told more than once. */
  default void replayed(List<String> bodies) {}
}
