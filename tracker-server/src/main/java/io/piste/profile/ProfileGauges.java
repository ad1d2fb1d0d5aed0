package io.piste.profile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.db.AskedNumbers;
import org.jdbi.v3.core.Jdbi;

/** How far profiles are behind, asked of the database when the metrics are read. */
public final class ProfileGauges {
  private static final String WAITING = "SELECT COUNT(*) FROM contact_change";

  /** Both times by the clock of the database. */
  private static final String OLDEST =
      """
      SELECT GREATEST(0, FLOOR(UNIX_TIMESTAMP(NOW(3)) * 1000) - noted_at) / 1000
      FROM contact_change ORDER BY id LIMIT 1
      """;

  private static final String LEFT_OF_RUNS =
      """
      SELECT COALESCE(SUM(GREATEST(0, COALESCE(total, 0) - seen)), 0) FROM profile_run
      WHERE state IN ('waiting', 'running')
      """;

  private ProfileGauges() {}

  /**
   * Registers them.
   *
   * @param hurried fails soon while the database is away
   */
  public static void register(Jdbi hurried, MeterRegistry meters) {
    AskedNumbers numbers = new AskedNumbers(hurried);
    Gauge.builder("piste.profile.waiting", () -> numbers.of(WAITING))
        .description("Changes of contacts whose profiles are not settled yet")
        .register(meters);
    Gauge.builder("piste.profile.behind.seconds", () -> numbers.of(OLDEST))
        .description("Age of the oldest of these changes")
        .register(meters);
    Gauge.builder("piste.profile.run.left", () -> numbers.of(LEFT_OF_RUNS))
        .description("Contacts that the runs under way have still to work out")
        .register(meters);
  }
}
