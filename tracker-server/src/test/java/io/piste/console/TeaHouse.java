package io.piste.console;

import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.protocol.CartLine;
import io.piste.site.Site;
import io.piste.support.Recount;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Two months of a tea shop, the same each time: visitors, people, carts, orders and mails. */
public final class TeaHouse {
  private static final int DAYS = 62;
  private static final int PEOPLE = 130;
  private static final List<String> FIRST =
      List.of("Camille", "Léa", "Hugo", "Chloé", "Nathan", "Inès", "Louis", "Jade", "Zoé", "Paul");
  private static final List<String> LAST =
      List.of("Laurent", "Morel", "Girard", "Faure", "Lefèvre", "Roux", "Blanc", "Garnier", "Roy");

  /** An article: sku, name, price in euros. */
  private record Tea(String sku, String name, String price) {}

  private static final List<Tea> TEAS =
      List.of(
          new Tea("SEN-100", "Sencha de Kagoshima, 100 g", "18.90"),
          new Tea("GYO-050", "Gyokuro Asahi, 50 g", "29.00"),
          new Tea("DAR-100", "Darjeeling première récolte, 100 g", "21.50"),
          new Tea("ROO-200", "Rooibos des Cederberg, 200 g", "11.90"),
          new Tea("THE-1", "Théière en fonte, 0,8 l", "64.00"),
          new Tea("MAT-030", "Matcha de cérémonie, 30 g", "32.00"));

  private final Site site;
  private final Instant now;
  private final Random random = new Random(4);

  private TeaHouse(Site site, Instant now) {
    this.site = site;
    this.now = now;
  }

  /** Writes it all; answers the number of the contact who did the most. */
  public static long fill(Jdbi jdbi, Site site, Instant now) {
    TeaHouse house = new TeaHouse(site, now);
    return jdbi.inTransaction(
        handle -> {
          new TeaHouseVisits(handle, site, now).write();
          List<VisitorId> visitors = house.people(handle);
          house.carts(handle, visitors);
          house.strangers(handle);
          new TeaHouseVisits(handle, site, now).live(visitors);
          long camille = new CamilleStory(handle, site, now).write();
          new Recount(handle, Recount.PARIS).fill();
          return camille;
        });
  }

  private List<VisitorId> people(Handle handle) {
    List<VisitorId> visitors = new ArrayList<>();
    PreparedBatch contacts = handle.prepareBatch(Rows.CONTACT);
    for (int i = 1; i <= PEOPLE; i++) {
      String first = FIRST.get(i % FIRST.size());
      String last = LAST.get(i % LAST.size());
      boolean named = i % 5 != 0;
      Instant created = now.minusSeconds(3600L * (i * 11L + random.nextInt(9)));
      contacts
          .bind("id", i)
          .bind("email", address(first + "." + last + i))
          .bind("first", named ? first : null)
          .bind("last", named ? last : null)
          .bind("created", created)
          .bind("last_at", created.plusSeconds(random.nextInt(20_000)))
          .add();
      visitors.add(VisitorId.random());
    }
    contacts.execute();
    for (int i = 0; i < PEOPLE; i++) {
      Rows.link(handle, site, visitors.get(i), i + 1, now.minusSeconds(3600L * i * 11));
      if (i % 4 != 3) {
        Rows.permission(handle, site, i + 1, i % 3 != 1, now.minusSeconds(3600L * i * 11));
      }
    }
    return visitors;
  }

  /** In small letters and without accents, as people write addresses. */
  private static String address(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return plain.toLowerCase(Locale.ROOT) + "@courriel.example";
  }

