package io.piste.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class NewSiteTest {
  @Test
  void what_people_type_is_tidied() {
    NewSite site =
        draft(
            d ->
                d.trackerUrl(" HTTPS://T.Shop.example/ ")
                    .cookieDomain("Shop.Example")
                    .privacyUrl("")
                    .origins(
                        List.of("https://www.shop.example:443/", "", "https://www.shop.example")));

    assertEquals("https://t.shop.example", site.trackerUrl());
    assertEquals("shop.example", site.cookieDomain());
    assertEquals(null, site.privacyUrl());
    assertEquals(List.of("https://www.shop.example"), site.origins());
    assertEquals(List.of(), site.mistakes());
  }

  @Test
  void each_mistake_says_what_is_expected() {
    expect("name: give the site a name of 1 to 100 characters on one line", d -> d, " ");
    expect("language: 'de' is not known: use fr or en", d -> d.language("de"));
    expect(
        "origins: name 1 to 50 origins of the site's pages, such as https://www.shop.example",
        d -> d.origins(List.of()));
    expect(
        "origins: 'https://www.shop.example/shop' must be scheme://host[:port], such as"
            + " https://www.shop.example",
        d -> d.origins(List.of("https://www.shop.example/shop")));
    expect(
        "origins: 'http://www.shop.example' must be https (http is for localhost alone): browsers"
            + " store no cookie marked Secure there",
        d -> d.origins(List.of("http://www.shop.example")));
    expect(
        "trackerUrl: say where pages find the tracker, such as https://t.shop.example",
        d -> d.trackerUrl(""));
    expect(
        "cookieDomain: 'shop.example' must be a common parent, but the tracker's host"
            + " piste.example is not below it",
        d -> d.trackerUrl("https://piste.example").cookieDomain("shop.example"));
    expect(
        "cookieDomain: 'tracker.example' must be a common parent, but the page's host"
            + " www.shop.example is not below it",
        d -> d.trackerUrl("https://tracker.example").cookieDomain("tracker.example"));
    expect(
        "cookieDomain: 'example' must be a domain with a dot, such as shop.example",
        d -> d.cookieDomain("example"));
    expect(
        "restoreUrl: 'https://evil.example/cart' must be on one of the site's origins:"
            + " https://www.shop.example",
        d -> d.restoreUrl("https://evil.example/cart"));
    expect(
        "restoreUrl: '/cart' must be an address such as https://www.shop.example/cart",
        d -> d.restoreUrl("/cart"));
    expect(
        "privacyUrl: 'javascript:x' must be an address such as https://www.shop.example/privacy",
        d -> d.privacyUrl("javascript:x"));
    expect(
        "senderName: must be at most 100 characters of plain text",
        d -> d.sender("Shop\r\nBcc: x", null));
    expect(
        "senderEmail: 'shop' must be an e-mail address such as shop@shop.example",
        d -> d.sender("Shop", "shop"));
  }

  @Test
  void pages_on_localhost_may_do_without_https() {
    assertEquals(
        List.of(),
        draft(
                d ->
                    d.origins(List.of("http://www.shop.localhost:8081"))
                        .trackerUrl("http://t.shop.localhost:8080")
                        .cookieDomain("shop.localhost")
                        .restoreUrl("http://www.shop.localhost:8081/restore"))
            .mistakes());
  }

  private static void expect(String mistake, UnaryOperator<NewSite.Draft> change) {
    expect(mistake, change, "Tea house");
  }

  private static void expect(String mistake, UnaryOperator<NewSite.Draft> change, String name) {
    assertEquals(
        List.of(mistake), draft(change, name).mistakes().stream().map(Object::toString).toList());
  }

  private static NewSite draft(UnaryOperator<NewSite.Draft> change) {
    return draft(change, "Tea house");
  }

  private static NewSite draft(UnaryOperator<NewSite.Draft> change, String name) {
    return change
        .apply(
            NewSite.named(name)
                .trackerUrl("https://t.shop.example")
                .origins(List.of("https://www.shop.example")))
        .build();
  }
}
