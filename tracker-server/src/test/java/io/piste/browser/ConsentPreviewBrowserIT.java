package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** The preview shows what the banner would be, and does nothing else. */
final class ConsentPreviewBrowserIT extends VisitTest {
  private static final String PREVIEWED =
      """
      <script nonce="once">
      window.told = [];
      addEventListener('message', (event) => { told.push([event.data.piste, event.data.ok].join(' ')); });
      </script>
      <iframe id="preview" src="/preview" title="Preview" width="700" height="600"></iframe>
      """;

  /** Asks the server for the question, changes it and hands it over. */
  private static final String HAND_OVER =
      """
      const [site, change, view, scheme, done] = arguments;
      fetch('/p/v1/consent?l=en&s=' + site).then((answer) => answer.json()).then((configuration) => {
        configuration.options = {layout: 'card', theme: {light: {accent: '#123456'}, radius: '2px'}};
        Object.assign(configuration.body.texts, change);
        document.getElementById('preview').contentWindow.postMessage(
            {piste: 'preview', configuration, view, scheme}, location.origin);
        done();
      });
      """;

  @Test
  void it_shows_texts_layout_and_colours_and_keeps_nothing() {
    open();
    show("Une visite", "banner", "light");
    browser.driver().switchTo().frame("preview");
    panel.awaitQuestion();
    assertEquals("Une visite", panel.part(".banner .title").getText());
    assertEquals(430, panel.part(".banner").getSize().width, "a card");
    assertEquals(
        "rgba(18, 52, 86, 1)", panel.answers(".banner").getFirst().getCssValue("background-color"));
    browser.driver().switchTo().defaultContent();
    Pictures.take(browser, "consent/preview", Look.DESK);
    browser.driver().switchTo().frame("preview");
    Dimension size = panel.part(".banner").getSize();
    assertTrue(size.height <= 600, "it fits into its frame: " + size);
    panel.accept();
    panel.openByControl();
    assertEquals(3, panel.toggles().size());
    browser.driver().switchTo().defaultContent();
    show("Une autre", "choices", "dark");
    browser.driver().switchTo().frame("preview");
    panel.awaitDialog();
    assertEquals(1, browser.driver().findElements(By.cssSelector("piste-consent")).size());
    assertEquals(
        "rgba(26, 31, 29, 1)", panel.part(".dialog").getCssValue("background-color"), "by night");
    browser.driver().switchTo().defaultContent();
    assertEquals(List.of(), sites.pages().posted(CONSENT));
    assertEquals(List.of(), browser.cookies());
    assertEquals(0, browser.stored());
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void it_says_when_a_text_is_missing() {
    open();
    show("", "banner", "");
    browser.awaitThat("an answer", () -> told().contains("shown false"));
    browser.driver().switchTo().frame("preview");
    assertFalse(panel.exists());
  }

  @Test
  void it_listens_to_the_page_around_it_alone() {
    open();
    browser.driver().switchTo().frame("preview");
    browser.run(
        "postMessage({piste: 'preview', configuration: {body: {texts: {}, purposes: []}}}, '*')");
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 200)");
    browser.driver().switchTo().defaultContent();
    assertEquals(List.of("ready "), told());
  }

  @Test
  void it_listens_to_no_page_of_another_origin() {
    String preview = sites.page(TrackedSites.OWN, "/preview");
    sites.pages().put("/fr/free", PREVIEWED.replace("/preview", preview));
    visit(TrackedSites.TEA, "/fr/free");
    browser
        .driver()
        .executeAsyncScript(
            HAND_OVER.replace("location.origin", "'*'"),
            sites.publicId(TrackedSites.TEA),
            Map.of(),
            "banner",
            "");
    assertEquals(List.of(), told(), "nor does it tell that one anything");
    browser.driver().switchTo().frame("preview");
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 300)");
    assertFalse(panel.exists());
  }

  private void open() {
    sites.pages().put("/fr/one", PREVIEWED);
    visit(TrackedSites.OWN, "/fr/one");
    // The page has a banner of its own, which would lie on the preview.
    panel.awaitQuestion();
    panel.part(".choose").sendKeys(Keys.ESCAPE);
    panel.awaitControl();
    browser.awaitThat("the preview", () -> told().contains("ready "));
  }

  private void show(String title, String view, String scheme) {
    browser
        .driver()
        .executeAsyncScript(
            HAND_OVER, sites.publicId(TrackedSites.OWN), Map.of("title", title), view, scheme);
    browser.awaitThat("an answer", () -> told().getLast().toString().startsWith("shown"));
  }

  private List<?> told() {
    return browser.run("return told") instanceof List<?> list ? list : List.of();
  }
}
