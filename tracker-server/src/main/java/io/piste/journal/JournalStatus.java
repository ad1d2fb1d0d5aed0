package io.piste.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the journal stands.
 *
 * @param events how many wait for the database
 * @param choices how many wait for the database
 * @param bytes on the disk
 * @param capacity bytes that it may have on the disk
 * @param oldest when the first of those that wait was taken; null when none waits
 * @param awaySince since when the database is away; null while it is there
 * @param aside entries that the database will never take, kept in a file of their own
 */
public record JournalStatus(
    int events,
    int choices,
    long bytes,
    long capacity,
    @Nullable Instant oldest,
    @Nullable Instant awaySince,
    int aside) {

  /** Whether everything is as it should be: nothing waits, nothing is away. */
  public boolean isQuiet() {
    return awaySince == null && events == 0 && choices == 0 && aside == 0;
  }
}
