package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.VisitorId;
import io.piste.report.LivePaths;
import io.piste.report.LivePaths.Way;
import io.piste.report.LivePlaces;
import io.piste.site.Site;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The map of what happens now: who is in it, and which one it is. */
final class LiveMapIT {
  private TestConsole console;
  private Visitor visitor;
  private Site shop;
  private Instant now;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    now = console.clock().instant();
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void visitors_are_counted_by_country_those_present_apart_and_unknown_places_last() {
    VisitorId twice = VisitorId.random();
    visit(VisitorId.random(), "", 1, "/");
    visit(twice, "FR", 20, "/");
    visit(twice, "FR", 2, "/");
    visit(VisitorId.random(), "FR", 29, "/");
    visit(VisitorId.random(), "FR", 31, "/");
    visit(VisitorId.random(), "BE", 6, "/");
    assertEquals(
        List.of(
            new LivePlaces.Row("FR", 1, 2),
            new LivePlaces.Row("BE", 0, 1),
            new LivePlaces.Row("", 1, 1)),
        new LivePlaces(console.database().jdbi())
            .of(shop.id(), now.minusSeconds(300), now.minusSeconds(1_800)));
  }

  @Test
  void it_shows_europe_until_somebody_is_elsewhere_or_another_map_is_asked_for() throws Exception {
    visit(VisitorId.random(), "FR", 1, "/");
    visit(VisitorId.random(), "", 1, "/");
    assertTrue(page("").contains("world.svg") && page("").contains("#europe\""), page(""));
    assertTrue(page("?map=world").contains("#world\""));
    assertTrue(page("?map=world").contains("hx-get=\"/console/live/list?map=world\""));
    visit(VisitorId.random(), "US", 1, "/");
    assertTrue(page("").contains("#world\""));
    assertTrue(page("?map=europe").contains("#europe\""));
    assertTrue(page("?map=%22x").contains("hx-get=\"/console/live/list\""));
  }

  @Test
  void a_country_that_no_map_knows_stands_in_the_table() throws Exception {
    visit(VisitorId.random(), "QQ", 1, "/");
    String page = page("");
    assertTrue(page.contains("<th scope=\"row\">QQ</th>"), page);
    assertFalse(page.contains("map-dot map"), page);
  }

  @Test
  void without_places_it_shows_the_ways_between_pages_and_how_to_get_places() throws Exception {
    visit(VisitorId.random(), "", 1, "/a", "/b", "/b", "/a", "/c");
    visit(VisitorId.random(), "", 2, "/a", "/b");
    visit(VisitorId.random(), "", 40, "/a", "/old");
    assertEquals(
        List.of(new Way("/a", "/b", 2), new Way("/a", "/c", 1), new Way("/b", "/a", 1)),
        new LivePaths(console.database().jdbi()).since(shop.id(), now.minusSeconds(1_800)));
    String page = page("");
    assertTrue(page.contains("location.file"), page);
    assertTrue(page.contains("<td>/a</td>"), page);
    assertFalse(page.contains("/old"), page);
  }

  @Test
  void when_nobody_is_there_no_map_is_shown() throws Exception {
    String page = page("");
    assertFalse(page.contains("map-title"), page);
  }

  private String page(String query) throws Exception {
    return visitor.get("/console/live" + query).body();
  }

  /** Pages five seconds apart, the last one so many minutes ago. */
  private void visit(VisitorId who, String country, int minutes, String... paths) {
    Instant last = now.minusSeconds(minutes * 60L);
    Instant first = last.minusSeconds(5L * (paths.length - 1));
    Rows.Way way = new Rows.Way("direct", "", "", "", null);
    Rows.Gear gear = new Rows.Gear("desktop", "Firefox", "Linux", country);
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                write(handle, new Rows.Session(shop, who, first, List.of(paths), way, gear), last));
  }

  private static void write(Handle handle, Rows.Session session, Instant last) {
    long id = Rows.session(handle, session);
    handle.execute("UPDATE visit_session SET last_at = ? WHERE id = ?", last, id);
    Instant at = session.started();
    for (String path : session.paths()) {
      Rows.pageView(handle, session.site(), new Rows.View(session.visitor(), id, path, path), at);
      at = at.plusSeconds(5);
    }
  }
}
