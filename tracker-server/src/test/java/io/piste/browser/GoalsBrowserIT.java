package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.GoalStory;
import io.piste.console.TeaHouse;
import io.piste.console.TestConsole;
import io.piste.goal.Goal;
import io.piste.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of goals and funnels as people see and use them. */
final class GoalsBrowserIT {
  private static final String PATH = "/console/traffic/goals";

  private static TestConsole console;
  private static Browser browser;
  private static Site shop;
  private static List<Goal> goals;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    TeaHouse.fill(console.database().jdbi(), shop, console.clock().instant());
    GoalStory.fill(console.database().jdbi(), shop);
    browser = Browser.start(Look.DESK);
    ConsolePages.signIn(browser, console);
    pages("goals-none", PATH);
    goals = GoalStory.goals(console.database().jdbi(), shop, console.clock());
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  @Test
  void no_page_has_a_barrier_breaks_the_policy_or_scrolls_sideways() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("goals", PATH);
    pages.put("goal", PATH + "/" + goals.getFirst().id());
    pages.put("goal-today", PATH + "/" + goals.get(1).id() + "?p=today&sources=campaign");
    pages.put("funnel", PATH + "/" + goals.get(3).id());
    pages.put("funnel-days", PATH + "/" + goals.get(4).id() + "?p=90");
    pages.put("goal-form", PATH + "/new?is=goal");
    pages.put("funnel-form", PATH + "/" + goals.get(3).id() + "/edit");
    assertEquals(List.of(), ConsolePages.faults(browser, console, pages));
  }

  @Test
  void a_ready_made_funnel_takes_one_click_and_its_past_is_counted() {
    browser.open(console.url(PATH));
    browser.click(".goals-ready summary");
    browser.click("form[action$='/templates/week'] button");
    browser.find("#counting .meter");
    assertTrue(browser.find("main").getText().contains("Le passé est en train d’être compté"));
    assertEquals(List.of(), browser.complaints());
    GoalStory.count(console.database().jdbi(), console.clock());
    browser.awaitThat(
        "the bar goes by itself",
        () ->
            browser
                .driver()
                .findElements(org.openqa.selenium.By.cssSelector("#counting"))
                .isEmpty());
    browser.find(".funnel li:nth-child(3)");
  }

  @Test
  void a_goal_is_made_in_the_form_and_mistakes_stand_beside_their_fields() {
    browser.open(console.url(PATH + "/new?is=goal"));
    browser.find("#name").sendKeys("Merci");
    browser.find("#pattern1").sendKeys("merci");
    browser.click(".form .button");
    browser.find("#pattern1-mistake");
    assertEquals("merci", browser.find("#pattern1").getDomProperty("value"));
    browser.find("#pattern1").clear();
    browser.find("#pattern1").sendKeys("https://www.maison-du-the.example/merci?x=1");
    browser.click(".form .button");
    browser.find("#heading");
    assertTrue(browser.find("main").getText().contains("Page /merci"));
  }

  private static void pages(String name, String path) {
    assertEquals(List.of(), ConsolePages.faults(browser, console, Map.of(name, path)));
  }
}
