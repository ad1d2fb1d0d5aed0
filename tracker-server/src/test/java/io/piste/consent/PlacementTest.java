package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.SiteId;
import io.piste.site.Site;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlacementTest {
  @Test
  void the_pages_own_host_comes_first() {
    assertEquals(Placement.OWN_HOST, placement("shop.example", "www.shop.example"));
    assertEquals(Placement.OWN_HOST, placement(null, "www.shop.example"));
  }

  @Test
  void a_host_below_the_common_domain_is_a_subdomain() {
    assertEquals(Placement.SUBDOMAIN, placement("shop.example", "t.shop.example"));
  }

  @Test
  void anything_else_is_another_site() {
    assertEquals(Placement.OTHER_SITE, placement(null, "t.shop.example"));
    assertEquals(Placement.OTHER_SITE, placement("shop.example", "piste.example"));
    assertEquals(Placement.OTHER_SITE, placement("shop.example", "evilshop.example"));
    assertEquals(Placement.OTHER_SITE, placement("tea.example", "t.tea.example"));
  }

  private static Placement placement(@Nullable String cookieDomain, String requestHost) {
    return Placement.of(site(cookieDomain), requestHost, "https://www.shop.example:8443");
  }

  static Site site(@Nullable String cookieDomain) {
    return new Site(
        new SiteId(1),
        "uQ3_b8wZk1Xa",
        "Tea & co",
        "fr",
        ZoneId.of("Europe/Paris"),
        "https://t.shop.example",
        cookieDomain,
        null,
        null,
        null,
        null,
        null,
        false,
        1,
        List.of("https://www.shop.example:8443"));
  }
}
