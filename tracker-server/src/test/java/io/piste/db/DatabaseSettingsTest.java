package io.piste.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.config.ConfigProblem;
import io.piste.config.ConfigReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DatabaseSettingsTest {
  private static final long GIGABYTE = 1L << 30;

  @Test
  void the_cache_is_an_eighth_of_the_memory_within_bounds() {
    DatabaseSettings settings = DatabaseSettings.embedded();
    assertEquals(128, settings.cacheMegabytes(GIGABYTE / 2));
    assertEquals(512, settings.cacheMegabytes(4 * GIGABYTE));
    assertEquals(2_048, settings.cacheMegabytes(64 * GIGABYTE));
  }

  @Test
  void a_cache_that_is_set_is_taken_as_it_is() {
    assertEquals(32, read("32").cacheMegabytes(64 * GIGABYTE));
  }

  @Test
  void a_cache_that_is_too_small_is_a_mistake() {
    ConfigReader config = new ConfigReader(Map.of("database.cache", "15"));
    DatabaseSettings.read(config);
    String told = assertThrows(ConfigProblem.class, config::finish).toString();
    assertTrue(told.contains("database.cache: 15 is too little"), told);
  }

  private static DatabaseSettings read(String cache) {
    return DatabaseSettings.read(new ConfigReader(Map.of("database.cache", cache)));
  }
}
