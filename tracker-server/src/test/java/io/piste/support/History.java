package io.piste.support;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Verdict;
import io.piste.protocol.Click;
import io.piste.protocol.Engagement;
import io.piste.protocol.Event;
import io.piste.protocol.Search;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A made-up past, the same for the same seed: some people on two sites, on shared and on several
 * browsers, with carts, orders, addresses typed and proved, events that come late or twice, robots,
 * and some that cannot be digested.
 */
public final class History {
  private static final List<String> PATHS =
      List.of("/", "/teas/green", "/teas/black", "/checkout", "/jobs", "/blog/a", "/blog/b");

  private final Random random;
  private final List<Track> browsers = new ArrayList<>();
  private final List<LoggedEvent> events = new ArrayList<>();
  private double minute;
  private long orders;
  private long snapshots;

  private History(long seed, int people) {
    random = new Random(seed);
    for (int i = 0; i < people; i++) {
      VisitorId visitor = new VisitorId(new UUID(random.nextLong(), random.nextLong()));
      SiteId site = new SiteId(1 + random.nextInt(2));
      browsers.add(new Track(site, visitor, EnumSet.allOf(Purpose.class)));
    }
  }

  /** So many events of so many people, a few minutes apart, beginning at {@link Track#START}. */
  public static List<LoggedEvent> of(long seed, int people, int count) {
    return of(seed, people, count, Duration.ofMinutes(7));
  }

  /** The same with another distance in time. */
  public static List<LoggedEvent> of(long seed, int people, int count, Duration apart) {
    History history = new History(seed, people);
    while (history.events.size() < count) {
      history.minute += history.random.nextDouble() * 2 * apart.toMillis() / 60_000.0;
      history.next();
    }
    return history.events;
  }

  private void next() {
    int whose = random.nextInt(browsers.size());
    Track browser = browsers.get(whose);
    if (random.nextInt(12) == 0) {
      browser = browser.allowing(EnumSet.of(Purpose.VISITS));
    }
    LoggedEvent event = event(browser, email(whose), late());
    if (random.nextInt(25) == 0) {
      event = by(event, Verdict.ROBOT);
    }
    events.add(arriving(event));
    if (random.nextInt(20) == 0) {
      events.add(events.get(events.size() - 1 - random.nextInt(Math.min(9, events.size()))));
    }
  }

  /** Now, or one of the last hours. */
  private double late() {
    return random.nextInt(6) == 0 ? minute - random.nextDouble() * 90 : minute;
  }

  /** Three browsers share two addresses. */
  private String email(int whose) {
    return "person" + whose / 3 + (random.nextBoolean() ? "a" : "b") + "@mail.example";
  }

  private LoggedEvent event(Track browser, String email, double at) {
    String cart = "c" + random.nextInt(3);
    return switch (random.nextInt(24)) {
      case 0 -> browser.claims(at, email);
      case 1 -> browser.claims(at, email, random.nextBoolean());
      case 2 -> browser.proves(at, email);
      case 3, 4, 5, 6 -> browser.cart(at, cart, snapshot(), random.nextInt(4));
      case 7, 8 -> browser.checkout(at, cart);
      case 9, 10 -> browser.order(at, "o" + order(), random.nextBoolean() ? cart : null);
      case 11, 12 -> browser.product(at, "sku" + random.nextInt(5));
      case 13 -> random.nextInt(8) == 0 ? browser.product(at, "x".repeat(101)) : page(browser, at);
      case 14, 15 -> browser.logged(other(at), at);
      default -> page(browser, at);
    };
  }

  private Event other(double at) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    long ms = Track.minute(at).toEpochMilli();
    String url = "https://www.shop.example" + PATHS.get(random.nextInt(PATHS.size()));
    return switch (random.nextInt(5)) {
      case 0 -> new Event.Engaged(id, ms, url, new Engagement(random.nextInt(20_000), 50));
      case 1 -> new Event.Searched(id, ms, url, new Search("Sencha", random.nextInt(9)));
      case 2 -> new Event.NotFound(id, ms, url, null);
      case 3 -> new Event.Clicked(id, ms, url, new Click("https://other.example/", "link"));
      default -> new Event.LoggedOut(id, ms, url);
    };
  }

  private LoggedEvent page(Track browser, double at) {
    return browser.page(at, PATHS.get(random.nextInt(PATHS.size())));
  }

  /** Rising, with one that comes late now and then. */
  private long snapshot() {
    return random.nextInt(5) == 0 ? Math.max(1, snapshots - 3) : ++snapshots;
  }

  /** Rising, told twice now and then. */
  private long order() {
    return random.nextInt(5) == 0 ? orders : ++orders;
  }

  private LoggedEvent arriving(LoggedEvent event) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        event.happenedAt(),
        Track.minute(minute),
        event.verdict(),
        event.client(),
        event.event());
  }

  private static LoggedEvent by(LoggedEvent event, Verdict verdict) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        event.happenedAt(),
        event.receivedAt(),
        verdict,
        event.client(),
        event.event());
  }
}
