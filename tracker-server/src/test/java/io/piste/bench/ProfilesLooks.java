package io.piste.bench;

import io.piste.base.Clocks;
import io.piste.bench.ShopPerson.Known;
import io.piste.segment.CountedSegment;
import io.piste.segment.Rule;
import io.piste.segment.RuleReader;
import io.piste.segment.SegmentCount;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/** What a marketer waits for: counts, pages and searches, asked of the real console over HTTP. */
final class ProfilesLooks {
  private static final String NAME = ProfilesBench.NAME;
  private static final int ASKED = 200;
  private static final int ROUNDS = 7;
  private static final double MOST_COUNT = 1_000;
  private static final double MOST_MEMBERS = 200;
  private static final double MOST_SEARCH = 100;
  private static final double MOST_CARD = 150;

  private final GrowthServer server;
  private final GrowthReader reader;
  private final ProfilesPlan plan;
  private final List<ShopPerson> people;
  private final Consumer<Figure> figures;
  private final Random random;

  ProfilesLooks(
      GrowthServer server,
      GrowthReader reader,
      ProfilesPlan plan,
      List<ShopPerson> people,
      Consumer<Figure> figures) {
    this.server = server;
    this.reader = reader;
    this.plan = plan;
    this.people = people;
    this.figures = figures;
    this.random = new Random(plan.seed());
  }

  void measure() throws IOException, InterruptedException {
    count(30, true);
    count(90, false);
    members();
    searches();
    cards();
    lists();
  }

