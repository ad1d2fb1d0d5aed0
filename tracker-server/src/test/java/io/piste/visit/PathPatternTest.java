package io.piste.visit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PathPatternTest {
  @Test
  void without_a_star_the_path_must_be_the_same() {
    assertTrue(matches("/teas", "/teas"));
    assertFalse(matches("/teas", "/teas/"));
    assertFalse(matches("/teas", "/Teas"));
    assertFalse(matches("/teas", "/tea"));
    assertFalse(matches("", "/"));
  }

  @Test
  void a_star_is_anything_and_nothing() {
    assertTrue(matches("/teas/*", "/teas/green/sencha"));
    assertTrue(matches("/teas/*", "/teas/"));
    assertFalse(matches("/teas/*", "/teas"));
    assertTrue(matches("*", "/"));
    assertTrue(matches("*/cart*", "/en/cart/2"));
    assertTrue(matches("/a*b*c", "/a-b-b-c"));
    assertFalse(matches("/a*b*c", "/a-b-b-c-d"));
  }

  @Test
  void what_means_something_elsewhere_means_itself() {
    assertTrue(matches("/a.b+(c)", "/a.b+(c)"));
    assertFalse(matches("/a.b", "/axb"));
    assertFalse(matches("/a?", "/ab"));
  }

  @Test
  void many_stars_take_no_ages() {
    assertFalse(matches("*a".repeat(100) + "b", "/" + "a".repeat(500)));
  }

  private static boolean matches(String pattern, String path) {
    return new PathPattern(pattern).matches(path);
  }
}
