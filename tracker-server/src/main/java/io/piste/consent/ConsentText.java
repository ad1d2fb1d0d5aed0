package io.piste.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A text that pages are shown, exactly as it is served.
 *
 * @param hash SHA-256 of the body's UTF-8 bytes, 64 hexadecimal digits
 * @param version of purposes and recipients: pages ask again when it grows, not when words change
 * @param body JSON
 * @param days that a choice holds by this text
 * @param purposes the ids that this text asks for, in its order: nothing else can be granted by it
 */
record ConsentText(
    String hash, String language, int version, String body, int days, List<String> purposes) {
  ConsentText {
    purposes = List.copyOf(purposes);
  }

  /** The text of a body, which says the rest itself. */
  static ConsentText of(String body) {
    return of(sha256(body), body);
  }

  /** The text of a body on record under its hash. */
  static ConsentText of(String hash, String body) {
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read a stored text", e);
    }
    return new ConsentText(
        hash,
        json.path("language").asText(),
        json.path("version").asInt(),
        body,
        json.path("days").asInt(),
        json.path("purposes").valueStream().map(each -> each.path("id").asText()).toList());
  }

  /** How long the choice is remembered, as cookies want it. */
  long seconds() {
    return days * 86_400L;
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
