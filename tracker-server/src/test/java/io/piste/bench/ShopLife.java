package io.piste.bench;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.bench.ShopPerson.Browser;
import io.piste.bench.ShopPerson.Known;
import io.piste.eventlog.Client;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Verdict;
import io.piste.protocol.Cart;
import io.piste.protocol.CartLine;
import io.piste.protocol.CartRef;
import io.piste.protocol.Click;
import io.piste.protocol.CustomEvent;
import io.piste.protocol.Engagement;
import io.piste.protocol.Event;
import io.piste.protocol.Form;
import io.piste.protocol.Identity;
import io.piste.protocol.Order;
import io.piste.protocol.Proof;
import io.piste.protocol.Search;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one person does on the browsers in a year: visits of some events each, of site 1. */
final class ShopLife {
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
  private static final int EVENTS_OF_VISIT = 8;
  private static final int CARTS_OF_VISITS = 1_000_000;

  /** One more visit of the host's is to come after it. */
  private static final int LEAST_OF_GUEST = 8;

  private static final int PROVED_PERCENT = 40;
  private static final Duration LAST_VISIT = Duration.ofMinutes(100);

  private final ShopPerson person;
  private final ShopCopy copy;
  private final @Nullable Known guest;
  private final Consumer<LoggedEvent> told;
  private SplittableRandom random;
  private final int favourite;
  private final List<CartLine> lines = new ArrayList<>();
  private final Instant latest;
  private Browser browser;
  private VisitorId visitor;
  private Client client = Client.UNKNOWN;
  private Instant at = Instant.EPOCH;
  private int carts;
  private int snapshots;
  private int left;

  private ShopLife(
      ShopPerson person,
      ShopCopy copy,
      @Nullable Known guest,
      Instant end,
      Consumer<LoggedEvent> told) {
    this.latest = end.plus(LAST_VISIT);
    this.person = person;
    this.copy = copy;
    this.guest = guest;
    this.told = told;
    this.random = new SplittableRandom(~person.seed());
    this.favourite = TeaShop.few(random, TeaShop.KINDS.size());
    this.browser = person.browsers().getFirst();
    this.visitor = copy.visitor(browser.high(), browser.low());
  }

  /**
   * Tells the events of a copy's people, each person's together; no visit begins after {@code end},
   * and after two hours more nothing happens.
   */
  static void tell(
      List<ShopPerson> people, ShopCopy copy, Instant end, Consumer<LoggedEvent> told) {
    for (ShopPerson person : people) {
      if (!person.browsers().isEmpty()) {
        new ShopLife(person, copy, ShopPeople.guest(people, person), end, told).live(end);
      }
    }
  }

  /**
   * One more visit, later, of somebody on a browser.
   *
   * @param round tells its carts from those of other visits
   */
  static void visit(
      ShopPerson person, ShopCopy copy, int round, Instant from, Consumer<LoggedEvent> told) {
    ShopLife life = new ShopLife(person, copy, null, from, told);
    life.carts = CARTS_OF_VISITS + round;
    life.random = new SplittableRandom(person.seed() + 31L * round);
    life.left = person.events();
    life.at = from.plusMillis(copy.shift());
    life.visit(person.events(), false);
  }

  private void live(Instant end) {
    int browsers = person.browsers().size();
    for (int i = 0; i < browsers; i++) {
      browser = person.browsers().get(i);
      visitor = copy.visitor(browser.high(), browser.low());
      client = CLIENTS.get(random.nextInt(CLIENTS.size()));
      lines.clear();
      left = person.events() / browsers + (i == 0 ? person.events() % browsers : 0);
      visits(starts(left, end));
    }
  }

  private void visits(List<Instant> starts) {
    int says = TeaShop.few(random, starts.size());
    for (int visit = 0; visit < starts.size(); visit++) {
      int after = starts.size() - visit - 1;
      int events =
          after == 0 ? left : Math.min(left - after, 1 + random.nextInt(2 * left / (after + 1)));
      at = starts.get(visit);
      visit(events, visit == says || random.nextInt(12) == 0);
      if (after == 1 && guest != null && left >= LEAST_OF_GUEST) {
        handOver(guest);
      }
    }
  }

  /** When visits begin that are enough for so many events; the first one when consent was given. */
  private List<Instant> starts(int events, Instant end) {
    int visits = Math.max(1, events / EVENTS_OF_VISIT);
    long seconds = end.getEpochSecond() - browser.since().getEpochSecond();
    List<Instant> starts = new ArrayList<>();
    starts.add(browser.since());
    for (int i = 1; i < visits; i++) {
      Instant some = browser.since().plusSeconds(random.nextLong(seconds));
      Instant day = daytime(some);
      starts.add(day.isAfter(end) || day.isBefore(browser.since()) ? some : day);
    }
    return starts.stream().sorted().toList();
  }

  /** Little happens at night. */
  private Instant daytime(Instant some) {
    long day = some.getEpochSecond() / 86_400;
    int hour = 6 + Math.max(random.nextInt(16), random.nextInt(10));
    return Instant.ofEpochSecond(day * 86_400 + hour * 3_600L + random.nextInt(3_600));
  }

