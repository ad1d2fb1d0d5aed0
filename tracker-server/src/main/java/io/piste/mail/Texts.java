package io.piste.mail;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** Texts of one language, and files of the class path. */
final class Texts {
  private final Properties texts = new Properties();

  private Texts() {}

  /** Reads {@code name_language.properties} beside this class. */
  static Texts of(String name, String language) {
    Texts texts = new Texts();
    try {
      texts.texts.load(new StringReader(file(name + "_" + language + ".properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** A file beside this class. */
  static String file(String name) {
    try (var stream = Texts.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("missing on the class path: " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a key; an unknown one is a mistake in the program. */
  String of(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text for " + key);
    }
    return text;
  }

  /** The text with each {@code {name}} replaced. */
  String of(String key, Map<String, String> values) {
    String text = of(key);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return text;
  }
}