  private void carts(Handle handle, List<VisitorId> visitors) {
    // The oldest first, as it would have happened.
    for (int i = PEOPLE - 1; i >= 0; i--) {
      int kind = random.nextInt(100);
      Instant created = now.minusSeconds(1500L + i * 40_000L + random.nextInt(30_000));
      CartRow cart = new CartRow(visitors.get(i), i + 1L, lines(), created);
      if (i < 3) {
        cart.write(handle, site, "open");
      } else if (kind < 38) {
        cart.write(handle, site, "ordered");
      } else if (kind < 60) {
        cart.write(handle, site, "recovered");
        cart.mails(handle, site, 1 + random.nextInt(2), "stopped", "ordered");
      } else if (kind < 84) {
        cart.write(handle, site, "abandoned");
        cart.refuse(handle, site, kind % 3 == 0 ? "no_tracker_consent" : "no_marketing_consent");
      } else {
        cart.write(handle, site, "abandoned");
        cart.mails(handle, site, 3, "completed", null);
      }
    }
  }

  /** Carts of visitors whom nobody knows by name. */
  private void strangers(Handle handle) {
    for (int i = 0; i < 420; i++) {
      Instant created = now.minusSeconds(90_000L + random.nextInt(DAYS * 86_400));
      CartRow cart = new CartRow(VisitorId.random(), 1, lines(), created);
      if (random.nextInt(100) < 45) {
        cart.write(handle, site, "ordered");
      } else {
        cart.write(handle, site, "abandoned");
        cart.refuse(handle, site, "no_contact");
      }
    }
  }

  private List<CartLine> lines() {
    List<CartLine> lines = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    int start = random.nextInt(TEAS.size());
    for (int i = 0; i < count; i++) {
      Tea tea = TEAS.get((start + i * 2) % TEAS.size());
      lines.add(
          new CartLine(
              tea.sku(),
              tea.name(),
              1 + random.nextInt(2),
              new BigDecimal(tea.price()),
              null,
              null));
    }
    return lines;
  }

  /** A cart and what came of it. */
  private static final class CartRow {
    private final VisitorId visitor;
    private final long contact;
    private final List<CartLine> lines;
    private final Instant created;
    private long id;

    CartRow(VisitorId visitor, long contact, List<CartLine> lines, Instant created) {
      this.visitor = visitor;
      this.contact = contact;
      this.lines = lines;
      this.created = created;
    }

    void write(Handle handle, Site site, String state) {
      BigDecimal total =
          lines.stream().map(CartLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
      boolean left = state.equals("abandoned") || state.equals("recovered");
      boolean bought = state.equals("ordered") || state.equals("recovered");
      Instant closed = created.plusSeconds(left ? 9000 : 700);
      id =
          handle
              .createUpdate(Rows.CART)
              .bind("site", site.id())
              .bind("visitor", visitor)
              .bind("key", UUID.randomUUID().toString())
              .bind("state", state)
              .bind("currency", contact % 9 == 0 ? "CHF" : "EUR")
              .bind("total", total)
              .bind("lines", Json.write(lines))
              .bind("created", created)
              .bind("updated", bought ? closed : created.plusSeconds(600))
              .bind("abandoned", left ? created.plusSeconds(2400) : null)
              .bind("restored", state.equals("recovered") ? closed.minusSeconds(300) : null)
              .bind("closed", bought ? closed : null)
              .executeAndReturnGeneratedKeys("id")
              .mapTo(Long.class)
              .one();
      if (bought) {
        handle
            .createUpdate(Rows.PURCHASE)
            .bind("site", site.id())
            .bind("visitor", visitor)
            .bind("key", "2026-" + (1000 + id))
            .bind("cart", id)
            .bind("currency", contact % 9 == 0 ? "CHF" : "EUR")
            .bind("total", total)
            .bind("recovered", state.equals("recovered"))
            .bind("at", closed)
            .execute();
      }
    }

    void refuse(Handle handle, Site site, String reason) {
      Rows.enrolment(handle, new Rows.Enrolment(site, id, contact, "refused", reason), created);
    }

    void mails(Handle handle, Site site, int count, String state, @Nullable String reason) {
      long enrolment =
          Rows.enrolment(handle, new Rows.Enrolment(site, id, contact, state, reason), created);
      for (int step = 1; step <= count; step++) {
        Rows.mail(
            handle,
            new Rows.Mail(site, contact, enrolment, step),
            created.plusSeconds(4000L * step));
      }
    }
  }
}
