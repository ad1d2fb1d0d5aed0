package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.ProfileStory;
import io.piste.console.TestConsole;
import io.piste.profile.Scores;
import io.piste.profile.TagRules;
import io.piste.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The pages of tags, scores and stages as people see and use them. */
final class ProfilesBrowserIT {
  private static final String TAGS = "/console/profiles/tags";
  private static final String SCORES = "/console/profiles/scores";
  private static final String STAGES = "/console/profiles/stages";

  private static TestConsole console;
  private static Browser browser;
  private static Site shop;
  private static long score;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    browser = Browser.start(Look.DESK);
    ConsolePages.signIn(browser, console);
    Map<String, String> empty = new LinkedHashMap<>();
    empty.put("tags-none", TAGS);
    empty.put("scores-none", SCORES);
    empty.put("stages-none", STAGES);
    assertEquals(List.of(), ConsolePages.faults(browser, console, empty));
    score = ProfileStory.fill(console.database().jdbi(), shop, console.clock());
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  @Test
  void no_page_has_a_barrier_breaks_the_policy_or_scrolls_sideways() {
    ProfileStory.done(console.database().jdbi(), shop, console.clock().instant());
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("tags", TAGS);
    pages.put("tag", TAGS + "/tag?name=th%C3%A9+vert");
    pages.put("tag-rule", TAGS + "/rules/new");
    pages.put("tag-category", TAGS + "/categories/new");
    pages.put("scores", SCORES);
    pages.put("score", SCORES + "/" + score);
    pages.put("score-form", SCORES + "/" + score + "/edit");
    pages.put("score-rule", SCORES + "/" + score + "/rules/new");
    pages.put("stages", STAGES);
    pages.put("stage", STAGES + "/loyalty");
    assertEquals(List.of(), ConsolePages.faults(browser, console, pages));
    if (Pictures.forDocs()) {
      speak("en");
      assertEquals(
          List.of(), ConsolePages.faults(browser, console, Map.of("score", SCORES + "/" + score)));
      speak("fr");
    }
  }

  @Test
  void a_bar_moves_by_itself_while_everybody_is_worked_out_anew() {
    ProfileStory.done(console.database().jdbi(), shop, console.clock().instant());
    browser.open(console.url(SCORES + "/" + score));
    browser.click("form[action$='/recompute'] button");
    browser.find("#counting .meter");
    run(
        "UPDATE profile_run SET state = 'running', total = 1240, seen = 930 WHERE state = 'waiting'");
    browser.find("#counting .meter[aria-label='75 %']");
    assertEquals(List.of(), browser.complaints());
    ProfileStory.done(console.database().jdbi(), shop, console.clock().instant());
    browser.awaitThat(
        "the bar goes by itself",
        () -> browser.driver().findElements(By.cssSelector("#counting")).isEmpty());
    assertTrue(browser.find("main").getText().contains("412 valeurs changées"));
  }

  @Test
  void a_rule_is_tried_then_saved_and_mistakes_stand_beside_their_fields() {
    browser.open(console.url(TAGS));
    browser.click("a[href$='/rules/new']");
    browser.find("#tag").sendKeys("gyokuro");
    browser.find("#pattern").sendKeys("thes");
    browser.click("button[name=try]");
    browser.find("#pattern-mistake");
    assertEquals("gyokuro", browser.find("#tag").getDomProperty("value"));
    browser.find("#pattern").clear();
    browser.find("#pattern").sendKeys("/thes/verts/gyokuro");
    browser.click("button[name=try]");
    assertTrue(browser.find(".banner-good").getText().contains("10 correspondent"));
    browser.click(".form .button:not([name])");
    browser.find(".tag-list");
    assertTrue(
        new TagRules(console.database().jdbi(), console.clock())
            .of(shop.id()).stream().anyMatch(rule -> rule.tag().equals("gyokuro")));
    assertTrue(browser.find("main").getText().contains("Pages comme /thes/verts/gyokuro"));
  }

  @Test
  void a_score_is_made_with_the_keyboard_alone() {
    browser.open(console.url(SCORES + "/new"));
    browser.find("#name").sendKeys("Curieux\n");
    browser.find("a[href$='/rules/new']");
    assertTrue(
        new Scores(console.database().jdbi(), console.clock())
            .of(shop.id()).stream().anyMatch(made -> made.name().equals("Curieux")));
  }

  private static void speak(String language) {
    browser.look(Look.DESK);
    browser.open(console.url(SCORES));
    browser.click(".menu-account summary");
    browser.click("button[name=language][value=" + language + "]");
    browser.find("html[lang=" + language + "]");
  }

  private static void run(String sql) {
    console.database().jdbi().useHandle(handle -> handle.execute(sql));
  }
}
