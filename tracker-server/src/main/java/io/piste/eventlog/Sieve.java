package io.piste.eventlog;

import io.piste.base.FailureWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * A batch of the log, apart by what becomes of each event: of the same id the first is projected,
 * unless it was before; what does not count is seen by witnesses alone; what has no believable
 * time, or cannot be read, goes aside without holding up the others.
 */
record Sieve(List<LoggedEvent> events, List<Arrived> others, List<Aside> aside) {

  /** An event that becomes a dead letter. */
  record Aside(long seq, DeathCause cause, String reason) {
    void bury(Handle handle, Instant now) {
      new DeadRows(handle).bury(seq, cause, reason, now);
    }
  }

  static Sieve sift(List<LogReader.Entry> entries) {
    Sieve sieve = new Sieve(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Set<EventRow.Key> inThisBatch = new HashSet<>();
    for (LogReader.Entry entry : entries) {
      if (!entry.spent() && !inThisBatch.contains(entry.row().key()) && sieve.take(entry)) {
        inThisBatch.add(entry.row().key());
      }
    }
    return sieve;
  }

  /** False when it goes aside: a repeat of it may be better. */
  private boolean take(LogReader.Entry entry) {
    EventRow row = entry.row();
    Optional<DeathCause> untimely = row.untimely();
    if (untimely.isPresent()) {
      aside.add(new Aside(entry.seq(), untimely.get(), Untimely.reason(row)));
      return false;
    }
    try {
      if (row.verdict().counts()) {
        events.add(row.logged());
      } else {
        others.add(row.arrived());
      }
      return true;
    } catch (UnreadableEvent e) {
      aside.add(new Aside(entry.seq(), DeathCause.UNREADABLE, FailureWords.reason(e)));
      return false;
    }
  }

  List<Long> placesAside() {
    return aside.stream().map(Aside::seq).toList();
  }
}
