package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.site.Site;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsentTextsTest {
  private final Published usual = Published.usual(200);
  private final Site site = PlacementTest.site(null);

  @Test
  void both_languages_name_the_same_things_and_every_purpose() throws IOException {
    JsonNode french = Json.MAPPER.readTree(ConsentTexts.of(site, usual, "fr").body());
    JsonNode english = Json.MAPPER.readTree(ConsentTexts.of(site, usual, "en").body());

    assertEquals(names(french.get("texts")), names(english.get("texts")));
    for (JsonNode body : List.of(french, english)) {
      List<String> ids =
          body.get("purposes").valueStream().map(p -> p.get("id").textValue()).toList();
      assertEquals(Arrays.stream(Purpose.values()).map(Purpose::word).toList(), ids);
      body.get("purposes").forEach(p -> assertFalse(p.get("title").textValue().isBlank()));
      body.get("purposes").forEach(p -> assertFalse(p.get("text").textValue().isBlank()));
    }
  }

  @Test
  void the_text_names_site_and_days_and_leaves_no_gap() {
    for (String language : ProgramWords.LANGUAGES) {
      String body = ConsentTexts.of(site, usual, language).body();
      assertTrue(body.contains("Tea & co"), body);
      assertTrue(body.contains("200"), body);
      assertFalse(body.contains("{site}") || body.contains("{days}"), body);
    }
  }

  @Test
  void the_hash_changes_with_every_word_and_the_version_does_not() {
    ConsentText before = ConsentTexts.of(site, usual, "fr");
    ConsentText other = ConsentTexts.of(site, Published.usual(201), "fr");

    assertNotEquals(before.hash(), other.hash());
    assertEquals(before.version(), other.version());
    assertEquals(before, ConsentTexts.of(site, usual, "fr"));
  }

  @Test
  void a_page_in_a_language_that_we_do_not_speak_gets_the_sites() {
    assertEquals("en", ConsentTexts.language("en-GB", site, usual.setup()));
    assertEquals("fr", ConsentTexts.language("FR_ca", site, usual.setup()));
    assertEquals("fr", ConsentTexts.language("de", site, usual.setup()));
    assertEquals("fr", ConsentTexts.language("", site, usual.setup()));
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(java.util.Map.Entry::getKey).sorted().toList();
  }
}
