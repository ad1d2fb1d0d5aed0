package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.site.Site;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The switch, the page and the files of anonymous statistics. */
final class AnonymousPagesIT {
  private static TestConsole console;
  private static Visitor visitor;
  private static Site shop;

  @BeforeAll
  static void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    shop = console.addShop();
  }

  @AfterAll
  static void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void it_is_switched_where_its_conditions_stand_and_shows_what_was_counted() throws Exception {
    String site = "/console/sites/" + shop.publicId();
    String empty = visitor.get("/console/traffic/anonymous").body();
    assertTrue(empty.contains(site + "#anonymous"), "what to do next: " + empty);
    String card = visitor.get(site).body();
    assertTrue(card.contains("data-piste-out"), "what the owner owes");
    assertFalse(card.contains("/p/x.js"), "no tag while it is off");
    visitor.post(site + "/anonymous", Map.of("on", "yes"));
    assertEquals(1, console.number("SELECT COUNT(*) FROM anonymous_site"));
    assertTrue(visitor.get(site).body().contains("/p/x.js"));
    count("/thes/<b>", 12, 7);
    count("=cmd()", 3, 0);
    String page = visitor.get("/console/traffic/anonymous?p=7").body();
    assertTrue(page.contains("/thes/&lt;b"), page);
    assertFalse(page.contains("/thes/<b>"));
    String pages = visitor.get("/console/traffic/anonymous/export?of=page&p=7").body();
    assertTrue(pages.contains("/thes/<b>,7,12"), pages);
    assertTrue(pages.contains("'=cmd()"), "no formula: " + pages);
    String days = visitor.get("/console/traffic/anonymous/export?of=day&p=7").body();
    assertTrue(days.contains(today() + ",5,7,15"), days);
    assertEquals(404, visitor.get("/console/traffic/anonymous/export?of=x&p=7").statusCode());
    visitor.post(site + "/anonymous", Map.of("on", "no"));
    assertEquals(0, console.number("SELECT COUNT(*) FROM anonymous_site"));
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(console.clock().instant(), shop.timeZone());
  }

  private static void count(String path, int views, int visits) {
    long day = today().toEpochDay();
    console
        .database()
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "INSERT INTO anonymous_day (site_id, day, kind, value, views, visits) VALUES"
                      + " (?, ?, 1, ?, ?, ?)",
                  shop.id(),
                  day,
                  path,
                  views,
                  visits);
              handle.execute(
                  "INSERT INTO anonymous_hour (site_id, day, hour_at, views, visits, visitors)"
                      + " VALUES (?, ?, ?, ?, ?, ?)",
                  shop.id(),
                  day,
                  console.clock().millis() + views,
                  views,
                  visits,
                  visits == 0 ? 0 : 5);
            });
  }
}
