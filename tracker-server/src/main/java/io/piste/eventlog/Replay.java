package io.piste.eventlog;

import io.piste.base.FailureWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the rows of some visitors anew: back to the opening balances, then their events again in
 * the order in which they were projected. All of it in the caller's transaction, which holds the
 * checkpoint.
 */
final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final int AT_ONCE = 500;

  private static final String READ =
      """
      SELECT seq, site_id, visitor_id, event_id, purposes, happened_at, received_at, verdict, type,
             client, body
      FROM event_log
      WHERE stream = :stream AND seq IN (<seqs>) AND received_at BETWEEN :first AND :last
      """;

  private static final String COVER =
      """
      INSERT INTO event_covered (site_id, visitor_id, until_at, through_seq)
      VALUES (:site, :visitor, :until, :through)
      ON DUPLICATE KEY UPDATE until_at = VALUES(until_at), through_seq = VALUES(through_seq)
      """;

  private static final String DROP_REPEAT =
      """
      DELETE FROM event_log
      WHERE stream = :stream AND seq = :seq AND received_at = :receivedAt
      """;

  /** What becomes the opening balance: events received before, up to a number. */
  record Closing(Instant until, long throughSeq) {
    boolean covers(WorkTable.Place place) {
      return place.receivedAt() < until.toEpochMilli() && place.seq() <= throughSeq;
    }
  }

  private final List<Projection> projections;
  private final Handle handle;
  private final Scope scope;
  private final boolean singly;
  private final Set<EventRow.Key> known = new HashSet<>();
  private final List<WorkTable.Place> repeats = new ArrayList<>();

  /**
   * For one use.
   *
   * @param singly one event at a time, so that one that cannot be digested is set aside alone
   */
  Replay(List<Projection> projections, Handle handle, Scope scope, boolean singly) {
    this.projections = projections;
    this.handle = handle;
    this.scope = scope;
    this.singly = singly;
  }

  void run(List<WorkTable.Place> places, Optional<Closing> closing) {
    List<Rewound> rewound =
        projections.stream().map(projection -> projection.rewind(handle, scope)).toList();
    List<WorkTable.Place> left = places;
    if (closing.isPresent()) {
      Closing part = closing.get();
      project(places.stream().filter(part::covers).toList());
      rewound.forEach(projection -> projection.keep(part.until()));
      cover(part);
      left = places.stream().filter(place -> !part.covers(place)).toList();
      repeats.clear();
    }
    project(left);
    closing.ifPresent(part -> repeats.forEach(this::dropRepeat));
    rewound.forEach(Rewound::settle);
  }

  private void project(List<WorkTable.Place> places) {
    int step = singly ? 1 : AT_ONCE;
    for (int from = 0; from < places.size(); from += step) {
      List<WorkTable.Place> page = places.subList(from, Math.min(places.size(), from + step));
      if (singly) {
        projectOne(page);
      } else {
        projectPage(page);
      }
    }
  }

  private void projectPage(List<WorkTable.Place> page) {
    List<LoggedEvent> events = toProject(page);
    if (!events.isEmpty()) {
      projections.forEach(projection -> projection.project(handle, events));
    }
  }

  private void projectOne(List<WorkTable.Place> one) {
    handle.savepoint("event");
    try {
      projectPage(one);
      handle.releaseSavepoint("event");
    } catch (RuntimeException e) {
      if (Failures.isOfDatabase(e)) {
        throw e;
      }
      handle.rollbackToSavepoint("event");
      long seq = one.getFirst().seq();
      new DeadRows(handle).bury(seq, DeathCause.of(e), FailureWords.reason(e), scope.now());
      LOG.error("Event {} became a dead letter in a rebuild: {}", seq, FailureWords.kind(e));
    }
  }

  /** As the projector chose: of the same id the first, of those what people did, in its time. */
  private List<LoggedEvent> toProject(List<WorkTable.Place> page) {
    Map<Long, EventRow> rows = read(page);
    List<LoggedEvent> events = new ArrayList<>();
    for (WorkTable.Place place : page) {
      EventRow row = rows.get(place.seq());
      if (row == null) {
        continue;
      }
      Optional<DeathCause> untimely = place.late() ? Optional.empty() : row.untimely();
      if (untimely.isPresent()) {
        // A robot's until somebody said otherwise: nobody asked for its time before.
        new DeadRows(handle).bury(place.seq(), untimely.get(), Untimely.reason(row), scope.now());
      } else if (!known.add(row.key())) {
        repeats.add(place);
      } else if (row.verdict().counts()) {
        events.add(row.logged());
      }
    }
    return events;
  }

  private Map<Long, EventRow> read(List<WorkTable.Place> page) {
    Map<Long, EventRow> rows = new HashMap<>();
    handle
        .createQuery(READ)
        .bind("stream", StreamWriter.STREAM)
        .bindList("seqs", page.stream().map(WorkTable.Place::seq).toList())
        .bind("first", page.stream().mapToLong(WorkTable.Place::receivedAt).min().orElse(0))
        .bind("last", page.stream().mapToLong(WorkTable.Place::receivedAt).max().orElse(0))
        .map((row, context) -> Map.entry(row.getLong("seq"), EventRow.read(row)))
        .forEach(row -> rows.put(row.getKey(), row.getValue()));
    return rows;
  }

  private void cover(Closing part) {
    var batch = handle.prepareBatch(COVER);
    for (Scope.Visitor visitor : scope.visitors()) {
      batch
          .bind("site", visitor.site())
          .bind("visitor", visitor.id())
          .bind("until", part.until())
          .bind("through", part.throughSeq())
          .add();
    }
    batch.execute();
  }

  // Its original is about to be dropped, and without that nothing would tell that it is a repeat.
  private void dropRepeat(WorkTable.Place place) {
    handle
        .createUpdate(DROP_REPEAT)
        .bind("stream", StreamWriter.STREAM)
        .bind("seq", place.seq())
        .bind("receivedAt", place.receivedAt())
        .execute();
  }
}
