package io.piste.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.SiteId;
import io.piste.site.Site;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WantedWebhookTest {
  private static final Site SITE =
      new Site(
          new SiteId(1),
          "tea",
          "Tea",
          "en",
          ZoneId.of("UTC"),
          "https://t.tea.example",
          null,
          null,
          null,
          null,
          null,
          null,
          false,
          1,
          List.of("https://tea.example", "http://intranet:8081"));

  @Test
  void keeps_encrypted_addresses_and_plain_ones_of_the_sites_own_pages() {
    assertEquals(List.of(), mistakes("crm", "https://crm.example/hook?a=b", "cart.recovered"));
    assertEquals(List.of(), mistakes("a-1", "http://intranet:8081/hook", "consent.withdrawn"));
  }

  @Test
  void says_what_is_wrong_with_each_part() {
    assertEquals(
        List.of(WebhookMistake.NAME), mistakes("CRM", "https://a.example/", "cart.recovered"));
    assertEquals(
        List.of(WebhookMistake.NAME),
        mistakes("a".repeat(41), "https://a.example/", "cart.recovered"));
    for (String url :
        List.of(
            "",
            "ftp://a.example/",
            "https://u:p@a.example/",
            "https://a.example/" + "x".repeat(500))) {
      assertEquals(List.of(WebhookMistake.URL), mistakes("a", url, "cart.recovered"), url);
    }
    for (String url : List.of("http://a.example/", "http://intranet/", "http://intranet:80/")) {
      assertEquals(List.of(WebhookMistake.INSECURE), mistakes("a", url, "cart.recovered"), url);
    }
    assertEquals(List.of(WebhookMistake.EVENTS), mistakes("a", "https://a.example/"));
    assertEquals(
        List.of(WebhookMistake.EVENTS),
        mistakes("a", "https://a.example/", "cart.recovered", "piste.test"));
  }

  private static List<WebhookMistake> mistakes(String name, String url, String... events) {
    return new WantedWebhook(name, url, List.of(events)).mistakes(SITE);
  }
}
