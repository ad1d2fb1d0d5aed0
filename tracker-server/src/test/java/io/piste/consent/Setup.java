package io.piste.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import java.util.List;

/** Parts of setups for tests. */
final class Setup {
  private Setup() {}

  /** Words in both languages for purposes of a site. */
  static JsonNode saying(String... ids) {
    ObjectNode languages = Json.MAPPER.createObjectNode();
    for (String language : List.of("en", "fr")) {
      ObjectNode words = languages.putObject(language);
      words.putObject("texts");
      ObjectNode purposes = words.putObject("purposes");
      for (String id : ids) {
        purposes
            .putObject(id)
            .put("title", id + " " + language)
            .put("text", "What " + id + " is for.")
            .put("details", "");
      }
    }
    return languages;
  }
}
