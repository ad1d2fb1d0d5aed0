package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.profile.StageRule;
import io.piste.profile.StageRules;
import io.piste.site.Site;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far contacts have come, and when they move on. */
final class StagePagesIT {
  private static final String PATH = "/console/profiles/stages";
  private static final Map<String, String> GOOD =
      Map.of(
          "loyalty_orders", "3",
          "loyalty_days", "180",
          "transformation_days", "14",
          "qualification_pages", "8",
          "qualification_days", "20");

  private TestConsole console;
  private Visitor visitor;
  private Site shop;
  private StageRules rules;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    rules = new StageRules(console.database().jdbi(), console.clock());
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    visitor.get(PATH);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void nobody_yet_says_what_to_do() throws Exception {
    String empty = visitor.get(PATH).body();
    assertTrue(empty.contains("class=\"empty\""), empty);
    assertTrue(visitor.get(PATH + "/loyalty").body().contains("class=\"empty\""));
  }

  @Test
  void thresholds_are_set() throws Exception {
    assertEquals(303, visitor.post(PATH, GOOD).statusCode());
    assertEquals(new StageRule(3, 180, 14, 8, 20, false), rules.of(shop.id()));
    Map<String, String> typed = new HashMap<>(GOOD);
    typed.put("qualification_mails", "yes");
    visitor.get(PATH);
    visitor.post(PATH, typed);
    assertEquals(new StageRule(3, 180, 14, 8, 20, true), rules.of(shop.id()));
    assertTrue(visitor.get(PATH).body().contains("value=\"180\""));
  }

  @Test
  void a_threshold_that_is_no_number_in_bounds_is_refused() throws Exception {
    for (String field : GOOD.keySet()) {
      for (String bad : new String[] {"", "0", "-1", "1.5", "x", "99999"}) {
        Map<String, String> typed = new HashMap<>(GOOD);
        typed.put(field, bad);
        var answer = visitor.post(PATH, typed);
        assertEquals(422, answer.statusCode(), field + " " + bad);
        assertTrue(answer.body().contains("id=\"" + field + "-mistake\""), field + " " + bad);
      }
    }
    assertEquals(StageRule.USUAL, rules.of(shop.id()));
  }

  @Test
  void stages_are_counted_with_those_put_there_by_hand() throws Exception {
    ProfileStory.fill(console.database().jdbi(), shop, console.clock());
    String page = visitor.get(PATH).body();
    for (String stage : new String[] {"engagement", "qualification", "transformation", "loyalty"}) {
      long count = console.number("SELECT COUNT(*) FROM profile WHERE stage = '" + stage + "'");
      assertTrue(
          page.contains("<strong class=\"figures\">" + count + "</strong>"), stage + " " + count);
      assertTrue(page.contains(PATH + "/" + stage), stage);
    }
    assertTrue(page.contains("Placés à la main, où ils restent : 1 contact"), page);
  }

  @Test
  void the_contacts_of_a_stage_are_listed_page_by_page() throws Exception {
    ProfileStory.fill(console.database().jdbi(), shop, console.clock());
    String first = visitor.get(PATH + "/qualification").body();
    assertEquals(50, first.split("class=\"cell-main\"", -1).length - 1);
    String next =
        first.replaceFirst("(?s).*href=\"([^\"]+id=\\d+)\".*", "$1").replace("&amp;", "&");
    String second = visitor.get(next).body();
    assertEquals(50, second.split("class=\"cell-main\"", -1).length - 1);
    String person = first.replaceFirst("(?s).*?cell-main\" href=\"([^\"]+)\".*", "$1");
    assertTrue(!second.contains("\"" + person + "\""), "nobody twice");
    assertTrue(visitor.get(PATH + "/loyalty").body().contains("à la main"));
    assertEquals(404, visitor.get(PATH + "/nonsense").statusCode());
  }
}
