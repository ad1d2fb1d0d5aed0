package io.piste.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What the browsers of a drill remember: what they sent, and what they were told. Thread-safe. */
final class Memory {
  /** Paths of pages, each of one event. */
  final Set<String> sent = ConcurrentHashMap.newKeySet();

  final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  /** Consent ids that were answered. */
  final Set<String> choices = ConcurrentHashMap.newKeySet();

  /** Of them those that were withdrawn, as answered. */
  final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

  final LongAdder refused = new LongAdder();
  final LongAdder unanswered = new LongAdder();
  final LongAdder takenAfterWithdrawal = new LongAdder();
  final Map<String, LongAdder> unexpected = new ConcurrentHashMap<>();
  private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

  void unexpected(Line.Answer answer) {
    String what = answer.status() + " " + answer.body().replaceAll("[0-9a-f-]{36}", "…");
    unexpected.computeIfAbsent(what, key -> new LongAdder()).increment();
  }

  long unexpectedAnswers() {
    return unexpected.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** The answers that nobody expected, for the reader of a drill that failed. */
  String unexpectedWords() {
    return new TreeMap<>(unexpected).toString();
  }

  void waited(long millis) {
    slowest.accumulate(millis);
  }

  long slowestMillis() {
    return slowest.get();
  }
}
