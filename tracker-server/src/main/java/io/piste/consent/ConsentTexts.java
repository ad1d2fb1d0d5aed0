package io.piste.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.site.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the dialog says, made for one site from the texts that come with the program. Stateless. */
final class ConsentTexts {
  /**
   * Raise it when a purpose or a recipient changes: pages then ask everybody again (rule C7). A
   * change of wording alone changes the hash, and nobody is asked again.
   */
  static final int VERSION = 1;

  static final Set<String> LANGUAGES = Set.of("fr", "en");

  private final ConsentSettings settings;
  private final Map<String, ObjectNode> words = new ConcurrentHashMap<>();

  ConsentTexts(ConsentSettings settings) {
    this.settings = settings;
  }

  /** The language of a page: its own where we speak it, else the site's. */
  static String language(String asked, Site site) {
    String primary = asked.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    return LANGUAGES.contains(primary) ? primary : site.language();
  }

  /** The text of a site in one of {@link #LANGUAGES}. */
  ConsentText of(Site site, String language) {
    ObjectNode texts = words.computeIfAbsent(language, ConsentTexts::read).deepCopy();
    JsonNode purposes = texts.remove("purposes");
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("site", site.publicId());
    body.put("version", VERSION);
    body.put("language", language);
    body.put("days", settings.days());
    body.put("privacyUrl", site.privacyUrl());
    body.set("texts", filledIn(texts, site));
    body.set("purposes", purposes);
    String json = Json.write(body);
    return new ConsentText(sha256(json), language, VERSION, json);
  }

  private ObjectNode filledIn(ObjectNode texts, Site site) {
    ObjectNode filled = Json.MAPPER.createObjectNode();
    texts
        .properties()
        .forEach(
            entry ->
                filled.put(
                    entry.getKey(),
                    entry
                        .getValue()
                        .asText()
                        .replace("{days}", Integer.toString(settings.days()))
                        .replace("{site}", site.name())));
    return filled;
  }

  private static ObjectNode read(String language) {
    String file = "/io/piste/consent/texts_" + language + ".json";
    try (InputStream in = ConsentTexts.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return (ObjectNode) Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
