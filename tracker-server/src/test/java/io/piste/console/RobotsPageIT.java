package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.VisitorId;
import io.piste.site.Site;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of who is real: what it shows, and what a word on it does. */
final class RobotsPageIT {
  private static final String PAGE = "/console/data/robots";
  private static final Pattern ROW = Pattern.compile("data/robots/([\\w-]{22})\"");

  private TestConsole console;
  private Visitor visitor;
  private Site shop;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void a_site_without_robots_says_so() throws Exception {
    String page = visitor.get(PAGE).body();
    assertTrue(page.contains("Personne à mettre en doute"), page);
    assertFalse(page.contains("Visiteurs les plus actifs"), page);
  }

  @Test
  void events_are_counted_by_verdict_and_day() throws Exception {
    fill();
    String page = visitor.get(PAGE + "?days=7").body();
    long floods = number("SELECT SUM(events) FROM ingest_count WHERE outcome = 'accepted_flood'");
    assertEquals(440, floods);
    assertTrue(page.contains("Graphique sur 7 jours"), page);
    assertTrue(page.contains(" 0 de rafales"), page);
    assertTrue(visitor.get(PAGE + "?days=30").body().contains(" 440 de rafales"));
  }

  @Test
  void the_latest_doubtful_visitors_come_first_and_the_next_page_goes_on_behind_them()
      throws Exception {
    fill();
    String first = visitor.get(PAGE).body();
    assertEquals(15 + 1, rows(first).size(), "a page of them, and the busy one");
    Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
    assertTrue(next.find(), first);
    List<String> others = rows(visitor.get(next.group(1).replace("&amp;", "&")).body());
    assertEquals(15 + 1, others.size());
    others.removeLast();
    assertTrue(others.stream().noneMatch(rows(first)::contains));
  }

  @Test
  void a_filter_shows_visitors_of_one_verdict_or_those_spoken_of() throws Exception {
    fill();
    assertEquals(5 + 1, rows(visitor.get(PAGE + "?show=flood").body()).size());
    String said = visitor.get(PAGE + "?show=said").body();
    assertEquals(1 + 1, rows(said).size());
    assertTrue(said.contains(TestConsole.EMAIL + " l’a dit il y a 2 h"), said);
    assertTrue(said.contains("en cours de recalcul"), said);
  }

  @Test
  void a_word_is_kept_with_who_said_it_and_leads_back() throws Exception {
    fill();
    String page = visitor.get(PAGE + "?show=robot").body();
    String robot = rows(page).getFirst();
    HttpResponse<String> answer =
        visitor.post(
            PAGE + "/" + robot, Map.of("is", "human", "back", PAGE + "?days=30&show=robot"));
    assertEquals(303, answer.statusCode(), answer.body());
    assertEquals(
        PAGE + "?days=30&show=robot", answer.headers().firstValue("Location").orElseThrow());
    assertEquals("0 " + TestConsole.EMAIL, word(robot));

    visitor.post(PAGE + "/" + robot, Map.of("is", "robot", "back", "https://evil.example/"));
    assertEquals("1 " + TestConsole.EMAIL, word(robot));
  }

  @Test
  void a_visitor_who_counted_stands_on_the_list_once_called_a_robot() throws Exception {
    fill();
    visitor.get(PAGE);
    String busy = new VisitorId(new UUID(42, 42)).toString();
    visitor.post(PAGE + "/" + busy, Map.of("is", "robot", "back", PAGE));
    String said = visitor.get(PAGE + "?show=said").body();
    assertEquals(2, rows(said).stream().filter(busy::equals).count(), "doubtful, and still busy");
  }

  @Test
  void nonsense_is_no_visitor_and_a_form_without_its_token_says_nothing() throws Exception {
    fill();
    visitor.get(PAGE);
    assertEquals(404, visitor.post(PAGE + "/nobody", Map.of("is", "human")).statusCode());
    long before = number("SELECT COUNT(*) FROM visitor_word");
    String robot = VisitorId.random().toString();
    HttpResponse<String> answer =
        visitor.post(PAGE + "/" + robot, Map.of("is", "human", "form", "made up"));
    assertEquals(403, answer.statusCode());
    assertEquals(before, number("SELECT COUNT(*) FROM visitor_word"));
    assertEquals(200, visitor.get(PAGE + "?before=nonsense&show=nonsense&days=x").statusCode());
  }

  private void fill() {
    RobotStory.fill(console.database().jdbi(), shop, console.clock().instant());
  }

  private static List<String> rows(String page) {
    return new ArrayList<>(ROW.matcher(page).results().map(found -> found.group(1)).toList());
  }

  private String word(String who) {
    return console
        .database()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT CONCAT(verdict, ' ', said_by) FROM visitor_word"
                            + " WHERE site_id = :site AND visitor_id = :visitor")
                    .bind("site", shop.id())
                    .bind("visitor", VisitorId.parse(who).orElseThrow())
                    .mapTo(String.class)
                    .one());
  }

  private long number(String sql) {
    return console
        .database()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
