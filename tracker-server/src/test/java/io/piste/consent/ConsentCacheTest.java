package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.support.TestClock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConsentCacheTest {
  private static final SiteId SITE = new SiteId(1);

  private final TestClock clock = new TestClock();
  private final ConsentCache cache = new ConsentCache(2);
  private final ConsentState state = state(ConsentId.random());
  private Optional<ConsentState> database = Optional.of(state);
  private int reads;

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
