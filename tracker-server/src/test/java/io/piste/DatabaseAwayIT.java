package io.piste;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Clocks;
import io.piste.base.Json;
import io.piste.site.NewSite;
import io.piste.site.Sites;
import io.piste.support.Messages;
import io.piste.support.RawHttp;
import io.piste.support.TestDatabase;
import io.piste.support.TestMariaDb;
import io.piste.support.TestTracker;
import io.piste.support.Wait;
import io.piste.support.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole server, and a database that goes away: its wire is cut, or falls silent. */
final class DatabaseAwayIT {
  /** A browser that holds a visitor cookie and a consent id. */
  private record Person(String cookie, String consent) {}

  private final TestDatabase database = TestDatabase.fresh();
  private final Map<String, String> settings = new HashMap<>();
  private Wire wire;
  private App app;
  private String site;
  private String hash;

  @BeforeEach
  void start() throws IOException {
    wire = Wire.between(database.settings());
    settings.putAll(wire.through(database.settings()));
    settings.put("data.folder", TestMariaDb.newFolder().toString());
    settings.put("http.port", "0");
    settings.put("journal.size", "16");
    site =
        new Sites(database.jdbi(), Clocks.system())
            .add(
                NewSite.named("Tea house")
                    .trackerUrl("https://" + TestTracker.TRACKER_HOST)
                    .cookieDomain("shop.example")
                    .origins(List.of(TestTracker.ORIGIN))
                    .build())
            .publicId();
    app = App.start(Settings.read(settings), Clocks.system());
    hash =
        Json.MAPPER
            .readTree(RawHttp.get(app.port(), "/p/v1/consent?l=en&s=" + site).send().body())
            .get("hash")
            .textValue();
  }

  @AfterEach
  void stop() throws IOException {
    wire.mend();
    app.close();
    wire.close();
    database.close();
  }

  @Test
  void what_arrives_while_the_wire_is_cut_counts_once_when_it_is_mended() throws IOException {
    Person ada = consenting();
    assertEquals(204, see(ada, "before"));
    wire.cut();
    UUID repeated = UUID.randomUUID();
    assertEquals(204, see(ada, repeated, "meanwhile"));
    assertEquals(204, see(ada, repeated, "meanwhile"));
    Person bo = consenting();
    assertEquals(204, see(bo, "newcomer"));
    assertEquals(200, RawHttp.get(app.port(), "/health/ready").send().status());
    assertEquals(1, metric("piste_database_away"));
    assertEquals(1, metric("piste_journal_choices"));
    assertEquals(3, metric("piste_journal_events"));

    wire.mend();
    awaitPages("before", "meanwhile", "newcomer");
    assertEquals(204, see(ada, "after"));
    awaitPages("after", "before", "meanwhile", "newcomer");

    assertEquals(0, metric("piste_database_away"));
    assertEquals(0, metric("piste_journal_bytes"));
    assertEquals(2, count("SELECT COUNT(*) FROM consent_record WHERE how = 'accept'"));
    assertEquals(204, see(bo, "after"));
  }

  @Test
  void a_database_that_falls_silent_costs_seconds_once_and_no_event() throws IOException {
    Person ada = consenting();
    assertEquals(204, see(ada, "before"));
    wire.silence();
    assertEquals(204, see(ada, "first"));
    long begin = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertEquals(204, see(ada, "next"));
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(taken.compareTo(Duration.ofSeconds(10)) < 0, "20 events took " + taken);

    wire.mend();
    Wait.until("all is in", () -> count("SELECT COUNT(*) FROM page_view") == 22);
    assertEquals(0, count("SELECT COUNT(*) FROM event_dead"));
  }

  @Test
  void a_withdrawal_acts_at_once_and_stays() throws IOException {
    Person ada = consenting();
    assertEquals(204, see(ada, "before"));
    wire.cut();
    assertEquals(204, see(ada, "meanwhile"));
    RawHttp.Answer answer = choose("withdraw", List.of(), ada);
    assertEquals(200, answer.status(), answer.body());
    assertTrue(answer.setCookie("piste_visitor").orElseThrow().contains("Max-Age=0"));
    assertEquals(403, see(ada, "never"));

    wire.mend();
    awaitPages("before", "meanwhile");
    Wait.until("the withdrawal is in", () -> metric("piste_journal_choices") == 0);
    assertEquals(403, see(ada, "never"));
    assertEquals(0, count("SELECT COUNT(*) FROM consent_state"));
    assertEquals(1, count("SELECT COUNT(*) FROM consent_record WHERE how = 'withdraw'"));
  }

  @Test
  void a_choice_made_while_it_is_away_can_be_changed_while_it_is_away() throws IOException {
    wire.cut();
    Person bo = consenting();
    assertEquals(204, see(bo, "granted"));
    Person again = person(choose("preferences", List.of("carts"), bo), bo);
    assertEquals(bo.cookie(), again.cookie(), "the visitor goes on");
    assertEquals(403, see(bo, "superseded"));
    assertEquals(403, see(again, "refused purpose"));
    assertEquals(200, choose("withdraw", List.of(), again).status());

    wire.mend();
    awaitPages("granted");
    Wait.until("the choices are in", () -> metric("piste_journal_choices") == 0);
    assertEquals(0, count("SELECT COUNT(*) FROM consent_state"));
    assertEquals(3, count("SELECT COUNT(*) FROM consent_record"));
  }

