package io.piste.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.TestMariaDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProfilesCheckIT {
  private static final ProfilesPlan PLAN = new ProfilesPlan(3, 60, 1_200, 57, false, 1, false);
  private static final ShopCopy COPY = new ShopCopy(1, PLAN.copies());

  private static GrowthStore store;
  private static Jdbi real;
  private static ProfilesCopies copies;

  private final List<Figure> figures = new ArrayList<>();

  @BeforeAll
  static void make() throws Exception {
    Path folder = Files.createDirectories(TestMariaDb.newFolder());
    store = GrowthStore.open(folder, TestMariaDb.BINARIES, 64);
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis()).truncatedTo(ChronoUnit.MINUTES);
    ProfilesMaking making = new ProfilesMaking(store, PLAN, now);
    making.make();
    real = making.live(COPY);
    copies = making.copies();
  }

  @AfterAll
  static void end() {
    store.close();
  }

  private boolean isAlike() {
    return real.withHandle(handle -> new ProfilesCheck(handle, copies, COPY).check(figures::add));
  }

  @Test
  void rows_written_in_bulk_are_those_that_the_projection_makes() {
    assertTrue(isAlike());
    assertEquals(2, figures.size());
    assertTrue(figures.getFirst().value().intValue() > PLAN.events(), figures.toString());
    assertTrue(
        real.withHandle(
                handle ->
                    handle
                        .createQuery("SELECT COUNT(*) FROM piste_real.segment_member")
                        .mapTo(Long.class)
                        .one())
            > 0);
  }

  /** Changed in a transaction that is taken back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE page_view SET viewed_at = viewed_at + 1",
        "UPDATE profile_act SET amount = amount + 1 WHERE kind = 'order'",
        "UPDATE contact SET last_name = CONCAT(last_name, 'x')",
        "UPDATE profile_tag SET level = level + 0.001",
        "UPDATE profile_score SET points = points + 1",
        "DELETE FROM segment_member",
        "DELETE FROM profile",
        "DELETE FROM identity_link"
      })
  void a_row_that_is_another_is_seen(String change) {
    real.useHandle(
        handle -> {
          handle.execute("USE piste_real");
          handle.begin();
          assertEquals(1, handle.execute(change + " LIMIT 1"));
          assertFalse(new ProfilesCheck(handle, copies, COPY).check(figures::add), change);
          handle.rollback();
        });
  }
}
