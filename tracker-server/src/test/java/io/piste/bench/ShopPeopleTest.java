package io.piste.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.VisitorId;
import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.Event;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ShopPeopleTest {
  private static final Instant END = Instant.parse("2026-11-30T12:00:00Z");
  private static final ProfilesPlan PLAN = new ProfilesPlan(5, 300, 6_000, 57, false, 1, false);

  private final List<ShopPerson> people = ShopPeople.until(END, PLAN);

  private List<LoggedEvent> events(int copy) {
    return ProfilesMaking.events(people, new ShopCopy(copy, PLAN.copies()), END);
  }

  @Test
  void the_same_seed_makes_the_same_people_and_events_and_another_seed_others() {
    ProfilesPlan other = new ProfilesPlan(5, 300, 6_000, 58, false, 1, false);
    assertEquals(people, ShopPeople.until(END, PLAN));
    assertEquals(events(2), events(2));
    assertNotEquals(people, ShopPeople.until(END, other));
  }

  @Test
  void makes_as_many_events_as_were_asked_for_within_a_year() {
    List<LoggedEvent> events = events(-1);
    assertEquals(PLAN.events(), events.size());
    assertEquals(
        PLAN.events(), events.stream().map(event -> event.event().id()).distinct().count());
    assertFalse(events.getFirst().happenedAt().isBefore(END.minus(ShopPeople.YEAR)));
    assertTrue(events.getLast().happenedAt().isBefore(END.plusSeconds(3 * 3_600)));
  }

  @Test
  void everybody_who_is_a_contact_says_so_on_each_browser() {
    Set<VisitorId> said =
        events(3).stream()
            .filter(event -> event.event() instanceof Event.Identified)
            .map(LoggedEvent::visitor)
            .collect(Collectors.toSet());
    Set<VisitorId> known = new HashSet<>();
    ShopCopy copy = new ShopCopy(3, PLAN.copies());
    people.stream()
        .filter(person -> person.known() != null)
        .flatMap(person -> person.browsers().stream())
        .forEach(browser -> known.add(copy.visitor(browser.high(), browser.low())));
    assertEquals(known, said);
  }

  @Test
  void a_copy_does_what_the_pattern_does_a_little_earlier_under_ids_of_its_own() {
    List<LoggedEvent> pattern = events(-1);
    List<LoggedEvent> copy = events(3);
    long shift = new ShopCopy(3, PLAN.copies()).shift();
    for (int i = 0; i < pattern.size(); i++) {
      assertEquals(pattern.get(i).happenedAt(), copy.get(i).happenedAt().plusMillis(shift));
      assertEquals(pattern.get(i).event().getClass(), copy.get(i).event().getClass());
      assertNotEquals(pattern.get(i).visitor(), copy.get(i).visitor());
      assertNotEquals(pattern.get(i).event().id(), copy.get(i).event().id());
    }
  }

  @Test
  void few_people_do_much() {
    List<Integer> acts =
        people.stream().map(ShopPerson::events).filter(many -> many > 0).sorted().toList();
    assertTrue(acts.getLast() > 5 * acts.get(acts.size() / 2), acts.toString());
  }
}
