package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.collect.ScriptServlet;
import io.piste.site.PublicPaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts run on other people's pages: they stay small, or the build fails. */
final class ScriptSizeTest {

  private final ScriptServlet scripts = new ScriptServlet(PublicPaths.DEFAULT);

  @ParameterizedTest
  @CsvSource({"t.js, 2200", "c.js, 6500", "w.js, 3200"})
  void a_script_weighs_at_most_so_many_bytes_compressed(String name, int most) {
    int length = scripts.text("/p/" + name).length();
    int weight = scripts.weight("/p/" + name);
    assertTrue(length > 1_000, name + " is there: " + length + " characters");
    assertTrue(weight <= most, name + " weighs " + weight + " bytes");
  }

  @Test
  void the_tracker_and_what_captures_more_weigh_at_most_3200_bytes_together() {
    int weight = scripts.weight("/p/t.js") + scripts.weight("/p/auto.js");
    assertTrue(weight <= 3_200, "t.js and auto.js weigh " + weight + " bytes");
  }
}
