package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** Rules C5, C11 and C19: what is said before the choice, in which words. */
final class ConsentTextBrowserIT extends VisitTest {
  /** Words that make something look as if it could not be refused. */
  private static final List<String> UNAVOIDABLE =
      List.of(
          "nécessaire",
          "essentiel",
          "indispensable",
          "obligatoire",
          "toujours act",
          "requis",
          "necessary",
          "essential",
          "required",
          "mandatory",
          "always act",
          "strictly");

  @ParameterizedTest
  @CsvSource({"bar, fr", "card, en", "dialog, fr"})
  void c5_each_purpose_is_said_before_the_choice(String layout, String language) {
    behave("{\"layout\":\"" + layout + "\"}");
    visit(TrackedSites.SHOP, "/" + language + "/one");
    panel.awaitQuestion();
    JsonNode purposes = texts(language).path("purposes");
    List<WebElement> said = panel.parts(".banner .purpose");
    assertEquals(purposes.size(), said.size());
    for (int i = 0; i < said.size(); i++) {
      assertEquals(
          plain(purposes.path(i).path("title").asText())
              + "\n"
              + plain(purposes.path(i).path("text").asText()),
          plain(said.get(i).getText()));
      assertTrue(said.get(i).isDisplayed());
    }
  }

  @Test
  void c5_more_is_said_to_those_who_ask() {
    change(told -> told.withObject("/body/purposes/1").put("details", "Scores from 0 to 100."));
    visit(TrackedSites.SHOP, "/en/one");
    panel.awaitQuestion();
    WebElement more = panel.part(".banner summary");
    assertEquals("Learn more", more.getText());
    assertEquals(1, panel.parts(".banner summary").size());
    assertFalse(panel.part(".banner .details p").isDisplayed());
    more.click();
    assertEquals("Scores from 0 to 100.", panel.part(".banner .details p").getText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "en"})
  void c5_there_is_one_choice_for_each_purpose_under_all_or_nothing(String language) {
    visit(TrackedSites.SHOP, "/" + language + "/one");
    panel.openByBanner();
    JsonNode purposes = texts(language).path("purposes");
    assertEquals(purposes.size(), panel.toggles().size());
    for (int i = 0; i < purposes.size(); i++) {
      WebElement toggle = panel.toggles().get(i);
      assertEquals(
          plain(purposes.path(i).path("title").asText()),
          plain(String.valueOf(toggle.getAccessibleName())));
      assertEquals("switch", toggle.getAriaRole());
      toggle.click();
      assertEquals(i + 1, panel.toggles().stream().filter(WebElement::isSelected).count());
    }
    assertEquals(2, panel.answers(".dialog").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "en"})
  void c11_nothing_but_the_choice_itself_is_called_necessary(String language) {
    visit(TrackedSites.SHOP, "/" + language + "/one");
    panel.awaitQuestion();
    String words = panel.part(".banner").getText();
    panel.openByBanner();
    words += panel.part(".dialog").getText();
    String all = words.toLowerCase(Locale.ROOT);
    assertEquals(List.of(), UNAVOIDABLE.stream().filter(all::contains).toList());
    assertTrue(all.contains("piste_consent"), "what is kept without being asked is named");
    panel.toggles().forEach(toggle -> assertTrue(toggle.isEnabled(), "each can be refused"));
    panel.answers(".dialog").getFirst().click();
    panel.awaitControl();
    visit(TrackedSites.SHOP, "/" + language + "/two");
    panel.awaitControl();
    assertEquals(Set.of("piste_consent"), browser.cookieNames(), "and nothing else is kept");
    assertEquals(0, browser.stored());
  }

  @ParameterizedTest
  @CsvSource({
    "fr, fr, Tout refuser",
    "en, en, Reject all",
    "fr-CA, fr, Tout refuser",
    "en-GB, en, Reject all",
    "de, fr, Tout refuser",
    "'', fr, Tout refuser"
  })
  void c19_the_language_is_that_of_the_page(String page, String spoken, String refuse) {
    browser.before(
        "new MutationObserver((list, self) => { if (document.documentElement) {"
            + " document.documentElement.lang = '"
            + page
            + "'; self.disconnect(); } }).observe(document, {childList: true});");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    assertEquals(refuse, panel.answers(".banner").getFirst().getText());
    assertEquals(spoken, browser.find("piste-consent").getDomAttribute("lang"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "en"})
  void c19_all_of_it_is_said_in_the_language_of_the_page(String language) {
    visit(TrackedSites.SHOP, "/" + language + "/one");
    panel.openByBanner();
    ObjectNode texts = texts(language);
    texts.remove("purposes");
    String page = plain(String.valueOf(browser.run(ALL)));
    // Those of placeholders, details and failures are not on this page.
    for (String absent : List.of("more", "frame", "allow", "reload", "reloadNow", "later")) {
      texts.remove(absent);
    }
    texts.remove(List.of("failed", "consentId", "recipients"));
    Set<String> missing = new TreeSet<>();
    texts
        .properties()
        .forEach(
            text -> {
              String words =
                  plain(text.getValue().asText())
                      .replace("{site}", "Maison de Thé")
                      .replace("{days}", "180");
              if (!page.contains(words)) {
                missing.add(text.getKey());
              }
            });
    assertEquals(Set.of(), missing);
  }

  @Test
  void c19_both_languages_say_the_same_things() {
    assertEquals(names(texts("fr")), names(texts("en")));
    Set<String> same = new TreeSet<>();
    texts("fr")
        .properties()
        .forEach(
            text -> {
              assertFalse(text.getValue().isTextual() && text.getValue().asText().isBlank());
              if (text.getValue().equals(texts("en").get(text.getKey()))) {
                same.add(text.getKey());
              }
            });
    assertEquals(Set.of("manage"), same, "the same words in both languages");
  }

  /** All that the panel says, shown or not. */
  private static final String ALL =
      "return document.querySelector('piste-consent').shadowRoot.textContent";

  private static Set<String> names(ObjectNode texts) {
    Set<String> names = new TreeSet<>();
    texts.fieldNames().forEachRemaining(names::add);
    texts.path("purposes").forEach(each -> names.add("purpose " + each.path("id").asText()));
    return names;
  }

  /** With all kinds of spaces and hyphens alike. */
  private static String plain(String words) {
    return words.replaceAll("[\\u00a0\\u202f ]+", " ").replace('\u2011', '-');
  }

  private static ObjectNode texts(String language) {
    String file = "/io/piste/consent/texts_" + language + ".json";
    try (InputStream in = ConsentTextBrowserIT.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return (ObjectNode) Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
