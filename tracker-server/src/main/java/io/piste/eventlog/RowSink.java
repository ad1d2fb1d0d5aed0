package io.piste.eventlog;

import java.util.List;

/**
 * Where a group of rows goes for good: into the log's table, or into the local journal while the
 * database is away. Called by one thread at a time.
 */
@FunctionalInterface
interface RowSink {
  /** The rows are durable when this returns; after an exception it is unknown whether they are. */
  void write(List<EventRow> rows) throws Exception;

  /** Nothing is to be written for a while: what is held for speed may be given back. */
  default void rest() {}
}
