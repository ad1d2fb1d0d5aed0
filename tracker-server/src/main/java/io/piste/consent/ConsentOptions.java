package io.piste.consent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import java.util.Map;

/** How the question looks and behaves: not part of the proof, and of no hash. */
public final class ConsentOptions {
  private ConsentOptions() {}

  /** What pages are told beside the text. */
  public static ObjectNode of(ConsentSetup setup, String language) {
    SetupLook look = setup.look();
    ObjectNode options = Json.MAPPER.createObjectNode();
    options.put("layout", look.layout());
    if (!look.light().isEmpty() || !look.dark().isEmpty() || !look.radius().isEmpty()) {
      ObjectNode theme = options.putObject("theme");
      put(theme, "light", look.light());
      put(theme, "dark", look.dark());
      if (!look.radius().isEmpty()) {
        theme.put("radius", look.radius());
      }
    }
    options.put("direction", ConsentTexts.direction(language));
    options.put("gpc", setup.gpc());
    put(options, "consentMode", setup.consentMode());
    options.put("banner", setup.banner());
    if (!setup.foreign().isEmpty()) {
      options.set("map", Json.MAPPER.valueToTree(setup.foreign()));
    }
    return options;
  }

  private static void put(ObjectNode in, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      values.forEach(in.putObject(name)::put);
    }
  }
}
