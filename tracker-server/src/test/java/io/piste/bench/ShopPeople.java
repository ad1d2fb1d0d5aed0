package io.piste.bench;

import io.piste.bench.ShopPerson.Browser;
import io.piste.bench.ShopPerson.Known;
import io.piste.consent.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who comes to the shop in a year, the same for the same seed: of ten contacts seven were seen in
 * browsers, some in several, and three came from files and by hand; 15 % of the events are those of
 * people whom nobody knows. A few do most of it: activity follows a power law.
 */
final class ShopPeople {
  static final Duration YEAR = Duration.ofDays(365);

  private static final int SEEN_OF_TEN = 7;
  private static final double UNKNOWN_SHARE = 0.15;
  private static final int UNKNOWN_EVENTS = 6;

  /** The exponent of the power law, and the largest share of the events that one person makes. */
  private static final double EXPONENT = 1.25;

  private static final double LARGEST_SHARE = 0.02;

  /** For each browser at the least. */
  private static final int LEAST = 4;

  private static final List<String> FIRST =
      List.of(
          "Camille", "Marie", "Jean", "Lea", "Hugo", "Chloe", "Louis", "Emma", "Jules", "Alice",
          "Paul", "Zoe", "Lucas", "Ines", "Adam", "Nina", "Karim", "Fatima", "Yann", "Sofia",
          "Marc", "Claire", "Anne", "Pierre", "Julie", "Nicolas", "Sarah", "Thomas", "Elise",
          "Igor");
  private static final List<String> LAST =
      List.of(
          "Martin", "Bern", "Roux", "Moreau", "Laur", "Simon", "Michel", "Garc", "David", "Bertr",
          "Rouss", "Vinc", "Fourn", "Morel", "Girard", "Andr", "Merc", "Dupont", "Lamb", "Bonnet",
          "Franc", "Mart", "Legr", "Garn", "Faure", "Rouge", "Blanch", "Gu", "Per", "Clem", "Gaut",
          "Chev", "Robin", "Mass", "Sanch", "Nguy", "Boy", "Den", "Lucas", "Menard", "Duval",
          "Joly");

  private final ProfilesPlan plan;
  private final Instant end;

  private ShopPeople(ProfilesPlan plan, Instant end) {
    this.plan = plan;
    this.end = end;
  }

  /** The people of a copy, whichever it is; nothing happens after {@code end}. */
  static List<ShopPerson> until(Instant end, ProfilesPlan plan) {
    return new ShopPeople(plan, end).all();
  }

  private List<ShopPerson> all() {
    int seen = plan.contacts() * SEEN_OF_TEN / 10;
    int ofUnknown = (int) (plan.events() * UNKNOWN_SHARE);
    int unknown = ofUnknown / UNKNOWN_EVENTS;
    int[] acts = shares(seen, plan.events() - unknown * UNKNOWN_EVENTS);
    List<ShopPerson> people = new ArrayList<>();
    for (int i = 0; i < plan.contacts(); i++) {
      people.add(contact(i, i < seen ? acts[i] : 0));
    }
    for (int i = 0; i < unknown; i++) {
      int number = plan.contacts() + i;
      SplittableRandom random = random(number);
      people.add(new ShopPerson(number, seed(number), UNKNOWN_EVENTS, browsers(random, 1), null));
    }
    return people;
  }

  private int[] shares(int people, int events) {
    SplittableRandom random = new SplittableRandom(plan.seed());
    double[] weights = new double[people];
    double sum = 0;
    for (int i = 0; i < people; i++) {
      weights[i] = Math.pow(1 - random.nextDouble(), -1 / EXPONENT);
      sum += weights[i];
    }
    int[] shares = new int[people];
    int left = events;
    for (int i = 0; i < people; i++) {
      double share = Math.min(LARGEST_SHARE, weights[i] / sum);
      shares[i] = Math.max(LEAST, (int) (share * events * 0.9));
      left -= shares[i];
    }
    for (int i = 0; left != 0; i = (i + 1) % people) {
      int change = left > 0 ? 1 : shares[i] > LEAST ? -1 : 0;
      shares[i] += change;
      left -= change;
    }
    return shares;
  }

  private ShopPerson contact(int number, int events) {
    SplittableRandom random = random(number);
    String first = FIRST.get(TeaShop.few(random, FIRST.size()));
    String last = LAST.get(TeaShop.few(random, LAST.size()));
    String email =
        (first + "." + last).toLowerCase(Locale.ROOT)
            + number
            + ".%s@mail"
            + number % 7
            + ".example";
    String origin = events > 0 ? "identify" : random.nextInt(20) == 0 ? "hand" : "import";
    int several = random.nextInt(100);
    int browsers = several < 72 ? 1 : several < 92 ? 2 : several < 98 ? 3 : 4;
    return new ShopPerson(
        number,
        seed(number),
        events,
        events == 0 ? List.of() : browsers(random, Math.min(browsers, events / LEAST)),
        new Known(email, first, last, origin, someTime(random)));
  }

  private List<Browser> browsers(SplittableRandom random, int many) {
    List<Browser> browsers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      browsers.add(
          new Browser(random.nextLong(), random.nextLong(), allowed(random), someTime(random)));
    }
    return browsers;
  }

  /** Some allow carts and visits, and no profile. */
  private static Set<Purpose> allowed(SplittableRandom random) {
    int choice = random.nextInt(100);
    if (choice < 85) {
      return EnumSet.allOf(Purpose.class);
    }
    return choice < 93 ? EnumSet.of(Purpose.VISITS, Purpose.CARTS) : EnumSet.of(Purpose.VISITS);
  }

  /** Some time of the year, not in its last day. */
  private Instant someTime(SplittableRandom random) {
    return end.minusSeconds(86_400 + random.nextLong(YEAR.toSeconds() - 2 * 86_400));
  }

  private long seed(int number) {
    return plan.seed() * 1_000_003 + number;
  }

  private SplittableRandom random(int number) {
    return new SplittableRandom(seed(number));
  }

  /** Who uses somebody's browser too, of one contact in fifty; empty for the others. */
  static @Nullable Known guest(List<ShopPerson> people, ShopPerson host) {
    Known known = host.known();
    if (known == null || host.number() % 50 != 1 || host.number() + 1 >= people.size()) {
      return null;
    }
    return people.get(host.number() + 1).known();
  }
}
