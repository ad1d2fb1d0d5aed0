package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.piste.automation.EnrolmentState;
import io.piste.automation.Reason;
import io.piste.consent.Purpose;
import io.piste.console.view.Texts;
import io.piste.outbox.OutboxState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both languages say everything. */
final class TextsTest {
  private static final Pattern USED =
      Pattern.compile(
          "(?<!List|Map|Set|Stream|tiles)\\.(of|count|ofWord)\\(\\s*\"([a-z][a-z0-9.-]*)\"( \\+)?");
  private static final Pattern TITLE = Pattern.compile("\"([a-z-]+(\\.[a-z-]+)*\\.title)\"");
  private static final Set<String> KEYS = Texts.in("en").keys();

  @Test
  void every_text_is_there_in_both_languages() {
    assertEquals(KEYS, Texts.in("fr").keys());
  }

  @Test
  void the_same_values_are_filled_in_in_both_languages() {
    for (String key : KEYS) {
      assertEquals(
          places(Texts.in("en").of(key)), places(Texts.in("fr").of(key)), "places in " + key);
    }
  }

  @Test
  void every_text_that_is_used_is_there() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path file : sources()) {
      String source = Files.readString(file);
      TITLE
          .matcher(source)
          .results()
          .map(title -> title.group(1))
          .filter(title -> !KEYS.contains(title))
          .forEach(title -> missing.add(file.getFileName() + ": " + title));
      Matcher used = USED.matcher(source);
      while (used.find()) {
        String key = used.group(2);
        boolean start = used.group(3) != null || used.group(1).equals("ofWord");
        boolean known =
            start
                ? KEYS.stream().anyMatch(any -> any.startsWith(key))
                : KEYS.contains(key) || KEYS.contains(key + ".one");
        if (!known) {
          missing.add(file.getFileName() + ": " + key);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void every_stored_word_can_be_read() {
    Set<String> words = new TreeSet<>();
    Stream.of(Reason.values()).forEach(reason -> words.add("reason." + reason.word()));
    Stream.of(OutboxState.values()).forEach(state -> words.add("mail.state." + state.word()));
    Stream.of(Purpose.values()).forEach(purpose -> words.add("purpose." + purpose.word()));
    words.removeAll(KEYS);
    assertEquals(Set.of(), words);
    assertEquals(4, EnrolmentState.values().length, "CartVerdict knows four");
  }

  @Test
  void a_missing_box_is_told_in_plain_words() {
    Texts english = Texts.in("en");
    assertEquals(
        "No mail: the box for offers was not ticked",
        english.of("verdict.refused", english.ofWord("reason", "no_marketing_consent")));
  }

  @Test
  void counts_go_by_the_language() {
    assertEquals("0 mails sent", Texts.in("en").count("verdict.sent", 0));
    assertEquals("1 mail sent", Texts.in("en").count("verdict.sent", 1));
    assertEquals("0 e-mail envoyé", Texts.in("fr").count("verdict.sent", 0));
    assertEquals("2 e-mails envoyés", Texts.in("fr").count("verdict.sent", 2));
  }

  @Test
  void no_text_is_empty() {
    for (String language : Texts.LANGUAGES) {
      KEYS.forEach(key -> assertFalse(Texts.in(language).of(key).isBlank(), language + " " + key));
    }
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Matcher found = Pattern.compile("\\{\\d}").matcher(text);
    while (found.find()) {
      places.add(found.group());
    }
    return places;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"));
        Stream<Path> code = Files.walk(Path.of("src/main/java/io/piste/console"))) {
      return Stream.concat(templates, code).filter(Files::isRegularFile).toList();
    }
  }
}
