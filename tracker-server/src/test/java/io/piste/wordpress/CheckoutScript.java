package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What our script on a checkout page would do.
 *
 * @param url where it sends to
 * @param nonce what it proves with that it runs on that page
 */
record CheckoutScript(String url, String nonce) {
  private static final Pattern SAID = Pattern.compile("window\\.pisteCheckout=(\\{.*?\\})");

  /** As a page says it; fails when it says nothing. */
  static CheckoutScript of(String page) {
    Matcher said = SAID.matcher(page);
    assertTrue(said.find(), "the checkout page has our script");
    try {
      JsonNode node = Json.MAPPER.readTree(said.group(1));
      return new CheckoutScript(node.get("url").textValue(), node.get("nonce").textValue());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The e-mail field was left. */
  void type(Guest guest, String email) {
    Map<String, String> form = Map.of("nonce", nonce, "email", email);
    assertEquals(200, guest.post(url, form, Map.of()).statusCode());
  }
}
