package io.piste.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SitesIT {
  private static TestDatabase database;
  private static Sites sites;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    sites = new Sites(database.jdbi(), new TestClock());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void a_site_is_found_by_its_public_id_and_by_its_number() {
    Site site = sites.add(wanted("Thé & café"));

    assertTrue(site.publicId().matches("[A-Za-z0-9_-]{12}"), site.publicId());
    assertEquals(Optional.of(site), sites.byPublicId(site.publicId()));
    assertEquals(site, sites.byId(site.id()));
    assertTrue(sites.all().contains(site));
    assertEquals("Thé & café", site.name());
    assertEquals(List.of("https://shop.example", "https://www.shop.example"), site.origins());
    assertEquals(1, site.keyVersion());
    assertNotEquals(site.publicId(), sites.add(wanted("Another")).publicId());
  }

  @Test
  void nobody_has_an_id_that_was_made_up_or_written_in_other_case() {
    Site site = sites.add(wanted("Case"));

    assertEquals(Optional.empty(), sites.byPublicId("AAAAAAAAAAAA"));
    assertEquals(Optional.empty(), sites.byPublicId(site.publicId() + "x"));
    assertThrows(NoSuchElementException.class, () -> sites.byId(new SiteId(999_999)));
  }

  @Test
  void a_site_that_is_not_right_is_refused_with_all_its_mistakes() {
    NewSite wrong = NewSite.named("").trackerUrl("x").build();

    Problem problem = assertThrows(Problem.class, () -> sites.add(wrong));

    assertEquals(ProblemCode.BAD_REQUEST, problem.code());
    String message = String.valueOf(problem.getMessage());
    assertTrue(message.contains("name: "), message);
    assertTrue(message.contains("origins: "), message);
    assertTrue(message.contains("trackerUrl: "), message);
  }

  @Test
  void what_is_saved_holds_at_once_here_and_after_a_refresh_elsewhere() {
    Sites elsewhere = new Sites(database.jdbi(), new TestClock());
    Site site = sites.add(wanted("Before"));
    elsewhere.refresh();

    Site after =
        new Site(
            site.id(),
            site.publicId(),
            "After",
            "en",
            site.timeZone(),
            site.trackerUrl(),
            null,
            "https://new.example/cart",
            null,
            "Shop",
            "shop@shop.example",
            "Street 1\nTown",
            true,
            2,
            List.of("https://new.example"));
    sites.save(after);

    assertEquals(after, sites.byId(site.id()));
    assertEquals("Before", elsewhere.byId(site.id()).name());
    elsewhere.refresh();
    assertEquals(after, elsewhere.byId(site.id()));
  }

  @Test
  void own_hosts_are_those_of_the_pages_and_those_below_the_cookie_domain() {
    Site site = sites.add(wanted("Hosts"));

    assertTrue(site.ownsHost("www.shop.example"));
    assertTrue(site.ownsHost("img.shop.example"));
    assertTrue(!site.ownsHost("evilshop.example"));
    assertTrue(!site.ownsHost("shop.example.evil.example"));
    assertTrue(site.lists("https://shop.example"));
    assertTrue(!site.lists("https://img.shop.example"));
    assertTrue(!site.lists("http://shop.example"));
  }

  private static NewSite wanted(String name) {
    return NewSite.named(name)
        .trackerUrl("https://t.shop.example")
        .cookieDomain("shop.example")
        .origins(List.of("https://www.shop.example", "https://shop.example"))
        .build();
  }
}
