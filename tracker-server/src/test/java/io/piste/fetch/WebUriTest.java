package io.piste.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebUriTest {
  private static final URI PAGE = URI.create("https://www.shop.example/teas/list?x=1");

  @ParameterizedTest
  @CsvSource({
    "www.shop.example, https://www.shop.example/",
    "HTTP://www.shop.example, http://www.shop.example/",
    "https://www.shop.example?a=1, https://www.shop.example/?a=1",
    "https://www.shop.example/a b|c#part, https://www.shop.example/a%20b%7Cc",
    "https://www.shop.example/thé, https://www.shop.example/th%C3%A9",
    "https://www.shop.example/100%, https://www.shop.example/100%25",
    "https://www.shop.example/a%20b, https://www.shop.example/a%20b",
    "https://maison-du-thé.example/, https://xn--maison-du-th-meb.example/",
    "shop.example:8443/x, https://shop.example:8443/x"
  })
  void reads_what_people_type(String typed, String meant) {
    assertEquals(Optional.of(URI.create(meant)), WebUri.typed(typed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "file:///etc/passwd",
        "ftp://shop.example/",
        "gopher://shop.example/",
        "jar:http://shop.example!/",
        "https://user:secret@shop.example/",
        "https://shop.example@127.0.0.1/",
        "http:///path",
        "http://shop.example:99999/",
        "http://shop.example:0/",
        "http://a b/",
        "javascript://x",
        "http://[::1",
        "http://shop\\x/"
      })
  void refuses_what_is_no_web_address(String typed) {
    assertEquals(Optional.empty(), WebUri.typed(typed));
  }

  @ParameterizedTest
  @CsvSource({
    "/other, https://www.shop.example/other",
    "other, https://www.shop.example/teas/other",
    "?y=2, https://www.shop.example/teas/list?y=2",
    "//cdn.example/x, https://cdn.example/x",
    "http://cdn.example, http://cdn.example/",
    "/a b, https://www.shop.example/a%20b"
  })
  void follows_links_as_browsers_do(String link, String to) throws FetchProblem {
    assertEquals(URI.create(to), WebUri.resolve(PAGE, link));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "javascript:alert(1)", "https://u:p@h/", "http://"})
  void follows_no_link_to_anything_else(String link) {
    FetchProblem problem = assertThrows(FetchProblem.class, () -> WebUri.resolve(PAGE, link), link);
    assertEquals(FetchProblem.Kind.NO_WEB_ADDRESS, problem.kind());
  }

  @Test
  void never_throws_anything_else() {
    Random random = new Random(7);
    String letters = "htps:/?#[]@%&=+ab.\\é\u0000 |1";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("http://");
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String any = text.substring(random.nextInt(8));
      WebUri.typed(any);
      try {
        WebUri.resolve(PAGE, any);
      } catch (FetchProblem expected) {
        assertEquals(FetchProblem.Kind.NO_WEB_ADDRESS, expected.kind());
      }
    }
  }
}
