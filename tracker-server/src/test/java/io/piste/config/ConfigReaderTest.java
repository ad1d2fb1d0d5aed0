package io.piste.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfigReaderTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private enum Colour {
    LIGHT_BLUE,
    RED
  }

  private static ConfigReader with(String key, String value) {
    return new ConfigReader(Map.of(key, value));
  }

  private static void assertMistake(ConfigReader config, String words) {
    ConfigProblem problem = assertThrows(ConfigProblem.class, config::finish);
    assertEquals(1, problem.mistakes().size(), problem.getMessage());
    assertTrue(problem.mistakes().getFirst().contains(words), problem.getMessage());
  }

  @Test
  void reads_what_is_set() {
    assertEquals("b", with("k", " b ").text("k", "a", ""));
    assertEquals(Optional.of("b"), with("k", "b").optional("k", ""));
    assertEquals(Optional.of("b"), with("k", "b").secret("k", ""));
    assertEquals(7, with("k", "7").number("k", 5, 1, 7, ""));
    assertEquals(MINUTE, with("k", "PT1M").duration("k", DAY, MINUTE, DAY, ""));
    assertEquals(List.of(MINUTE, DAY), with("k", "PT1M, P1D").durations("k", List.of(), ""));
    assertTrue(with("k", "true").flag("k", false, ""));
    assertEquals(Path.of("/x"), with("k", "/x").path("k", Path.of("y"), ""));
    assertEquals(Optional.of(Path.of("/x")), with("k", "/x").optionalPath("k", ""));
    assertEquals(Colour.LIGHT_BLUE, with("k", "light-blue").choice("k", Colour.RED, ""));
    assertEquals(List.of("a", "b"), with("k", "a, b,").texts("k", List.of(), ""));
  }

  @Test
  void takes_the_default_when_nothing_or_only_blanks_are_set() {
    ConfigReader nothing = new ConfigReader(Map.of("blank", "  "));
    assertEquals("a", nothing.text("blank", "a", ""));
    assertEquals(Optional.empty(), nothing.optional("b", ""));
    assertEquals(5, nothing.number("c", 5, 1, 7, ""));
    assertEquals(DAY, nothing.duration("d", DAY, MINUTE, DAY, ""));
    assertEquals(List.of(DAY), nothing.durations("e", List.of(DAY), ""));
    assertFalse(nothing.flag("f", false, ""));
    assertEquals(Path.of("y"), nothing.path("g", Path.of("y"), ""));
    assertEquals(Colour.RED, nothing.choice("h", Colour.RED, ""));
    nothing.finish();
  }

  @Test
  void says_what_was_expected() {
    ConfigReader number = with("k", "8");
    assertEquals(5, number.number("k", 5, 1, 7, ""), "reading goes on with the default");
    assertMistake(number, "k: \"8\" is not a whole number from 1 to 7");
    ConfigReader text = with("k", "x");
    text.number("k", 5, 1, 7, "");
    assertMistake(text, "\"x\"");
    ConfigReader time = with("k", "30 s");
    time.duration("k", DAY, MINUTE, DAY, "");
    assertMistake(time, "time from PT1M to PT24H");
    ConfigReader tooLong = with("k", "P2D");
    tooLong.duration("k", DAY, MINUTE, DAY, "");
    assertMistake(tooLong, "P2D");
    ConfigReader falling = with("k", "PT1H,PT1M");
    falling.durations("k", List.of(), "");
    assertMistake(falling, "rising");
    ConfigReader flag = with("k", "yes");
    flag.flag("k", false, "");
    assertMistake(flag, "true or false");
    ConfigReader choice = with("k", "green");
    choice.choice("k", Colour.RED, "");
    assertMistake(choice, "light-blue, red");
  }

  @Test
  void never_repeats_a_secret() {
    ConfigReader config = new ConfigReader(Map.of("secrt", "hush"));
    config.secret("secret", "");
    ConfigProblem problem = assertThrows(ConfigProblem.class, config::finish);
    assertFalse(String.valueOf(problem.getMessage()).contains("hush"));
  }

  @Test
  void refuses_names_that_nobody_asked_for_and_guesses_what_was_meant() {
    ConfigReader config = new ConfigReader(Map.of("http.prot", "1", "else", "2"));
    config.number("http.port", 5, 1, 7, "");
    ConfigProblem problem = assertThrows(ConfigProblem.class, config::finish);
    assertEquals(
        List.of(
            "else: there is no such setting",
            "http.prot: there is no such setting; did you mean http.port?"),
        problem.mistakes());
  }

  @Test
  void refuses_to_read_a_setting_twice() {
    ConfigReader config = new ConfigReader(Map.of());
    config.flag("k", false, "");
    assertThrows(IllegalStateException.class, () -> config.flag("k", true, ""));
  }
}
