package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConsentCacheTest {
  private static final SiteId SITE = new SiteId(1);
  private static final Duration RIPE = Duration.ofSeconds(10);

  private final TestClock clock = new TestClock();
  private final ConsentCache cache = new ConsentCache(2);
  private final ConsentState state = state(ConsentId.random());
  private Optional<ConsentState> database = Optional.of(state);
  private int reads;
  private int together;

  @Test
  void a_consent_is_read_once_while_it_is_fresh() {
    assertEquals(database, ask());
    assertEquals(database, ask());
    assertEquals(1, reads);

    clock.advance(ConsentCache.FRESH);

    assertEquals(database, ask());
    assertEquals(2, reads);
  }

  @Test
  void what_was_read_while_the_clock_was_ahead_is_read_again() {
    Instant now = clock.instant();
    clock.advance(Duration.ofDays(1));
    ask();

    clock.set(now);
    database = Optional.empty();

    assertEquals(Optional.empty(), ask());
  }

  @Test
  void a_change_is_seen_at_once() {
    ask();
    database = Optional.empty();

    cache.forget(SITE, state.consent());

    assertEquals(Optional.empty(), ask());
  }

  @Test
  void an_answer_that_was_on_its_way_during_a_change_is_not_kept() {
    Optional<ConsentState> late =
        cache.get(
            SITE,
            state.consent(),
            clock.instant(),
            () -> {
              Optional<ConsentState> before = database;
              database = Optional.empty();
              cache.forget(SITE, state.consent());
              return before;
            });

    assertEquals(Optional.of(state), late);
    assertEquals(Optional.empty(), ask());
  }

  @Test
  void what_does_not_exist_is_asked_again_each_time() {
    database = Optional.empty();

    ask();
    ask();

    assertEquals(2, reads);
  }

  @Test
  void it_holds_two_generations_and_no_more() {
    ask();
    for (int i = 0; i < 5; i++) {
      ConsentState other = state(ConsentId.random());
      cache.get(SITE, other.consent(), clock.instant(), () -> Optional.of(other));
    }

    ask();

    assertEquals(2, reads);
  }

  @Test
  void what_is_asked_for_all_the_time_is_read_anew_with_others() {
    ask();
    ask();
    clock.advance(RIPE);

    refresh();

    assertEquals(1, together);
    clock.advance(ConsentCache.FRESH.minusSeconds(1));
    assertEquals(database, ask());
    assertEquals(1, reads);
  }

  @Test
  void what_nobody_asks_for_is_not_read() {
    ask();
    clock.advance(RIPE);

    refresh();

    assertEquals(0, together);
  }

  @Test
  void a_consent_that_another_process_ended_is_found_out() {
    ask();
    ask();
    clock.advance(RIPE);
    database = Optional.empty();

    refresh();

    assertEquals(Optional.empty(), ask());
  }

  @Test
  void a_change_while_many_are_read_is_not_undone() {
    ask();
    ask();
    clock.advance(RIPE);

    cache.refresh(
        clock.instant(),
        keys -> {
          database = Optional.empty();
          cache.forget(SITE, state.consent());
          return Map.of(keys.getFirst(), state);
        });

    assertEquals(Optional.empty(), ask());
  }

  private void refresh() {
    cache.refresh(
        clock.instant(),
        keys -> {
          together += keys.size();
          return database.map(found -> Map.of(keys.getFirst(), found)).orElse(Map.of());
        });
  }

  private Optional<ConsentState> ask() {
    return cache.get(
        SITE,
        state.consent(),
        clock.instant(),
        () -> {
          reads++;
          return database;
        });
  }

  private ConsentState state(ConsentId consent) {
    return new ConsentState(
        SITE,
        VisitorId.random(),
        consent,
        Set.of(Purpose.VISITS),
        clock.instant().plusSeconds(1_000_000));
  }
}
