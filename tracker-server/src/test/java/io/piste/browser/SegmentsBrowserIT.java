package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.SegmentStory;
import io.piste.console.TeaHouse;
import io.piste.console.TestConsole;
import io.piste.console.view.Texts;
import io.piste.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Segments as people build and read them. */
final class SegmentsBrowserIT {
  private static final String PATH = "/console/segments";
  private static final int MOST_TABS = 120;

  /** How visible the sign is that it counts. */
  private static final String BUSY =
      "return getComputedStyle(document.querySelector('.found-busy')).opacity";

  private static TestConsole console;
  private static Browser browser;
  private static long nested;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    Site shop = console.addShop();
    browser = Browser.start(Look.DESK);
    ConsolePages.signIn(browser, console);
    // First of all: the tea house has a segment.
    assertEquals(List.of(), faults(Map.of("segments-none", PATH)));
    browser.open(console.url(PATH));
    String empty = browser.find("main").getText();
    assertTrue(empty.contains(Texts.in("fr").of("segments.empty.title")), empty);
    TeaHouse.fill(console.database().jdbi(), shop, console.clock().instant());
    SegmentStory.people(console.database().jdbi(), shop, console.clock().instant());
    nested =
        SegmentStory.segments(console.database().jdbi(), shop, console.clock(), Texts.in("fr"));
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  private static List<String> faults(Map<String, String> pages) {
    return ConsolePages.faults(browser, console, pages);
  }

  @Test
  void no_page_has_a_barrier_breaks_the_policy_or_scrolls_sideways() {
    long list =
        console.number("SELECT id FROM segment WHERE rule_json IS NULL ORDER BY id LIMIT 1");
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("segments", PATH);
    pages.put("segment", PATH + "/" + nested);
    pages.put("segment-list", PATH + "/" + list);
    pages.put("segment-form", PATH + "/" + nested + "/edit");
    pages.put("segment-new", PATH + "/new");
    pages.put("segment-new-list", PATH + "/new?is=static");
    assertEquals(List.of(), faults(pages));
  }

  @Test
  void a_rule_that_cannot_be_read_raises_no_barrier() {
    run(
        """
        INSERT INTO segment (id, site_id, name, rule_json, made_at, changed_at)
        SELECT 4711, site_id, 'Ancien', '{"moon":1}', made_at, changed_at
        FROM segment ORDER BY id LIMIT 1
        """);
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("segments-unreadable", PATH);
    pages.put("segment-unreadable", PATH + "/4711");
    pages.put("segment-unreadable-form", PATH + "/4711/edit");
    assertEquals(List.of(), faults(pages));
    assertTrue(browser.find("main").getText().contains("mettez plutôt Piste à jour"));
    run("DELETE FROM segment WHERE id = 4711");
  }

  private static void run(String sql) {
    console.database().jdbi().useHandle(handle -> handle.execute(sql));
  }

  /** Taken in English for the docs, where the segments have English names. */
  @Test
  void the_builder_is_shown_in_the_docs() {
    speak("en");
    browser.open(console.url(PATH + "/" + nested + "/edit"));
    browser.awaitThat("it is counted", () -> count() > 0);
    WebElement name = browser.find("#name");
    name.clear();
    name.sendKeys("Green tea, ready to buy");
    WebElement purpose = browser.find("#description");
    purpose.clear();
    purpose.sendKeys("For the letter about the first flush");
    browser.driver().executeScript("document.activeElement.blur()");
    browser.awaitThat("it is counted", () -> count() > 0);
    browser.awaitThat("nothing turns", () -> "0".equals(browser.run(BUSY)));
    Pictures.take(browser, "console/segment-builder", Look.DESK);
    assertTrue(
        browser.find("#found").getText().contains("visited /teas/* at least 2 times in the last"));
    speak("fr");
  }

  private static void speak(String language) {
    browser.open(console.url(PATH));
    browser.click(".menu-account summary");
    browser.click("button[name=language][value=" + language + "]");
    browser.find("html[lang=" + language + "]");
  }