  private void visit(int events, boolean says) {
    Known known = person.known();
    for (int i = 0; i < events; i++) {
      if (known != null && says && i == Math.min(1, events - 1)) {
        identify(known, random.nextInt(100) < PROVED_PERCENT ? Proof.VERIFIED : Proof.CLAIMED);
      } else if (i == 0) {
        landing();
      } else {
        something();
      }
    }
  }

  /** Somebody else signs in on this browser for a moment. */
  private void handOver(Known other) {
    log(new Event.LoggedOut(id(), ms(), TeaShop.ORIGIN + "/account"));
    identify(other, Proof.VERIFIED);
    page("", null);
    log(new Event.LoggedOut(id(), ms(), TeaShop.ORIGIN + "/account"));
  }

  private void landing() {
    String query =
        random.nextInt(4) == 0
            ? "?utm_source=letter&utm_medium=email&utm_campaign=tea" + random.nextInt(8)
            : "";
    String referrer =
        random.nextInt(3) == 0 ? REFERRERS.get(random.nextInt(REFERRERS.size())) : null;
    page(query, referrer);
  }

  private void something() {
    int choice = random.nextInt(1_000);
    if (choice < 480) {
      page("", null);
    } else if (choice < 640) {
      log(new Event.ProductSeen(id(), ms(), url(), TeaShop.product(random, favourite)));
    } else if (choice < 740) {
      log(new Event.Engaged(id(), ms(), url(), new Engagement(random.nextInt(60_000), 70)));
    } else if (choice < 790) {
      String words = TeaShop.WORDS.get(TeaShop.few(random, TeaShop.WORDS.size()));
      log(new Event.Searched(id(), ms(), url(), new Search(words, random.nextInt(20))));
    } else if (choice < 830) {
      other(choice);
    } else if (choice < 860) {
      own();
    } else {
      shop(choice);
    }
  }

  private void page(String query, @Nullable String referrer) {
    String path = TeaShop.page(random, favourite);
    log(new Event.Page(id(), ms(), TeaShop.ORIGIN + path + query, "Page " + path, referrer, "fr"));
  }

  private void other(int choice) {
    if (choice < 805) {
      Click click =
          choice % 2 == 0
              ? new Click("outbound", "https://other.example/" + random.nextInt(30))
              : new Click("download", TeaShop.ORIGIN + "/files/brewing-" + choice % 5 + ".pdf");
      log(new Event.Clicked(id(), ms(), url(), click));
    } else if (choice < 825) {
      String form = TeaShop.FORMS.get(TeaShop.few(random, TeaShop.FORMS.size()));
      log(new Event.FormSent(id(), ms(), url(), new Form(form, List.of("email", "name"))));
    } else {
      log(new Event.NotFound(id(), ms(), TeaShop.ORIGIN + "/gone/" + random.nextInt(20), null));
    }
  }

  private void own() {
    String name = TeaShop.OWN_EVENTS.get(TeaShop.few(random, TeaShop.OWN_EVENTS.size()));
    Map<String, Object> properties = Map.of("value", 1 + random.nextInt(10));
    log(new Event.Custom(id(), ms(), url(), new CustomEvent(name, properties)));
  }

  /** A cart is filled; now and then it comes to the checkout, or an order ends it. */
  private void shop(int choice) {
    if (lines.isEmpty() || choice < 930) {
      if (lines.isEmpty()) {
        carts++;
      }
      if (lines.size() < 6) {
        lines.add(TeaShop.line(random, favourite, 1 + random.nextInt(3)));
      } else {
        lines.removeFirst();
      }
      Cart cart = new Cart(key("cart"), ++snapshots, "EUR", lines);
      log(new Event.CartChanged(id(), ms(), TeaShop.ORIGIN + "/cart", "fr", cart));
    } else if (choice < 965) {
      String checkout = TeaShop.ORIGIN + "/checkout";
      log(new Event.CheckoutBegun(id(), ms(), checkout, new CartRef(key("cart"))));
    } else {
      BigDecimal total =
          lines.stream().map(CartLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
      Order order = new Order(key("order"), key("cart"), "EUR", total, lines);
      log(new Event.OrderPlaced(id(), ms(), TeaShop.ORIGIN + "/thanks", order));
      lines.clear();
    }
  }

  private void identify(Known known, Proof proof) {
    int box = random.nextInt(10);
    Identity identity =
        new Identity(
            known.email(copy),
            null,
            proof,
            known.firstName(),
            known.lastName(copy),
            "fr",
            box < 3 ? null : box < 9);
    log(new Event.Identified(id(), ms(), TeaShop.ORIGIN + "/account", identity));
  }

  private void log(Event event) {
    Instant time = at.minusMillis(copy.shift());
    told.accept(
        new LoggedEvent(
            new SiteId(1), visitor, browser.allowed(), time, time, Verdict.HUMAN, client, event));
    int pause = 4_000 + random.nextInt(110_000);
    at = at.plusMillis(at.isBefore(latest) ? pause : pause / 1_000);
    left--;
  }

  private String url() {
    return TeaShop.ORIGIN + TeaShop.page(random, favourite);
  }

  private String key(String what) {
    return what + person.number() + "-" + carts + "-" + copy.mark();
  }

  private UUID id() {
    return copy.event(random.nextLong(), random.nextLong());
  }

  private long ms() {
    return at.toEpochMilli() - copy.shift();
  }
}
