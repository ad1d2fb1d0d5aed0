package io.piste.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

final class AskedNumbersTest {
  private final AskedNumbers numbers =
      new AskedNumbers(
          Jdbi.create(
              () -> {
                throw new SQLException("away");
              }));

  @Test
  void while_the_database_is_away_there_is_no_number_and_no_age() {
    assertEquals(Double.NaN, numbers.of("SELECT 1"));
    assertEquals(Double.NaN, numbers.secondsSince("SELECT 1", InstantSource.fixed(Instant.EPOCH)));
  }
}
