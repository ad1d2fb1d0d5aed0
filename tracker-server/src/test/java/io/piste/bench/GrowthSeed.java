package io.piste.bench;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.eventlog.Client;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Verdict;
import io.piste.protocol.Cart;
import io.piste.protocol.CartLine;
import io.piste.protocol.CartRef;
import io.piste.protocol.Click;
import io.piste.protocol.Engagement;
import io.piste.protocol.Event;
import io.piste.protocol.Identity;
import io.piste.protocol.Order;
import io.piste.protocol.Product;
import io.piste.protocol.Proof;
import io.piste.protocol.Search;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * What some visitors of a tea shop did in 31 days, the same for the same seed: 125 visitors, each
 * in four sessions of ten events. Every id and address ends in a mark, which each copy replaces by
 * its number.
 */
final class GrowthSeed {
  /** Eight hexadecimal digits that stand nowhere else. */
  static final String MARK = "7e57da7a";

  private static final long SEED = 20;
  private static final int VISITORS = 125;
  private static final int SESSIONS = 4;
  private static final int PAGES = 300;
  private static final String SHOP = "https://www.shop.example";
  private static final List<String> REFERRERS =
      List.of(
          "https://www.google.com/",
          "https://duckduckgo.com/",
          "https://www.facebook.com/",
          "https://chatgpt.com/",
          "https://blog.example/tea");
  private static final List<Client> CLIENTS =
      List.of(
          new Client("desktop", "Firefox", "Linux", "FR", null, null),
          new Client("desktop", "Chrome", "Windows", "FR", null, null),
          new Client("mobile", "Safari", "iOS", "BE", null, null),
          new Client("mobile", "Chrome", "Android", "DE", null, null),
          new Client("tablet", "Safari", "iPadOS", "CH", null, null));

  private final Random random = new Random(SEED);
  private final Instant first;
  private final List<LoggedEvent> events = new ArrayList<>();

  private GrowthSeed(Instant first) {
    this.first = first;
  }

  /** The events, in order of time, from midnight of the first day on; of site 1. */
  static List<LoggedEvent> events(Instant first) {
    GrowthSeed seed = new GrowthSeed(first);
    for (int number = 0; number < VISITORS; number++) {
      seed.new Person(number).live();
    }
    seed.events.sort(Comparator.comparing(LoggedEvent::receivedAt));
    return seed.events;
  }

  private final class Person {
    private final int number;
    private final VisitorId visitor = new VisitorId(new UUID(random.nextLong(), random.nextLong()));
    private final Client client = CLIENTS.get(random.nextInt(CLIENTS.size()));
    private Instant at = first;
    private long snapshots;

    Person(int number) {
      this.number = number;
    }

    void live() {
      List<Integer> days =
          random.ints(0, GrowthPlan.DAYS).distinct().limit(SESSIONS).boxed().sorted().toList();
      for (int session = 0; session < SESSIONS; session++) {
        int day = days.get(session);
        at = first.plus(Duration.ofDays(day)).plusSeconds(3_600L * (6 + random.nextInt(15)));
        visit(session);
      }
    }

    private void visit(int session) {
      page(
          random.nextInt(3) == 0
              ? "?utm_source=letter&utm_medium=email&utm_campaign=tea" + random.nextInt(8)
              : "");
      engage();
      page("");
      product();
      page("");
      if (number % 3 == 0) {
        cart(session);
      } else {
        page("");
      }
      other();
      engage();
      if (session == 0 && number % 10 == 0) {
        identify();
      } else {
        page("");
      }
      if (session == SESSIONS - 1 && number % 6 == 0) {
        order();
      } else {
        page("");
      }
    }

    private void page(String query) {
      String referrer =
          random.nextInt(3) == 0 ? REFERRERS.get(random.nextInt(REFERRERS.size())) : null;
      String path = path();
      log(new Event.Page(id(), ms(), SHOP + path + query, "Page " + path, referrer, "fr"));
    }

    private void engage() {
      log(new Event.Engaged(id(), ms(), SHOP + path(), new Engagement(random.nextInt(60_000), 70)));
    }

    private void product() {
      int sku = random.nextInt(80);
      Product product =
          new Product(
              "tea-" + sku, "Tea number " + sku, price(sku), "EUR", SHOP + "/teas/" + sku, null);
      log(new Event.ProductSeen(id(), ms(), SHOP + "/teas/" + sku, product));
    }

    private void cart(int session) {
      Cart cart = new Cart(key("cart"), ++snapshots, "EUR", lines(session + 1));
      log(new Event.CartChanged(id(), ms(), SHOP + "/cart", "fr", cart));
    }

    private void order() {
      Order order = new Order(key("order"), key("cart"), "EUR", price(7), lines(1));
      log(new Event.OrderPlaced(id(), ms(), SHOP + "/thanks", order));
    }

    private void identify() {
      Identity identity =
          new Identity(
              key("person") + "@mail.example", null, Proof.CLAIMED, "Camille", "Roux", "fr", true);
      log(new Event.Identified(id(), ms(), SHOP + "/account", identity));
    }

    private void other() {
      String page = SHOP + path();
      log(
          switch (random.nextInt(6)) {
            case 0 ->
                new Event.Searched(id(), ms(), page, new Search("tea " + random.nextInt(40), 3));
            case 1 ->
                new Event.Clicked(id(), ms(), page, new Click("https://other.example/", "link"));
            case 2 -> new Event.NotFound(id(), ms(), SHOP + "/gone/" + random.nextInt(20), null);
            case 3 ->
                new Event.CheckoutBegun(id(), ms(), SHOP + "/checkout", new CartRef(key("cart")));
            default -> new Event.Page(id(), ms(), page, "Page", null, "fr");
          });
    }

    private void log(Event event) {
      events.add(
          new LoggedEvent(
              new SiteId(1),
              visitor,
              EnumSet.allOf(Purpose.class),
              at,
              at,
              Verdict.HUMAN,
              client,
              event));
      at = at.plusSeconds(15 + random.nextInt(100));
    }

    /** Few pages are seen by many. */
    private String path() {
      int page = (int) (PAGES * Math.pow(random.nextDouble(), 3));
      return page == 0 ? "/" : (page % 3 == 0 ? "/blog/" : "/teas/") + page;
    }

    private String key(String what) {
      return what + number + "-" + MARK;
    }

    private UUID id() {
      long low = random.nextLong() & 0xffff_ffff_0000_0000L;
      return new UUID(random.nextLong(), low | Long.parseLong(MARK, 16));
    }

    private long ms() {
      return at.toEpochMilli();
    }
  }

  private static List<CartLine> lines(int quantity) {
    return List.of(
        new CartLine("tea-7", "Tea number 7", quantity, price(7), SHOP + "/teas/7", null));
  }

  private static BigDecimal price(int sku) {
    return new BigDecimal("4.20").add(BigDecimal.valueOf(sku % 30));
  }
}
