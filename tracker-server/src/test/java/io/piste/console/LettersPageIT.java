package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of events that are set aside: what it shows, and what a decision does. */
final class LettersPageIT {
  private static final String PAGE = "/console/data/letters";
  private static final String OF_STATE = "SELECT COUNT(*) FROM event_dead WHERE state = '%s'";

  private TestConsole console;
  private Visitor visitor;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void without_any_it_says_so_and_nothing_is_counted_anywhere() throws Exception {
    String page = visitor.get(PAGE).body();
    assertTrue(page.contains("Rien n’est mis de côté"), page);
    assertFalse(page.contains("nav-count"), page);
  }

  @Test
  void each_reason_is_told_with_what_to_do_and_each_event_with_its_json() throws Exception {
    fill();
    String page = visitor.get(PAGE).body();
    for (String said :
        new String[] {
          "Trop ancien", "Dans le futur", "Trop long", "Une erreur de Piste", "La Maison du Thé"
        }) {
      assertTrue(page.contains(said), said + " in " + page);
    }
    assertTrue(page.contains("\"sku\" : \"coffret-"), page);
    assertTrue(page.contains("&lt;b&gt;Le thé du jour"), "text stays text: " + page);
    assertEquals(20, count(page, "class=\"card letter\""));
  }

  @Test
  void those_that_strangers_cannot_make_are_counted_on_every_page() throws Exception {
    fill();
    String page = visitor.get("/console/contacts").body();
    assertTrue(page.contains("<span class=\"nav-count\">3</span>"), page);
    post(PAGE + "/of/fault", "discard");
    post(PAGE + "/of/too_long", "discard");
    assertFalse(visitor.get("/console/contacts").body().contains("nav-count"));
  }

  @Test
  void the_next_page_goes_on_behind_the_first() throws Exception {
    fill();
    Matcher next =
        Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(visitor.get(PAGE).body());
    assertTrue(next.find());
    String second = visitor.get(next.group(1).replace("&amp;", "&")).body();
    assertEquals(LettersStory.TOO_OLD + 4 - 20, count(second, "class=\"card letter\""));
  }

  @Test
  void a_reason_can_be_looked_at_alone() throws Exception {
    fill();
    assertEquals(2, count(visitor.get(PAGE + "?cause=fault").body(), "class=\"card letter\""));
  }

  @Test
  void one_is_replayed_and_says_who_did_it() throws Exception {
    fill();
    String told = post(PAGE + "/33", "replay");
    assertTrue(told.contains("1 événement a été rejoué et compte désormais."), told);
    assertEquals(1, console.number(OF_STATE.formatted("replayed")));
    String replayed = visitor.get(PAGE + "?state=replayed").body();
    assertTrue(replayed.contains("Rejoué par " + TestConsole.EMAIL), replayed);
    assertFalse(replayed.contains("value=\"discard\"><"), "nothing is left to decide about it");

    String again = post(PAGE + "/33", "replay");
    assertTrue(again.contains("Quelqu’un d’autre a décidé avant"), again);
  }

  @Test
  void one_that_fails_again_says_so_and_stays() throws Exception {
    fill();
    String told = post(PAGE + "/34", "replay");
    assertTrue(told.contains("1 événement a échoué de nouveau"), told);
    assertTrue(told.contains("it tastes of almonds"), told);
    assertEquals(0, console.number(OF_STATE.formatted("replayed")));
  }

  @Test
  void all_of_a_reason_are_replayed_or_discarded_and_the_discarded_can_be_replayed_later()
      throws Exception {
    fill();
    String told = post(PAGE + "/of/fault", "replay");
    assertTrue(told.contains("1 événement a été rejoué"), told);
    assertTrue(told.contains("1 événement a échoué de nouveau"), told);

    told = post(PAGE + "/of/too_old", "discard");
    assertTrue(told.contains(LettersStory.TOO_OLD + " événements ont été écartés"), told);
    assertEquals(LettersStory.TOO_OLD, console.number(OF_STATE.formatted("discarded")));
    String discarded = visitor.get(PAGE + "?state=discarded").body();
    assertTrue(discarded.contains("Écarté par " + TestConsole.EMAIL), discarded);
    told = post(PAGE + "/1", "replay");
    assertTrue(told.contains("1 événement a été rejoué"), told);
  }

  @Test
  void nonsense_decides_nothing() throws Exception {
    fill();
    visitor.get(PAGE);
    assertEquals(404, visitor.post(PAGE + "/x", Map.of("do", "replay")).statusCode());
    assertEquals(404, visitor.post(PAGE + "/of/x", Map.of("do", "discard")).statusCode());
    assertEquals(303, visitor.post(PAGE + "/33", Map.of("do", "eat", "back", PAGE)).statusCode());
    assertEquals(LettersStory.TOO_OLD + 4, console.number(OF_STATE.formatted("dead")));
    assertEquals(200, visitor.get(PAGE + "?state=x&cause=y&before=z").statusCode());
  }

  @Test
  void how_far_a_rebuild_is_stands_on_every_page_while_it_runs() throws Exception {
    rebuild("projecting", 0);
    String page = visitor.get("/console/contacts").body();
    assertTrue(page.contains("en cours de recalcul"), page);
    assertTrue(page.contains("37 % :"), page);
    assertTrue(visitor.get(PAGE).body().contains("width=\"37%\""));

    rebuild("projecting", 600_000);
    page = visitor.get("/console/contacts").body();
    assertTrue(page.contains("s’est arrêté avant la fin"), page);

    rebuild("done", 0);
    assertFalse(visitor.get("/console/contacts").body().contains("recalcul"));
  }

  private void rebuild(String state, long silence) {
    long now = console.clock().instant().toEpochMilli();
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    REPLACE INTO rebuild_run (job, state, started_at, beat_at, through_seq,
                                              target_seq, events, events_done)
                    VALUES ('all', ?, ?, ?, 5000, 5000, 5000, 1500)
                    """,
                    state,
                    now - 900_000,
                    now - silence));
  }

  private void fill() {
    LettersStory.fill(console.database().jdbi(), console.addShop(), console.clock().instant());
  }

  /** Decides, and reads the page that it leads back to. */
  private String post(String path, String act) throws Exception {
    visitor.get(PAGE);
    HttpResponse<String> answer =
        visitor.post(path, Map.of("back", PAGE + "?state=dead&cause=", "do", act));
    assertEquals(303, answer.statusCode(), answer.body());
    return visitor.get(answer.headers().firstValue("Location").orElseThrow()).body();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
