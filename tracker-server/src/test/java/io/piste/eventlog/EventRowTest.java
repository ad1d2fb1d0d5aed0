package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.protocol.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EventRowTest {
  @Test
  void every_type_of_event_comes_back_from_the_log_as_it_went_in() throws IOException {
    Set<Class<?>> missing = new HashSet<>(Arrays.asList(Event.class.getPermittedSubclasses()));
    List<Event> events = new ArrayList<>();
    for (String name :
        List.of(
            "page",
            "product",
            "cart",
            "checkout",
            "order",
            "identify-typed",
            "engage",
            "click",
            "form",
            "search",
            "notfound",
            "custom",
            "logout")) {
      events.add(example(name));
    }
    // Made by the plugin API alone, so no example of the protocol.
    events.add(changed((Event.OrderPlaced) example("order")));
    for (Event event : events) {
      LoggedEvent logged =
          new LoggedEvent(
              new SiteId(7),
              new VisitorId(UUID.randomUUID()),
              Set.of(Purpose.VISITS, Purpose.CARTS),
              Instant.ofEpochMilli(1_772_442_000_000L),
              Instant.ofEpochMilli(1_772_442_001_000L),
              Verdict.HUMAN,
              new Client("mobile", "Firefox", null, "FR", null, null),
              event);

      EventRow row = EventRow.of(logged);

      assertEquals(logged, row.logged());
      assertEquals(Json.MAPPER.readTree(row.body()).get("t").textValue(), row.type());
      missing.remove(logged.event().getClass());
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void a_time_that_is_not_believed_is_bounded_when_it_is_read_back() throws IOException {
    Instant arrived = Instant.ofEpochMilli(1_772_442_001_000L);
    assertEquals(arrived, readBack(arrived.plusMillis(1), arrived).happenedAt());
    assertEquals(
        arrived.minus(Duration.ofDays(7)),
        readBack(arrived.minus(Duration.ofDays(20_000)), arrived).happenedAt());
  }

  private static LoggedEvent readBack(Instant happened, Instant arrived) throws IOException {
    LoggedEvent logged =
        new LoggedEvent(
            new SiteId(7),
            new VisitorId(UUID.randomUUID()),
            Set.of(Purpose.VISITS),
            happened,
            arrived,
            Verdict.HUMAN,
            Client.UNKNOWN,
            example("page"));
    return EventRow.of(logged).logged();
  }

  private static Event changed(Event.OrderPlaced placed) {
    return new Event.OrderChanged(placed.id(), placed.at(), placed.u(), placed.order());
  }

  private static Event example(String name) throws IOException {
    try (var in = Event.class.getResourceAsStream("examples/" + name + ".json")) {
      return Json.MAPPER.readValue(in, Event.class);
    }
  }
}
