package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.journal.JournalStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the console says while the database is away and after. */
final class JournalPageIT {
  private static final String AWAY = "La base de données ne répond plus";

  private TestConsole console;
  private Visitor visitor;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    console.addShop();
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    visitor.get("/console/");
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void while_the_database_is_away_every_page_says_what_waits_and_what_to_do() throws Exception {
    Instant since = console.clock().instant().minusSeconds(600);
    console.journal(status(1_234, 5, since, 0));
    for (String page : new String[] {"", "live", "contacts", "carts", "sites", "journal"}) {
      HttpResponse<String> answer = visitor.get("/console/" + page);
      assertEquals(503, answer.statusCode(), page);
      assertTrue(answer.headers().firstValue("Retry-After").isPresent());
      assertTrue(answer.body().contains(AWAY), answer.body());
      assertTrue(answer.body().contains("1\u202f234"), answer.body());
      assertTrue(answer.body().contains("Laissez Piste tourner"), answer.body());
    }
  }

  @Test
  void a_stranger_is_told_nothing_but_that_it_is_away() throws Exception {
    console.journal(status(1_234, 5, console.clock().instant(), 0));
    try (Visitor stranger = new Visitor(console)) {
      HttpResponse<String> answer = stranger.get("/console/");
      assertEquals(503, answer.statusCode());
      assertTrue(
          answer.body().contains("database does not answer")
              || answer.body().contains("ne répond pas"),
          answer.body());
      assertFalse(answer.body().contains("234"), answer.body());
    }
  }

  @Test
  void who_was_not_seen_for_an_hour_is_a_stranger() throws Exception {
    console.clock().advance(Duration.ofMinutes(61));
    console.journal(status(1_234, 5, console.clock().instant(), 0));
    assertFalse(visitor.get("/console/").body().contains("234"));
  }

  @Test
  void who_signed_out_is_a_stranger() throws Exception {
    visitor.post("/console/sign-out", java.util.Map.of());
    console.journal(status(1_234, 5, console.clock().instant(), 0));
    assertFalse(visitor.get("/console/").body().contains("234"));
  }

  @Test
  void while_the_rest_comes_in_every_page_says_so_and_is_shown() throws Exception {
    console.journal(status(50, 0, null, 0));
    HttpResponse<String> overview = visitor.get("/console/");
    assertEquals(200, overview.statusCode());
    assertTrue(overview.body().contains("La base de données est revenue"), overview.body());
    assertTrue(overview.body().contains("href=\"/console/journal\""));
    assertTrue(visitor.get("/console/journal").body().contains("La base de données est revenue"));
  }

  @Test
  void a_full_journal_and_an_entry_set_aside_are_told() throws Exception {
    console.journal(
        new JournalStatus(
            9,
            0,
            TestConsole.QUIET.capacity() - 1,
            TestConsole.QUIET.capacity(),
            console.clock().instant(),
            console.clock().instant(),
            0));
    assertTrue(visitor.get("/console/").body().contains("La réserve est pleine"));
    console.journal(status(0, 0, null, 2));
    String overview = visitor.get("/console/").body();
    assertTrue(overview.contains("n’a pas pu y être versée"), overview);
    assertTrue(visitor.get("/console/journal").body().contains("2 éléments de la réserve"));
  }

  @Test
  void nothing_is_said_while_all_is_well() throws Exception {
    assertFalse(visitor.get("/console/").body().contains("/console/journal"));
    assertTrue(visitor.get("/console/journal").body().contains("Tout va bien"));
  }

  private JournalStatus status(int events, int choices, @Nullable Instant away, int aside) {
    return new JournalStatus(
        events,
        choices,
        3_000_000,
        TestConsole.QUIET.capacity(),
        events + choices == 0 ? null : console.clock().instant().minusSeconds(600),
        away,
        aside);
  }
}
