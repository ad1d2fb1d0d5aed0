package io.piste.bench;

import io.piste.bench.ShopPerson.Browser;
import io.piste.consent.Purpose;
import io.piste.eventlog.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Visits that happen now, some of contacts who have a history, the others of people whom nobody
 * knows. As many at once as a busy shop has: the events of one visit are far from each other.
 */
final class ProfilesTraffic {
  private static final int EVENTS_OF_VISIT = 10;
  private static final int AT_ONCE = 1_000;

  private final ProfilesPlan plan;
  private final List<ShopPerson> seen;

  ProfilesTraffic(ProfilesPlan plan, List<ShopPerson> people) {
    this.plan = plan;
    this.seen =
        people.stream()
            .filter(person -> person.known() != null && !person.browsers().isEmpty())
            .filter(person -> person.browsers().getFirst().allowed().contains(Purpose.PROFILE))
            .toList();
  }

  /**
   * Events, in the order of their arrival; the same for the same round but for their time.
   *
   * @param knownPercent of the visits, those of contacts
   */
  List<LoggedEvent> events(int round, int many, int knownPercent, Instant now) {
    SplittableRandom random = new SplittableRandom(plan.seed() + 7_919L * round);
    List<List<LoggedEvent>> visits = new ArrayList<>();
    for (int i = 0; i < many / EVENTS_OF_VISIT; i++) {
      List<LoggedEvent> visit = new ArrayList<>();
      boolean known = random.nextInt(100) < knownPercent;
      ShopPerson person = known ? oneOf(random) : somebody(random);
      ShopCopy copy = new ShopCopy(random.nextInt(plan.copies()), plan.copies());
      ShopLife.visit(person, copy, round * many + i, now, visit::add);
      visits.add(visit);
    }
    List<LoggedEvent> events = new ArrayList<>();
    for (int from = 0; from < visits.size(); from += AT_ONCE) {
      List<List<LoggedEvent>> together =
          visits.subList(from, Math.min(visits.size(), from + AT_ONCE));
      for (int i = 0; i < EVENTS_OF_VISIT; i++) {
        for (List<LoggedEvent> visit : together) {
          events.add(arriving(visit.get(i), now.plusMillis(events.size() / 100)));
        }
      }
    }
    return events;
  }

  /** A contact, on the first browser. */
  private ShopPerson oneOf(SplittableRandom random) {
    ShopPerson person = seen.get(random.nextInt(seen.size()));
    return new ShopPerson(
        person.number(),
        person.seed(),
        EVENTS_OF_VISIT,
        person.browsers().subList(0, 1),
        person.known());
  }

  private static ShopPerson somebody(SplittableRandom random) {
    Browser fresh =
        new Browser(
            random.nextLong(), random.nextLong(), EnumSet.allOf(Purpose.class), Instant.EPOCH);
    return new ShopPerson(0, random.nextLong(), EVENTS_OF_VISIT, List.of(fresh), null);
  }

  private static LoggedEvent arriving(LoggedEvent event, Instant at) {
    return new LoggedEvent(
        event.site(),
        event.visitor(),
        event.purposes(),
        at,
        at,
        event.verdict(),
        event.client(),
        event.event());
  }
}