  @Test
  void a_consent_that_is_not_in_memory_is_asked_to_come_back() throws IOException {
    Person ada = consenting();
    restart();
    wire.cut();
    RawHttp.Answer answer = send(ada, UUID.randomUUID(), "unknown");
    assertEquals(503, answer.status());
    assertTrue(answer.body().contains("database_away"), answer.body());
    assertTrue(answer.header("Retry-After").isPresent());
    assertEquals(503, choose("accept", Messages.EVERYTHING, null).status(), "nor is the text");

    wire.mend();
    Wait.until("it is back", () -> see(ada, "known") == 204);
    awaitPages("known");
  }

  @Test
  void a_server_that_is_started_anew_goes_on_with_what_the_journal_holds() throws IOException {
    Person ada = consenting();
    Person bo = consenting();
    wire.cut();
    assertEquals(204, see(ada, "ada"));
    assertEquals(204, see(bo, "bo"));
    assertEquals(200, choose("withdraw", List.of(), bo).status());
    restart();

    assertEquals(403, see(bo, "never"));
    assertEquals(204, see(ada, "later"));
    awaitPages("ada", "bo", "later");
    assertEquals(1, count("SELECT COUNT(*) FROM consent_state"));
  }

  @Test
  void a_full_journal_says_so_and_takes_withdrawals() throws IOException {
    Person ada = consenting();
    assertEquals(204, see(ada, "before"));
    wire.cut();
    String long_ = "x".repeat(450);
    int status = 204;
    int taken = 0;
    while (status == 204) {
      RawHttp.Answer answer =
          post("/p/v1/e", Messages.batch(site, ada.consent(), fifty(long_)), ada);
      status = answer.status();
      taken += status == 204 ? 50 : 0;
      assertTrue(status == 204 || answer.header("Retry-After").isPresent(), answer.toString());
    }
    assertEquals(503, status);
    assertEquals(200, choose("withdraw", List.of(), ada).status());

    wire.mend();
    long expected = taken + 1L;
    Wait.until("all is in", () -> count("SELECT COUNT(*) FROM event_log") == expected);
    Wait.until(
        "the withdrawal is in, behind them",
        () -> count("SELECT COUNT(*) FROM consent_state") == 0);
  }

  private static ObjectNode[] fifty(String path) {
    var pages = new ObjectNode[50];
    Arrays.setAll(pages, i -> Messages.page(UUID.randomUUID(), path));
    return pages;
  }

  /** The wire is mended for it: a server needs its database to start. */
  private void restart() {
    app.close();
    wire.mend();
    app = App.start(Settings.read(settings), Clocks.system());
  }

  private Person consenting() throws IOException {
    return person(choose("accept", Messages.EVERYTHING, null), null);
  }

  private static Person person(RawHttp.Answer answer, @Nullable Person before) throws IOException {
    assertEquals(200, answer.status(), answer.body());
    String cookie =
        answer
            .setCookie("piste_visitor")
            .map(line -> line.split("[=;]", -1)[1])
            .orElseGet(() -> before == null ? "" : before.cookie());
    return new Person(cookie, Json.MAPPER.readTree(answer.body()).get("id").textValue());
  }

  private RawHttp.Answer choose(String how, List<String> granted, @Nullable Person as)
      throws IOException {
    String previous = as == null ? null : as.consent();
    return post("/p/v1/consent", Messages.choice(site, hash, how, granted, previous), as);
  }

  private int see(Person person, String path) throws IOException {
    return see(person, UUID.randomUUID(), path);
  }

  private int see(Person person, UUID event, String path) throws IOException {
    return send(person, event, path).status();
  }

  private RawHttp.Answer send(Person person, UUID event, String path) throws IOException {
    return post(
        "/p/v1/e", Messages.batch(site, person.consent(), Messages.page(event, path)), person);
  }

  private RawHttp.Answer post(String path, String body, @Nullable Person as) throws IOException {
    RawHttp post =
        RawHttp.post(app.port(), path, body)
            .host(TestTracker.TRACKER_HOST)
            .header("Origin", TestTracker.ORIGIN);
    return as == null ? post.send() : post.header("Cookie", "piste_visitor=" + as.cookie()).send();
  }

  private double metric(String name) throws IOException {
    return RawHttp.get(app.port(), "/metrics")
        .send()
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ", -1)[1]))
        .findFirst()
        .orElseThrow();
  }

  private void awaitPages(String... paths) {
    List<String> expected = Arrays.stream(paths).map(path -> "/" + path).sorted().toList();
    Wait.until("the pages are " + expected, () -> pages().equals(expected));
  }

  private List<String> pages() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT path FROM page_view ORDER BY path")
                    .mapTo(String.class)
                    .list());
  }

  private long count(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
