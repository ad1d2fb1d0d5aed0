package io.piste.collect;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.eventlog.Verdict;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of events: received = accepted, by verdict, + refused, by reason. A body that cannot
 * be read counts as one event.
 */
final class IngestCounters {
  private final MeterRegistry meters;
  private final Counter received;
  private final Map<Verdict, Counter> accepted = new EnumMap<>(Verdict.class);

  IngestCounters(MeterRegistry meters) {
    this.meters = meters;
    received = meters.counter("piste.events.received");
    for (Verdict verdict : Verdict.values()) {
      accepted.put(verdict, meters.counter("piste.events.accepted", "verdict", verdict.word()));
    }
    // All reasons stand in the metrics from the start: a reason that appears late looks like a
    // jump.
    for (Refusal refusal : Refusal.values()) {
      refused(refusal, 0);
    }
  }

  void received(int events) {
    received.increment(events);
  }

  void accepted(Verdict verdict, int events) {
    Counter counter = accepted.get(verdict);
    if (counter != null) {
      counter.increment(events);
    }
  }

  void refused(Refusal refusal, int events) {
    meters.counter("piste.events.refused", "reason", refusal.reason()).increment(events);
  }
}
