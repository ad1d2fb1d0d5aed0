package io.piste.anonymous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.anonymous.AnonymousFigures.Sums;
import io.piste.site.Site;
import io.piste.support.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That nobody can be known by what is left of a day. */
final class AnonymousDaysIT extends AnonymousTest {
  @Test
  void the_same_browser_is_another_number_on_the_next_day_and_on_another_site() throws IOException {
    Site other = sites.add(site("Other", "https://other.shop.example"));
    switched.turn(other.id(), true);
    view("/", HERE).send();
    RawHttp.post(server.port(), "/p/v1/a", "{\"s\":\"" + other.publicId() + "\",\"p\":\"/\"}")
        .header("Origin", "https://other.shop.example")
        .header("X-Forwarded-For", HERE)
        .send();
    visits.flush();
    List<Long> first = hashes();
    assertEquals(2, first.size());
    assertNotEquals(first.get(0), first.get(1), "one browser on two sites");
    byte[] salt = salt();

    clock.advance(Duration.ofDays(1));
    visits.sweep();
    assertEquals(0, count("anonymous_salt"), "the salt is gone");
    assertEquals(0, count("anonymous_seen"), "and who was seen");
    view("/", HERE).send();
    visits.flush();
    assertEquals(1, hashes().size());
    assertFalse(first.contains(hashes().getFirst()), "nothing leads from one day to the next");
    assertFalse(Arrays.equals(salt, salt()));
  }

  @Test
  void a_day_that_turns_while_people_are_there_ends_without_being_swept() throws IOException {
    clock.set(Instant.parse("2026-03-02T22:59:00Z"));
    view("/", HERE).send();
    visits.flush();
    long before = hashes().getFirst();
    clock.advance(Duration.ofMinutes(2));
    view("/", HERE).send();
    visits.flush();
    assertEquals(1, count("anonymous_salt"), "midnight in Paris");
    assertEquals(1, hashes().size());
    assertNotEquals(before, hashes().getFirst());
  }

  @Test
  void a_restart_within_the_day_counts_nobody_twice() throws IOException {
    view("/", HERE).send();
    visits.flush();
    server.close();
    visits = new AnonymousVisits(jdbi, clock, sites, switched);
    server = start("1000");
    clock.advance(Duration.ofMinutes(5));
    view("/two", HERE).send();
    assertEquals(new Sums(2, 1, 1), today());
  }

  @Test
  void a_restart_after_the_day_forgets_it_first() throws IOException {
    view("/", HERE).send();
    visits.flush();
    clock.advance(Duration.ofDays(3));
    new AnonymousVisits(jdbi, clock, sites, switched).sweep();
    assertEquals(0, count("anonymous_salt"));
    assertEquals(0, count("anonymous_seen"));
    assertEquals(1, count("anonymous_hour"), "the sums stay");
  }

  @Test
  void switching_off_forgets_who_was_seen_today() throws IOException {
    view("/", HERE).send();
    visits.flush();
    switched.turn(site.id(), false);
    visits.sweep();
    assertEquals(0, count("anonymous_salt"));
    assertEquals(0, count("anonymous_seen"));
  }

  @Test
  void nothing_that_is_stored_tells_of_anybody() throws IOException {
    view("/account/marie@tea.example/orders/1234567", HERE, "\"r\":\"news.example\"")
        .header("Cookie", "piste_visitor=mX3cVt0kQ7eYb1Nf9sLdRw; piste_consent=1.a.1.visits.1")
        .header("Referer", ORIGIN + "/?token=secret")
        .send();
    visits.flush();
    String all = everything();
    for (String trace :
        List.of("203.0.113", "Mozilla", "marie", "1234567", "mX3cVt0kQ7eYb1Nf9sLdRw", "secret")) {
      assertFalse(all.contains(trace), trace + " in " + all);
    }
    assertTrue(all.contains("/account/*/orders/*"), all);
    assertEquals(0, count("event_log"));
    assertEquals(0, count("consent_record"));
    assertEquals(
        0,
        number(
            "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema ="
                + " DATABASE() AND table_name LIKE 'anonymous%' AND (column_name LIKE"
                + " '%visitor_id%' OR column_name LIKE '%contact%')"),
        "no column could hold one");
  }

  @Test
  void values_that_find_no_room_are_counted_together() {
    for (int i = 0; i < SiteDay.MOST_VALUES + 50; i++) {
      visits.count(site, i, "", new View(Map.of(Kind.PAGE, "/page-" + i)));
    }
    visits.flush();
    assertEquals(SiteDay.MOST_VALUES + 1, count("anonymous_day"));
    assertEquals(50, number("SELECT views FROM anonymous_day WHERE value = '*'"));
    assertEquals(SiteDay.MOST_VALUES + 50, today().views());
  }

  @Test
  void counts_wait_while_the_database_is_away() throws IOException {
    view("/", HERE).send();
    jdbi.useHandle(handle -> handle.execute("RENAME TABLE anonymous_hour TO away"));
    assertTrue(fails(visits::flush));
    view("/", HERE).send();
    jdbi.useHandle(handle -> handle.execute("RENAME TABLE away TO anonymous_hour"));
    assertEquals(new Sums(2, 1, 1), today());
    assertEquals(2, values(Kind.PAGE).getFirst().views(), "nothing was written by half");
  }

  @Test
  void figures_are_kept_for_25_months() throws IOException {
    view("/", HERE).send();
    visits.flush();
    clock.advance(Duration.ofDays(759));
    visits.sweep();
    assertEquals(1, count("anonymous_hour"));
    clock.advance(Duration.ofDays(3));
    visits.sweep();
    assertEquals(0, count("anonymous_hour"));
    assertEquals(0, count("anonymous_day"));
  }
}
