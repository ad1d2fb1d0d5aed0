package io.piste.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
