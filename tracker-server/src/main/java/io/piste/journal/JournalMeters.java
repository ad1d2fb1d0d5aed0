package io.piste.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Function;

/** What can be seen of the journal from outside. */
final class JournalMeters {
  private JournalMeters() {}

  /** Registers all, and answers the counter of what was brought into the database. */
  static Counter register(Journal journal, InstantSource clock, MeterRegistry meters) {
    gauge(meters, journal, "bytes", "Bytes of the journal on the disk", JournalStatus::bytes);
    gauge(meters, journal, "capacity", "Bytes that it may have", JournalStatus::capacity);
    gauge(meters, journal, "events", "Events that wait for the database", JournalStatus::events);
    gauge(meters, journal, "choices", "Choices that wait for it", JournalStatus::choices);
    gauge(meters, journal, "aside", "Entries that it will never take", JournalStatus::aside);
    gauge(
        meters,
        journal,
        "oldest",
        "Seconds since the first of those that wait was taken",
        status ->
            status.oldest() == null
                ? 0
                : Math.max(0, (clock.millis() - status.oldest().toEpochMilli()) / 1000));
    Gauge.builder("piste.database.away", () -> journal.absence().isNow() ? 1 : 0)
        .description("1 while the database is away and the journal takes what arrives")
        .register(meters);
    return Counter.builder("piste.journal.replayed")
        .description("Entries that the journal brought into the database")
        .register(meters);
  }

  private static void gauge(
      MeterRegistry meters,
      Journal journal,
      String name,
      String description,
      Function<JournalStatus, Number> value) {
    Gauge.builder("piste.journal." + name, () -> value.apply(journal.status()))
        .description(description)
        .register(meters);
  }
}
