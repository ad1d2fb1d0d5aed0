package io.piste.collect;

import io.piste.base.Problem;
import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.EventResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one event of a shop's server.
 *
 * @param logged none when it was refused
 */
record Fate(ServerBatch.Item item, List<LoggedEvent> logged, @Nullable Refused refused) {
  Fate {
    logged = List.copyOf(logged);
  }

  static Fate passed(ServerBatch.Item item, List<LoggedEvent> logged) {
    return new Fate(item, logged, null);
  }

  static Fate refused(ServerBatch.Item item, Refused refused) {
    return new Fate(item, List.of(), refused);
  }

  /** Why it was refused; empty when it passed. */
  Optional<Refusal> reason() {
    return Optional.ofNullable(refused).map(Refused::refusal);
  }

  /** What the server is told once everything that passed is stored. */
  EventResult result() {
    if (refused != null) {
      Problem problem = refused.problem().orElseThrow(() -> refused);
      return EventResult.dropped(
          item.id(), problem.code().word(), String.valueOf(problem.getMessage()));
    }
    return logged.getFirst().untimely().map(Refusal::of).map(this::apart).orElseGet(this::stored);
  }

  private EventResult apart(Refusal reason) {
    return EventResult.apart(
        item.id(),
        reason.reason(),
        "at: expected at most 7 days before 'sent' and no more than a minute after it; kept apart");
  }

  private EventResult stored() {
    return EventResult.stored(item.id());
  }
}
