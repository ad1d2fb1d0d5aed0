package io.piste.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.profile.ProfileRun;
import io.piste.profile.ProfileRuns;
import io.piste.profile.RuleKind;
import io.piste.profile.RuleMatch;
import io.piste.profile.TagRule;
import io.piste.profile.TagRules;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it fills a segment or works everybody out: nothing is twice. */
final class SegmentKillIT {
  private static final int PEOPLE = 32_000;
  private static final int KILLS = 2;

  private TestDatabase database;

  @TempDir Path folder;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    run(
        "INSERT INTO site (id, public_id, name, time_zone, tracker_url, created_at)"
            + " VALUES (1, 'site1', 'Tea', 'Europe/Paris', 'https://t.example', 0)");
    run(
        "INSERT INTO contact (id, email, city, origin, created_at, last_interaction_at)"
            + " SELECT seq, CONCAT('p', seq, '@example.com'), IF(seq % 2, 'Paris', NULL), 'hand', 1, 1"
            + " FROM seq_1_to_"
            + PEOPLE);
    run(
        "INSERT INTO profile (site_id, contact_id, stage_at, made_at)"
            + " SELECT 1, id, 0, 0 FROM contact");
    run("DELETE FROM contact_change");
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void a_filling_goes_on_where_it_was() throws Exception {
    Segments segments = new Segments(database.jdbi(), new TestClock());
    long id =
        segments
            .make(
                RandomPeople.SITE,
                new SegmentDraft(
                    "Paris", "", RuleReader.stored("{\"field\":\"city\",\"is\":\"paris\"}")))
            .id();
    for (int kill = 1; kill <= KILLS; kill++) {
      long done = kill * 10_000L;
      killOnce(() -> number("SELECT COALESCE(MAX(done), 0) FROM segment_fill") >= done);
    }
    assertTrue(!segments.find(RandomPeople.SITE, id).orElseThrow().isFilled(), "half way");

    killOnce(() -> segments.find(RandomPeople.SITE, id).orElseThrow().isFilled());

    assertEquals(PEOPLE / 2, number("SELECT COUNT(*) FROM segment_member"));
    assertEquals(PEOPLE / 2, number("SELECT COUNT(*) FROM segment_change WHERE entered"));
    assertEquals(PEOPLE / 2, number("SELECT COUNT(*) FROM segment_change"));
    assertEquals(Map.of(), segments.fills(RandomPeople.SITE));
  }

  @Test
  void a_run_over_everybody_goes_on_where_it_was() throws Exception {
    TestClock clock = new TestClock();
    ProfileRuns runs = new ProfileRuns(database.jdbi(), clock);
    new TagRules(database.jdbi(), clock)
        .add(
            RandomPeople.SITE,
            new TagRule(
                0,
                new RuleMatch(RuleKind.FIELD, "city"),
                "townsfolk",
                BigDecimal.ONE,
                Instant.EPOCH));
    for (int kill = 1; kill <= KILLS; kill++) {
      long seen = kill * 5_000L;
      killOnce(() -> runs.latest(RandomPeople.SITE).orElseThrow().seen() >= seen);
    }
    assertEquals(
        ProfileRun.State.RUNNING, runs.latest(RandomPeople.SITE).orElseThrow().state(), "half way");

    killOnce(() -> !runs.latest(RandomPeople.SITE).orElseThrow().isUnfinished());

    ProfileRun run = runs.latest(RandomPeople.SITE).orElseThrow();
    assertEquals(PEOPLE, run.seen());
    assertEquals(PEOPLE / 2, run.written());
    assertEquals(PEOPLE / 2, number("SELECT COUNT(*) FROM profile_tag"));
  }

  private void run(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  private long number(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private void killOnce(BooleanSupplier far) throws Exception {
    Process victim = begin();
    try {
      while (!far.getAsBoolean()) {
        assertTrue(victim.isAlive(), "ended by itself, see the output in " + folder);
        Thread.sleep(5);
      }
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  private Process begin() throws IOException {
    Map<String, String> settings = database.settings();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SegmentProcess.class.getName(),
            settings.getOrDefault("database.url", ""),
            settings.getOrDefault("database.password", ""),
            folder.resolve("data").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }
}
