package io.piste.db;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExternalCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.6.0-MariaDB",
        "10.11.6-MariaDB-0+deb12u1",
        "11.4.5-MariaDB-log",
        "12.0.2-MariaDB"
      })
  void takes_a_new_enough_mariadb(String version) {
    assertDoesNotThrow(() -> ExternalCheck.verify(version, "utf8mb4", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.5.29-MariaDB", "5.5.5-10.4.1-MariaDB", "8.4.0", "9.1.0-mysql"})
  void refuses_older_ones_and_mysql(String version) {
    StartProblem problem =
        assertThrows(StartProblem.class, () -> ExternalCheck.verify(version, "utf8mb4", true));
    assertEquals(Kind.DATABASE_UNSUITABLE, problem.kind());
  }
}
