package io.piste.eventlog;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What one process at a time may do. The database lets go of it when the connection ends, so a kill
 * leaves nothing locked.
 */
public final class NamedLock implements AutoCloseable {
  private static final String TAKE = "SELECT GET_LOCK(CONCAT(DATABASE(), '.', :name), 0)";
  private static final String KEEP = "SELECT IS_USED_LOCK(CONCAT(DATABASE(), '.', :name))";
  private static final String RELEASE = "SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.', :name))";

  private final Handle handle;
  private final String name;

  private NamedLock(Handle handle, String name) {
    this.handle = handle;
    this.name = name;
  }

  /** Empty when another process has it. Keeps a connection until it is closed. */
  public static Optional<NamedLock> tryTake(Jdbi jdbi, String name) {
    Handle handle = jdbi.open();
    try {
      if (ask(handle, TAKE, name) == 1) {
        return Optional.of(new NamedLock(handle, name));
      }
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
    handle.close();
    return Optional.empty();
  }

  /** Keeps the connection from being ended for its silence; throws when it was. */
  public void keep() {
    ask(handle, KEEP, name);
  }

  @Override
  public void close() {
    try {
      ask(handle, RELEASE, name);
    } finally {
      handle.close();
    }
  }

  private static long ask(Handle handle, String sql, String name) {
    return handle.createQuery(sql).bind("name", name).mapTo(Long.class).findOne().orElse(0L);
  }
}
