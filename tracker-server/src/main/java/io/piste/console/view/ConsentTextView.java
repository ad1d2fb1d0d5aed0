package io.piste.console.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.site.Site;
import java.util.List;
import java.util.Map;

/** A text exactly as pages were shown it. */
public record ConsentTextView(
    Site site,
    String hash,
    String at,
    String language,
    int version,
    int days,
    List<Map.Entry<String, String>> texts,
    List<Purpose> purposes) {
  /** What was said of a purpose. */
  public record Purpose(String id, String title, String text, String details) {}

  /** From the body that was served. */
  public static ConsentTextView of(Site site, String hash, String at, JsonNode body) {
    return new ConsentTextView(
        site,
        hash,
        at,
        body.path("language").asText(),
        body.path("version").asInt(),
        body.path("days").asInt(),
        body.path("texts").properties().stream()
            .map(text -> Map.entry(text.getKey(), text.getValue().asText()))
            .toList(),
        body.path("purposes")
            .valueStream()
            .map(
                each ->
                    new Purpose(
                        each.path("id").asText(),
                        each.path("title").asText(),
                        each.path("text").asText(),
                        each.path("details").asText()))
            .toList());
  }

  /** Where the pages of consent are. */
  public String path() {
    return "/console/sites/" + site.publicId() + "/consent";
  }
}
