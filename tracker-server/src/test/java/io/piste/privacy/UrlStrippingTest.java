package io.piste.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class UrlStrippingTest {
  @Test
  void only_campaign_parameters_stay() {
    assertEquals(
        "https://shop.example/a?utm_source=news&UTM_ID=4",
        UrlStripping.strip(
            "https://shop.example/a?mail=jo@example.com&utm_source=news&UTM_ID=4&utm=1&token"));
  }

  @Test
  void a_query_without_any_goes_as_a_whole_and_so_does_the_fragment() {
    assertEquals("https://shop.example/a", UrlStripping.strip("https://shop.example/a?q=x#y?z"));
    assertEquals("https://shop.example/a", UrlStripping.strip("https://shop.example/a#utm_id=1"));
    assertEquals("https://shop.example/a", UrlStripping.strip("https://shop.example/a?"));
    assertEquals("https://shop.example/a", UrlStripping.strip("https://shop.example/a"));
  }
}
