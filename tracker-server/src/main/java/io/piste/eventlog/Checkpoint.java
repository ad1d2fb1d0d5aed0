package io.piste.eventlog;

import org.jdbi.v3.core.Handle;

/**
 * How far the stream is projected. Whoever holds its row changes what follows from events alone.
 */
final class Checkpoint {
  private static final String ENSURE =
      "INSERT IGNORE INTO event_checkpoint (stream, seq) VALUES (:stream, 0)";

  private static final String LOCK =
      "SELECT seq FROM event_checkpoint WHERE stream = :stream FOR UPDATE";

  private static final String READ = "SELECT seq FROM event_checkpoint WHERE stream = :stream";

  private Checkpoint() {}

  /** Makes projectors and rebuilds wait for this transaction; answers the last seq projected. */
  static long lock(Handle handle) {
    handle.createUpdate(ENSURE).bind("stream", StreamWriter.STREAM).execute();
    return handle.createQuery(LOCK).bind("stream", StreamWriter.STREAM).mapTo(Long.class).one();
  }

  /** The same without waiting and holding. */
  static long read(Handle handle) {
    return handle
        .createQuery(READ)
        .bind("stream", StreamWriter.STREAM)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }
}
