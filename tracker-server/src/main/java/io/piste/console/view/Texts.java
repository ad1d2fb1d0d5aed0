package io.piste.console.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The console's words in one language. A key that is missing is shown as itself, so that nothing
 * breaks for the reader; a test sees to it that none is.
 */
public final class Texts {
  /** The languages that the console speaks; the first one is used when nothing better is known. */
  public static final List<String> LANGUAGES = List.of("en", "fr");

  private static final Map<String, Texts> BY_LANGUAGE =
      LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(language -> language, Texts::new));

  private final Locale locale;
  private final Properties words;

  private Texts(String language) {
    locale = Locale.of(language, "fr".equals(language) ? "FR" : "GB");
    words = read(language);
  }

  /** The words of a language; of the first one when it is not spoken here. */
  public static Texts in(String language) {
    Texts texts = BY_LANGUAGE.get(language);
    return texts == null ? in(LANGUAGES.getFirst()) : texts;
  }

  /** The text with <code>{0}</code>, <code>{1}</code>, … replaced. */
  public String of(String key, Object... values) {
    String text = words.getProperty(key, key);
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  /**
   * The text for so many: the key ends in {@code .one} or {@code .many}, <code>{0}</code> is the
   * number, written as the language does. French counts zero as singular.
   */
  public String count(String key, long number) {
    boolean one = number == 1 || (number == 0 && "fr".equals(language()));
    return of(key + (one ? ".one" : ".many"), String.format(locale, "%,d", number));
  }

  /** The text of a stored word, or the one for unknown words when there is none. */
  public String ofWord(String prefix, String word) {
    String key = prefix + "." + word;
    return words.containsKey(key) ? of(key) : of(prefix + ".other", word);
  }

  /** Whether there is such a text. */
  public boolean has(String key) {
    return words.containsKey(key);
  }

  /** fr or en. */
  public String language() {
    return locale.getLanguage();
  }

  /** For dates and numbers. */
  public Locale locale() {
    return locale;
  }

  /** Every key, for the test that compares languages. */
  public Set<String> keys() {
    return new TreeSet<>(words.stringPropertyNames());
  }

  private static Properties read(String language) {
    String name = "/io/piste/console/texts_" + language + ".properties";
    Properties words = new Properties();
    try (InputStream file = Texts.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
