package io.piste.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebAddressTest {
  @Test
  void an_address_is_taken_apart_as_a_browser_does() {
    WebAddress address =
        WebAddress.parse("HTTPS://Www.Shop.example:443/a|b/[1]?q={x}#part").orElseThrow();

    assertEquals("https://www.shop.example", address.origin());
    assertEquals("www.shop.example", address.host());
    assertEquals("/a|b/[1]", address.path());
    assertEquals("https://www.shop.example/a|b/[1]?q={x}", address.toString());
  }

  @Test
  void ports_that_are_not_usual_belong_to_the_origin() {
    assertEquals(
        "http://www.shop.localhost:8081",
        WebAddress.parse("http://www.shop.localhost:8081").orElseThrow().origin());
    assertEquals(
        "http://[::1]:8080/", WebAddress.parse("http://[::1]:8080").orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "javascript:alert(1)",
        "ftp://shop.example/",
        "//shop.example/",
        "https://",
        "https://shop.example\\@evil.example/",
        "https://shop.example@evil.example/",
        "https://jo:pw@shop.example/",
        "https://shop.example:port/",
        "https://shop.example/a b",
        "https://shop.example/a\nb",
        " https://shop.example/",
        "https://sh\u00f6p.example/"
      })
  void what_leads_nowhere_or_could_be_read_in_two_ways_is_none(String text) {
    assertTrue(WebAddress.parse(text).isEmpty());
  }

  /** What is accepted, written down in another way. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?i)(https?)://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(?::([0-9]{1,5}))?"
              + "(/[^?#\\s\\p{Cntrl}]*)?(\\?[^#\\s\\p{Cntrl}]*)?(?:#.*)?");

  private static final List<String> PIECES =
      List.of(
          "http",
          "https",
          "HTTPS",
          "http\u017f",
          "://",
          ":",
          "/",
          "//",
          "?",
          "#",
          "[",
          "]",
          "::1",
          "a.b",
          "Shop.Example",
          "x_y-z",
          "443",
          "80",
          "8080",
          "123456",
          "@",
          "\\",
          " ",
          "\n",
          "\u007f",
          "\u2028",
          "\u00f6",
          "q=1&r",
          "%41",
          "|");

  @Test
  void it_agrees_with_the_pattern_of_what_is_accepted() {
    Random random = new Random(20_261_124);
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text =
          new StringBuilder(i % 3 == 0 ? "" : i % 2 == 0 ? "https://a" : "http://");
      for (int pieces = random.nextInt(8); pieces > 0; pieces--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      Matcher matcher = SHAPE.matcher(text);
      Optional<WebAddress> address = WebAddress.parse(text.toString());
      assertEquals(matcher.matches(), address.isPresent(), text::toString);
      if (address.isPresent()) {
        accepted++;
        assertEquals(matcher.group(2).toLowerCase(Locale.ROOT), address.get().host());
        assertEquals(orElse(matcher.group(4), "/"), address.get().path());
        assertEquals(orElse(matcher.group(5), ""), address.get().query());
        assertEquals(origin(matcher), address.get().origin(), text::toString);
      }
    }
    assertTrue(accepted > 20_000, accepted + " were accepted");
  }

  private static String origin(Matcher matcher) {
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String port = orElse(matcher.group(3), "");
    boolean usual = port.isEmpty() || port.equals(scheme.equals("https") ? "443" : "80");
    return scheme + "://" + matcher.group(2).toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
  }

  private static String orElse(@Nullable String part, String otherwise) {
    return part == null ? otherwise : part;
  }
}
