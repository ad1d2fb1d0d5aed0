package io.piste.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.consent.SetupWords.PurposeWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words that come with the program, in its two languages. */
public final class ProgramWords {
  /** The languages of which nothing is missing. */
  public static final List<String> LANGUAGES = List.of("fr", "en");

  /** Stands among the texts here, and inside another one in what pages are shown. */
  static final String RECIPIENTS = "recipients";

  private static final Map<String, ProgramWords> BY_LANGUAGE =
      LANGUAGES.stream().collect(Collectors.toMap(Function.identity(), ProgramWords::read));

  private final Map<String, String> texts;
  private final Map<String, PurposeWords> purposes;

  private ProgramWords(Map<String, String> texts, Map<String, PurposeWords> purposes) {
    this.texts = texts;
    this.purposes = purposes;
  }

  /** Those of a language; empty when the program does not speak it. */
  public static Optional<ProgramWords> in(String language) {
    return Optional.ofNullable(BY_LANGUAGE.get(language));
  }

  /** Names of the texts, in the order of the file. */
  public static List<String> names() {
    return List.copyOf(of(LANGUAGES.getFirst()).texts.keySet());
  }

  private static ProgramWords of(String language) {
    return in(language).orElseThrow();
  }

  /** A text by its name; empty when there is none. */
  public String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** What is said of one of our purposes; nothing for those of a site. */
  public PurposeWords purpose(String id) {
    return purposes.getOrDefault(id, PurposeWords.NONE);
  }

  private static ProgramWords read(String language) {
    String file = "/io/piste/consent/texts_" + language + ".json";
    try (InputStream in = ProgramWords.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      JsonNode json = Json.MAPPER.readTree(in);
      Map<String, String> texts = new java.util.LinkedHashMap<>();
      json.properties().stream()
          .filter(entry -> entry.getValue().isTextual())
          .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
      texts.putIfAbsent(RECIPIENTS, recipients(language));
      Map<String, PurposeWords> purposes = new TreeMap<>();
      json.path("purposes").forEach(each -> purposes.put(each.path("id").asText(), words(each)));
      return new ProgramWords(texts, purposes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String recipients(String language) {
    return language.equals("fr")
        ? "Reçoivent aussi ces données : {recipients}."
        : "These also receive the data: {recipients}.";
  }

  private static PurposeWords words(JsonNode json) {
    return new PurposeWords(
        json.path("title").asText(), json.path("text").asText(), json.path("details").asText());
  }
}
