package io.piste.console;

import io.piste.base.ConsentId;
import io.piste.base.VisitorId;
import io.piste.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** One contact with something of everything, for the card. */
final class CamilleStory {
  private static final long ID = 9_001;

  private final Handle handle;
  private final Site site;
  private final Instant now;
  private final VisitorId visitor = VisitorId.random();

  CamilleStory(Handle handle, Site site, Instant now) {
    this.handle = handle;
    this.site = site;
    this.now = now;
  }

  long write() {
    handle
        .createUpdate(Rows.CONTACT)
        .bind("id", ID)
        .bind("email", "camille.laurent@courriel.example")
        .bind("first", "Camille")
        .bind("last", "Laurent")
        .bind("created", ago(Duration.ofDays(3)))
        .bind("last_at", ago(Duration.ofMinutes(12)))
        .execute();
    Rows.link(handle, site, visitor, ID, ago(Duration.ofDays(3).minusMinutes(12)));
    Rows.permission(handle, site, ID, true, ago(Duration.ofDays(3).minusMinutes(12)));
    consent();
    pages();
    new CamilleProfile(handle, site, ID, now).write(visitor);
    cart();
    return ID;
  }

  private void consent() {
    handle
        .createUpdate(
            """
            INSERT INTO consent_record (site_id, consent_id, visitor_id, text_hash, text_version,
              language, granted, refused, how, gpc, page, decided_at)
            VALUES (:site, :consent, :visitor, UNHEX(SHA2('text', 256)), 1, 'fr',
              'visits,profile,carts', '', 'accept', FALSE, :page, :at)
            """)
        .bind("site", site.id())
        .bind("consent", ConsentId.random())
        .bind("visitor", visitor)
        .bind("page", site.origins().getFirst() + "/")
        .bind("at", ago(Duration.ofDays(3)))
        .execute();
  }

  private void pages() {
    List<String> titles =
        List.of("La Maison du Thé", "Sencha de Kagoshima", "Gyokuro Asahi", "Votre panier");
    List<String> paths = List.of("/", "/thes/sencha", "/thes/gyokuro", "/panier");
    for (int i = 0; i < titles.size(); i++) {
      Instant first = ago(Duration.ofDays(3).minusMinutes(i * 3L));
      Rows.pageView(handle, site, new Rows.View(visitor, 1, paths.get(i), titles.get(i)), first);
    }
    Rows.pageView(
        handle,
        site,
        new Rows.View(visitor, 2, "/blog/bien-infuser", "Bien infuser un thé vert"),
        ago(Duration.ofMinutes(12)));
    handle
        .createUpdate(
            """
            INSERT INTO product_view (site_id, visitor_id, viewed_at, sku, name)
            VALUES (:site, :visitor, :at, 'GYO-050', 'Gyokuro Asahi, 50 g')
            """)
        .bind("site", site.id())
        .bind("visitor", visitor)
        .bind("at", ago(Duration.ofDays(3).minusMinutes(7)))
        .execute();
  }

  private void cart() {
    Instant created = ago(Duration.ofDays(3).minusMinutes(9));
    long cart =
        handle
            .createUpdate(Rows.CART)
            .bind("site", site.id())
            .bind("visitor", visitor)
            .bind("key", "panier-camille")
            .bind("state", "recovered")
            .bind("currency", "EUR")
            .bind("total", "47.90")
            .bind(
                "lines",
                """
                [{"sku":"SEN-100","name":"Sencha de Kagoshima, 100 g","quantity":1,"price":18.90},
                 {"sku":"GYO-050","name":"Gyokuro Asahi, 50 g","quantity":1,"price":29.00}]
                """)
            .bind("created", created)
            .bind("updated", ago(Duration.ofDays(1)))
            .bind("abandoned", created.plusSeconds(1800))
            .bind("restored", ago(Duration.ofDays(1).plusMinutes(8)))
            .bind("closed", ago(Duration.ofDays(1)))
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    handle
        .createUpdate(Rows.PURCHASE)
        .bind("site", site.id())
        .bind("visitor", visitor)
        .bind("key", "2026-0417")
        .bind("cart", cart)
        .bind("currency", "EUR")
        .bind("total", "47.90")
        .bind("recovered", true)
        .bind("at", ago(Duration.ofDays(1)))
        .execute();
    long enrolment =
        Rows.enrolment(
            handle,
            new Rows.Enrolment(site, cart, ID, "stopped", "ordered"),
            created.plusSeconds(1800));
    Rows.mail(handle, new Rows.Mail(site, ID, enrolment, 1), created.plusSeconds(5400));
    Rows.mail(handle, new Rows.Mail(site, ID, enrolment, 2), ago(Duration.ofDays(1).plusHours(2)));
  }

  private Instant ago(Duration age) {
    return now.minus(age);
  }
}
