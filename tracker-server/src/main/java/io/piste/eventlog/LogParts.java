package io.piste.eventlog;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the log by time of arrival: a month each, cut ahead of time off the last one, which
 * takes whatever comes later. A part that was never cut in time, or that lies between a jump of the
 * clock and back, is longer than a month and kept as long as its newest events. Thread-safe.
 */
public final class LogParts {
  private static final Logger LOG = LoggerFactory.getLogger(LogParts.class);

  /** The end of this month and of so many after it are bounds of parts. */
  private static final int MONTHS_AHEAD = 2;

  /**
   * Changing parts waits for what uses the log, and what comes after that waits for us: better to
   * try again later than to hold up senders.
   */
  private static final String CHANGE = "ALTER TABLE event_log WAIT 3 ";

  private static final String PARTS =
      """
      SELECT partition_name AS name, partition_description AS bound, table_rows AS events
      FROM information_schema.partitions
      WHERE table_schema = DATABASE() AND table_name = 'event_log'
      ORDER BY partition_ordinal_position
      """;

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'before_'uuuuMM");

  /**
   * A part.
   *
   * @param from null for the first, which takes whatever is earlier
   * @param until null for the last
   * @param events about how many there are
   */
  public record Part(String name, @Nullable Instant from, @Nullable Instant until, long events) {
    private String bound() {
      return until == null ? "MAXVALUE" : "(" + until.toEpochMilli() + ")";
    }
  }

  private record Row(String name, String bound, long events) {}

  private final Jdbi jdbi;

  /** Looks at nothing yet. */
  public LogParts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** All of them, the earliest first. */
  public List<Part> all() {
    return jdbi.withHandle(LogParts::read);
  }

  /** Makes sure that this month and the next ones have parts of their own. */
  void cutAhead(Instant now) {
    jdbi.useHandle(handle -> cutAhead(handle, now));
  }

  /** Drops all parts whose events arrived before a time. */
  void drop(Instant until) {
    jdbi.useHandle(
        handle -> {
          for (Part part : read(handle)) {
            if (part.until() != null && !part.until().isAfter(until)) {
              handle.execute(CHANGE + "DROP PARTITION " + part.name());
              LOG.info("dropped {} of the event log, about {} events", part.name(), part.events());
            }
          }
        });
  }

  private static void cutAhead(Handle handle, Instant now) {
    List<Part> parts = read(handle);
    Map<Part, List<Instant>> cuts = new LinkedHashMap<>();
    YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
    for (int ahead = 1; ahead <= MONTHS_AHEAD + 1; ahead++) {
      Instant bound = month.plusMonths(ahead).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      partToCut(parts, bound)
          .ifPresent(part -> cuts.computeIfAbsent(part, any -> new ArrayList<>()).add(bound));
    }
    cuts.forEach((part, bounds) -> cut(handle, part, bounds));
  }

  /**
   * The part that a bound lies within. Not the first one, unless it is the only one: before that,
   * the clock has jumped back behind all that is kept.
   */
  private static Optional<Part> partToCut(List<Part> parts, Instant bound) {
    return parts.stream()
        .filter(part -> part.until() == null || part.until().isAfter(bound))
        .filter(part -> part.from() == null ? parts.size() == 1 : part.from().isBefore(bound))
        .findFirst();
  }

  private static void cut(Handle handle, Part part, List<Instant> bounds) {
    List<String> into = new ArrayList<>();
    for (Instant bound : bounds) {
      into.add(
          "PARTITION %s VALUES LESS THAN (%d)"
              .formatted(NAME.format(bound.atZone(ZoneOffset.UTC)), bound.toEpochMilli()));
    }
    into.add("PARTITION %s VALUES LESS THAN %s".formatted(part.name(), part.bound()));
    handle.execute(
        CHANGE
            + "REORGANIZE PARTITION %s INTO (%s)".formatted(part.name(), String.join(", ", into)));
    LOG.info("cut {} of the event log at {}", part.name(), bounds);
  }

  private static List<Part> read(Handle handle) {
    List<Part> parts = new ArrayList<>();
    Instant from = null;
    for (Row row :
        handle
            .createQuery(PARTS)
            .map(
                (found, context) ->
                    new Row(
                        found.getString("name"), found.getString("bound"), found.getLong("events")))
            .list()) {
      Instant until =
          row.bound().equals("MAXVALUE") ? null : Instant.ofEpochMilli(Long.parseLong(row.bound()));
      parts.add(new Part(row.name(), from, until, row.events()));
      from = until;
    }
    return parts;
  }
}