  @Test
  void a_nested_rule_is_built_by_keyboard_alone_and_counted() {
    browser.open(console.url(PATH + "/new"));
    browser.find("[data-cond-keys]:not([hidden])");
    tab("#name");
    type("Au clavier");
    choose("#r-add", "did:page");
    focused("r-0-name");
    type("/teas/*");
    browser.awaitThat("it is counted", () -> count() > 0);
    assertTrue(status().contains("contact"), status());
    long visited = count();

    tab("button[value='group:r']");
    press(Keys.ENTER);
    focused("r-1-join");
    choose("#r-1-add", "tag");
    focused("r-1-0-not");
    tab("#r-1-0-tag");
    type("green-tea");
    choose("#r-1-add", "consent");
    focused("r-1-1-not");
    Object told = browser.run("return document.querySelector('[data-cond-told]').textContent");
    assertTrue(String.valueOf(told).contains("2.2"), String.valueOf(told));
    browser.awaitThat("the group narrows it", () -> count() > 0 && count() < visited);

    press(Keys.chord(Keys.ALT, Keys.ARROW_UP));
    focused("r-1-0-not");
    assertEquals("consent", browser.find("[name='r-1-0-what']").getDomProperty("value"));
    press(Keys.chord(Keys.ALT, Keys.ARROW_UP));
    focused("r-1-not");
    assertEquals("consent", browser.find("[name='r-1-what']").getDomProperty("value"));
    assertEquals("1", browser.find("[name='r-2-size']").getDomProperty("value"));
    assertEquals(List.of(), Axe.violations(browser));
    assertEquals(List.of(), browser.complaints());

    tabBack("#name");
    press(Keys.ENTER);
    browser.find("#heading");
    String page = browser.find("main").getText();
    assertTrue(page.contains("Au clavier"), page);
    assertTrue(page.contains("a visité /teas/* au cours des 30 derniers jours"), page);
  }

  @Test
  void mistakes_stand_at_their_condition_and_what_was_typed_stays() {
    browser.open(console.url(PATH + "/new"));
    browser.find("[data-cond-keys]:not([hidden])");
    browser.find("#name").sendKeys("À terminer");
    choose("#r-add", "did:page");
    focused("r-0-name");
    type("teas");
    browser.awaitThat(
        "the pane says what is missing",
        () -> browser.find("#found").getText().contains("1 condition est à terminer"));
    browser.find("#name").sendKeys(Keys.ENTER);
    WebElement mistake = browser.find("#r-0-mistake");
    assertTrue(mistake.getText().contains("/thes/*"), mistake.getText());
    assertEquals("r-0-mistake", browser.find("#r-0-name").getDomAttribute("aria-describedby"));
    assertEquals("teas", browser.find("#r-0-name").getDomProperty("value"));
    focused("r-0-name");
    assertEquals(List.of(), Axe.violations(browser));
  }

  @Test
  void what_does_not_matter_for_a_choice_is_not_shown() {
    browser.open(console.url(PATH + "/" + nested + "/edit"));
    browser.find("[data-cond-keys]:not([hidden])");
    WebElement days = browser.find("#r-1-0-days");
    assertTrue(days.isDisplayed());
    choose("#r-1-0-period", "ever");
    assertTrue(!days.isDisplayed(), "a number of days beside “at any time”");
    choose("#r-1-0-period", "between");
    assertTrue(browser.find("#r-1-0-from").isDisplayed());
  }

  private static WebElement active() {
    return browser.driver().switchTo().activeElement();
  }

  /** Chooses by keys alone: the words of the choice are typed, and what is added is confirmed. */
  private static void choose(String select, String value) {
    tab(select);
    String words =
        String.valueOf(
            browser.find(select + " option[value='" + value + "']").getDomProperty("text"));
    type(words.strip());
    if (!value.equals(browser.find(select).getDomProperty("value"))) {
      // What was typed less than a second ago in the same select still counts as the beginning.
      pause();
      type(words.strip());
    }
    assertEquals(value, browser.find(select).getDomProperty("value"), words);
    if (select.endsWith("-add")) {
      press(Keys.ENTER);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1_200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Goes on with the tabulator until something has the focus. */
  private static void tab(String css) {
    go(css, Keys.TAB);
  }

  private static void tabBack(String css) {
    go(css, Keys.chord(Keys.SHIFT, Keys.TAB));
  }

  private static void go(String css, CharSequence key) {
    for (int i = 0; i < MOST_TABS; i++) {
      if (active().equals(browser.find(css))) {
        return;
      }
      press(key);
    }
    throw new AssertionError(css + " is not reached by keyboard");
  }

  private static void press(CharSequence keys) {
    active().sendKeys(keys);
  }

  private static void type(String text) {
    new Actions(browser.driver()).sendKeys(text).perform();
  }

  private static void focused(String id) {
    browser.awaitThat("the focus is on " + id, () -> id.equals(active().getDomAttribute("id")));
  }

  private static String status() {
    return String.valueOf(
        browser.run("return document.querySelector('[data-cond-status]').textContent"));
  }

  private static long count() {
    Object text =
        browser.run(
            "const pane = document.querySelector('[data-found-pane]');"
                + "return 'counting' in pane.dataset ? ''"
                + " : pane.querySelector('.found-count strong').textContent");
    String digits = String.valueOf(text).replaceAll("\\D", "");
    return digits.isEmpty() ? -1 : Long.parseLong(digits);
  }
}
