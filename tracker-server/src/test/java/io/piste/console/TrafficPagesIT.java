package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.site.Site;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the traffic pages say, and the files they give away. */
final class TrafficPagesIT {
  private static TestConsole console;
  private static Visitor visitor;

  @BeforeAll
  static void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    Site shop = console.addShop();
    count(shop, 1, "/thes/sencha", 1_234_567, 5);
    count(shop, 1, "/blog/<b>", 20, 4);
    count(shop, 12, "=HYPERLINK(\"https://evil.example\")", 3, 0);
    count(shop, 12, "/a,b \"c\"\nd", 2, 0);
    count(shop, 5, "Google", 10, 3);
    count(shop, 6, "Soldes\tlettre\temail", 9, 3);
    for (int i = 0; i < 250; i++) {
      count(shop, 2, "/many/" + i, 2, 1);
    }
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO visit_session (site_id, visitor_id, started_at, last_at, pages,"
                        + " entry_url) VALUES (?, 'x', 1, 1, 1, '')",
                    shop.id()));
  }

  @AfterAll
  static void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void figures_are_written_as_the_language_has_them_and_names_are_only_text() throws Exception {
    String page = visitor.get("/console/traffic?p=30").body();
    assertTrue(page.contains("1\u202f234\u202f567"), figures(page));
    assertTrue(page.contains("/blog/&lt;b"), figures(page));
    assertFalse(page.contains("<b>"));
  }

  @Test
  void a_list_is_paged_and_searched() throws Exception {
    String first = visitor.get("/console/traffic/entry?p=30").body();
    assertEquals(100, first.split("class=\"bar-cell\"", -1).length - 1);
    assertTrue(first.contains("skip=100"), first);
    String last = visitor.get("/console/traffic/entry?p=30&q=&skip=200").body();
    assertEquals(50, last.split("class=\"bar-cell\"", -1).length - 1);
    assertFalse(last.contains("skip=300"));
    String found = visitor.get("/console/traffic/entry?p=30&q=MANY%2F24").body();
    assertEquals(11, found.split("class=\"bar-cell\"", -1).length - 1);
  }

  @Test
  void a_file_opens_in_a_spreadsheet_and_runs_nothing_there() throws Exception {
    HttpResponse<String> answer = visitor.get("/console/traffic/not-found/export?p=30");
    assertEquals("text/csv;charset=UTF-8", answer.headers().firstValue("Content-Type").orElse(""));
    assertTrue(
        answer
            .headers()
            .firstValue("Content-Disposition")
            .orElse("")
            .startsWith("attachment; filename*=UTF-8''La-Maison-du-Th%C3%A9_not-found_"));
    assertEquals(
        List.of(
            "\uFEFFPage introuvable,Fois",
            "\"'=HYPERLINK(\"\"https://evil.example\"\")\",3",
            "\"/a,b \"\"c\"\"\nd\",2",
            ""),
        List.of(answer.body().split("\r\n", -1)));
  }

  @Test
  void a_file_of_campaigns_has_a_column_for_each_part_and_plain_numbers() throws Exception {
    List<String> lines =
        visitor.get("/console/traffic/campaign/export?p=30").body().lines().toList();
    assertEquals(
        "\uFEFFCampagne,Source,Support,Visites,Visiteurs,Pages par visite,Rebonds,Temps par visite",
        lines.getFirst());
    assertEquals("Soldes,lettre,email,3,0,3.000,0.000,0.000", lines.getLast());
    assertEquals(
        251, visitor.get("/console/traffic/entry/export?p=30").body().lines().count(), "all rows");
  }

  @Test
  void a_value_has_a_page_of_its_own() throws Exception {
    String page = visitor.get("/console/traffic/source/one?value=Google&p=30").body();
    assertTrue(page.contains("Google"), page);
    assertTrue(page.contains("<span class=\"tile-value\">10</span>"), page);
  }

  @Test
  void a_period_that_cannot_be_had_is_the_usual_one_and_other_pages_are_not_there()
      throws Exception {
    for (String period :
        List.of("p=custom&from=2026-11-20&to=2026-11-10", "p=custom&from=x&to=y", "p=9999")) {
      String page = visitor.get("/console/traffic?" + period).body();
      assertTrue(page.contains("href=\"/console/traffic?p=30\" aria-current=\"true\""), period);
    }
    assertEquals(404, visitor.get("/console/traffic/nonsense").statusCode());
    assertEquals(404, visitor.get("/console/traffic/site/export").statusCode());
  }

  private static String figures(String page) {
    return page.lines().filter(line -> line.contains("<td>")).toList().toString();
  }

  private static void count(Site site, int dimension, String value, long hits, long sessions) {
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO traffic_day VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0)",
                    site.id(),
                    dimension,
                    java.time.LocalDate.of(2026, 11, 20).toEpochDay(),
                    value,
                    hits,
                    sessions));
  }
}
