package io.piste.collect;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What became of events: received = accepted + refused, by reason. A body that cannot be read
 * counts as one event.
 */
final class IngestCounters {
  private final MeterRegistry meters;
  private final Counter received;
  private final Counter accepted;

  IngestCounters(MeterRegistry meters) {
    this.meters = meters;
    received = meters.counter("piste.events.received");
    accepted = meters.counter("piste.events.accepted");
    // All reasons stand in the metrics from the start: a reason that appears late looks like a
    // jump.
    for (Refusal refusal : Refusal.values()) {
      refused(refusal, 0);
    }
  }

  void received(int events) {
    received.increment(events);
  }

  void accepted(int events) {
    accepted.increment(events);
  }

  void refused(Refusal refusal, int events) {
    meters.counter("piste.events.refused", "reason", refusal.reason()).increment(events);
  }
}
