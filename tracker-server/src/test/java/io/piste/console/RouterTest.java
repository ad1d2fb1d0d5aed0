package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RouterTest {
  private static final Page PAGE = asked -> Answer.to("/console/");
  private final Router router =
      new Router()
          .get("/", PAGE)
          .get("/sites/new", PAGE)
          .get("/sites/{site}", PAGE)
          .openPost("/sign-in", PAGE);

  @Test
  void the_first_route_that_fits_is_taken() {
    assertEquals(Map.of(), router.find("GET", "/sites/new").orElseThrow().variables());
    assertEquals(Map.of("site", "abc"), router.find("GET", "/sites/abc").orElseThrow().variables());
    assertTrue(router.find("GET", "").isPresent());
  }

  @Test
  void method_and_length_must_fit() {
    assertTrue(router.find("POST", "/sites/abc").isEmpty());
    assertTrue(router.find("GET", "/sites/abc/more").isEmpty());
  }

  @Test
  void only_what_is_open_is_open() {
    assertTrue(router.find("POST", "/sign-in").orElseThrow().open());
    assertFalse(router.find("GET", "/").orElseThrow().open());
  }

  @Test
  void the_way_back_stays_within_the_console() {
    assertEquals("/console/carts?state=open", SignInPages.safeNext("/console/carts?state=open"));
    for (String evil :
        new String[] {
          "https://evil.example", "//evil.example", "/console//evil", "/console/\r\nX: y", ""
        }) {
      assertEquals("/console/", SignInPages.safeNext(evil), evil);
    }
  }
}
