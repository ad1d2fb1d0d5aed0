package io.piste.anonymous;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths are kept as far as they name no person. */
final class ViewTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/teas, /teas",
    "/teas/, /teas/",
    "teas, /teas",
    "//evil.example/x, //evil.example/x",
    "/th%C3%A9s/noir, /thés/noir",
    "/a/marie@tea.example/b, /a/*/b",
    "/a/marie%40tea.example, /a/*",
    "/orders/1234567, /orders/*",
    "/orders/1234, /orders/1234",
    "/blog/2026/11/24/our-new-teas-of-autumn-2026, /blog/2026/11/24/our-new-teas-of-autumn-2026",
    "/reset/9f86d081884c7d65, /reset/*",
    "/u/01930a5d-aca3-78ea-b9d0-16ca27364859, /u/*",
    "/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0, /t/*",
    "/a-very-long-title-of-an-article, /a-very-long-title-of-an-article",
    "/x?token=1#y, /x"
  })
  void parts_that_may_name_somebody_become_stars(String path, String kept) {
    assertEquals(kept, View.page(path));
  }
}