  private void count(int days, boolean bar) {
    Rule rule = RuleReader.stored(ProfilesSegments.fiveAsStored(days));
    SegmentCount count = new SegmentCount(server.database().jdbi(), Clocks.system());
    List<Double> times = new ArrayList<>();
    CountedSegment counted = count.count(ProfilesSite.ID, rule, 5);
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      counted = count.count(ProfilesSite.ID, rule, 5);
      times.add((System.nanoTime() - begun) / 1e6);
    }
    String name =
        String.format(
            Locale.ROOT,
            "count of a segment of five conditions over %d days, %,d members of %,d, slowest of %d",
            days,
            counted.contacts(),
            counted.known(),
            ROUNDS);
    double slowest = Collections.max(times);
    figures.accept(
        bar
            ? Figure.upTo(NAME, name, slowest, "ms", MOST_COUNT)
            : Figure.told(NAME, name, slowest, "ms"));
  }

  private void members() throws IOException, InterruptedException {
    String page = "/console/segments/" + segment(ProfilesSegments.FIVE);
    warm(page);
    List<Double> times = reader.times(Collections.nCopies(20, page));
    figures.accept(
        Figure.upTo(NAME, "first page of its members, p95", p95(times), "ms", MOST_MEMBERS));
    String largest = "/console/segments/" + largestSegment();
    warm(largest);
    figures.accept(
        Figure.told(
            NAME,
            "first page of the largest segment's members, p95",
            p95(reader.times(Collections.nCopies(20, largest))),
            "ms"));
  }

  private long segment(String name) {
    return server.number("SELECT id FROM segment WHERE name = '" + name + "'");
  }

  private long largestSegment() {
    return server.number(
        "SELECT segment_id FROM segment_member GROUP BY segment_id ORDER BY COUNT(*) DESC LIMIT 1");
  }

  private void warm(String page) throws IOException, InterruptedException {
    reader.times(Collections.nCopies(10, page));
  }

  private void searches() throws IOException, InterruptedException {
    List<Double> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<String> pages = new ArrayList<>();
      for (int i = 0; i < ASKED / Kind.values().length; i++) {
        pages.add("/console/find?q=" + encoded(text(kind)));
      }
      warm(pages.getFirst());
      List<Double> times = reader.times(pages);
      all.addAll(times);
      String name = "search by " + kind.said + ", p95";
      figures.accept(Figure.told(NAME, name, p95(times), "ms"));
    }
    figures.accept(
        Figure.upTo(
            NAME,
            "search of all kinds, " + all.size() + " queries, p95",
            p95(all),
            "ms",
            MOST_SEARCH));
  }

  /** What is looked for. */
  private enum Kind {
    ADDRESS("address"),
    BEGINNING("the beginning of an address"),
    FIRST_NAME("first name"),
    LAST_NAME("last name"),
    NAMES("both names"),
    TAG("tag"),
    VISITOR("visitor"),
    CONSENT("consent");

    private final String said;

    Kind(String said) {
      this.said = said;
    }
  }

  private String text(Kind kind) {
    ShopPerson person = people.get(random.nextInt(plan.contacts()));
    ShopCopy copy = new ShopCopy(random.nextInt(plan.copies()), plan.copies());
    Known known = java.util.Objects.requireNonNull(person.known());
    return switch (kind) {
      case ADDRESS -> known.email(copy);
      case BEGINNING -> known.email(copy).substring(0, 5 + random.nextInt(6));
      case FIRST_NAME -> known.firstName();
      case LAST_NAME -> known.lastName(copy);
      case NAMES -> known.firstName() + " " + known.lastName(copy);
      case TAG -> TeaShop.KINDS.get(random.nextInt(TeaShop.KINDS.size()));
      case VISITOR -> id("visitor_id");
      case CONSENT -> id("consent_id");
    };
  }

  private String id(String column) {
    long from = random.nextLong(server.number("SELECT MAX(id) FROM consent_record"));
    byte[] id =
        server
            .database()
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT "
                                + column
                                + " FROM consent_record WHERE id > ? ORDER BY id LIMIT 1")
                        .bind(0, from)
                        .mapTo(byte[].class)
                        .one());
    String hex = HexFormat.of().formatHex(id);
    return new UUID(
            Long.parseUnsignedLong(hex.substring(0, 16), 16),
            Long.parseUnsignedLong(hex.substring(16), 16))
        .toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Among them the heaviest; none was asked for before but those ten. */
  private void cards() throws IOException, InterruptedException {
    List<String> pages = new ArrayList<>();
    for (long id : heaviest()) {
      pages.add("/console/contacts/" + id);
    }
    figures.accept(Figure.told(NAME, "events of the heaviest contact", largestShare(), "events"));
    while (pages.size() < ASKED) {
      pages.add("/console/contacts/" + idOf(people.get(random.nextInt(plan.contacts()))));
    }
    reader.times(pages.subList(pages.size() - 20, pages.size()));
    String heaviest = "card of the 10 heaviest contacts, slowest";
    figures.accept(
        Figure.told(NAME, heaviest, Collections.max(reader.times(pages.subList(0, 10))), "ms"));
    figures.accept(
        Figure.upTo(NAME, "card of a contact, p95", p95(reader.times(pages)), "ms", MOST_CARD));
  }

  private long largestShare() {
    return people.stream().mapToInt(ShopPerson::events).max().orElse(0);
  }

  /** The ten who did most, in one copy or another. */
  private List<Long> heaviest() {
    return people.stream()
        .filter(person -> person.known() != null)
        .sorted(java.util.Comparator.comparingInt(person -> -person.events()))
        .limit(10)
        .map(this::idOf)
        .toList();
  }

  /** The number of a contact in some copy. */
  private long idOf(ShopPerson person) {
    ShopCopy copy = new ShopCopy(random.nextInt(plan.copies()), plan.copies());
    String email = java.util.Objects.requireNonNull(person.known()).email(copy);
    return server.number("SELECT id FROM contact WHERE email = '" + email + "'");
  }

  private void lists() throws IOException, InterruptedException {
    told("contacts list, p95", "/console/contacts");
    told("list of 50 segments, p95", "/console/segments");
    told("scores, p95", "/console/profiles/scores");
    long score =
        server.number("SELECT id FROM score WHERE name = 'interest' AND removed_at IS NULL");
    told("a score, p95", "/console/profiles/scores/" + score);
    told("tags, p95", "/console/profiles/tags");
  }

  private void told(String name, String page) throws IOException, InterruptedException {
    warm(page);
    figures.accept(Figure.told(NAME, name, p95(reader.times(Collections.nCopies(20, page))), "ms"));
  }

  static double p95(List<Double> times) {
    List<Double> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(Math.max(0, sorted.size() * 95 / 100 - 1));
  }
}
