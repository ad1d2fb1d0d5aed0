package io.piste.collect;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.eventlog.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The counters of one site. All outcomes stand in the metrics from the start: one that appears late
 * looks like a jump. Counting is thread-safe; {@link Outcome#written(long)} is for one thread.
 */
final class SiteTally {
  /** One counter, and how much of it is in the tables. */
  static final class Outcome {
    private final String name;
    private final Counter counter;
    private long written;

    private Outcome(String name, Counter counter) {
      this.name = name;
      this.counter = counter;
    }

    /** The word in the tables. */
    String name() {
      return name;
    }

    void add(int events) {
      counter.increment(events);
    }

    /** Since the process started. */
    long total() {
      return (long) counter.count();
    }

    long written() {
      return written;
    }

    void written(long total) {
      written = total;
    }
  }

  private final Outcome received;
  private final Map<Verdict, Outcome> accepted = new EnumMap<>(Verdict.class);
  private final Map<Refusal, Outcome> refused = new EnumMap<>(Refusal.class);

  /** The counters of a site by its public id. */
  SiteTally(MeterRegistry meters, String site) {
    received = new Outcome("received", meters.counter("piste.events.received", "site", site));
    for (Verdict verdict : Verdict.values()) {
      accepted.put(
          verdict,
          new Outcome(
              verdict.counts() ? "accepted" : "accepted_" + verdict.word(),
              meters.counter("piste.events.accepted", "site", site, "verdict", verdict.word())));
    }
    for (Refusal refusal : Refusal.values()) {
      refused.put(
          refusal,
          new Outcome(
              refusal.reason(),
              meters.counter("piste.events.refused", "site", site, "reason", refusal.reason())));
    }
  }

  Outcome received() {
    return received;
  }

  Outcome accepted(Verdict verdict) {
    return Objects.requireNonNull(accepted.get(verdict));
  }

  Outcome refused(Refusal refusal) {
    return Objects.requireNonNull(refused.get(refusal));
  }

  /** All of them, in no order that matters. */
  List<Outcome> outcomes() {
    List<Outcome> all = new ArrayList<>(List.of(received));
    all.addAll(accepted.values());
    all.addAll(refused.values());
    return all;
  }
}
