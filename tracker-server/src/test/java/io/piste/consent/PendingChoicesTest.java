package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PendingChoicesTest {
  private static final SiteId SITE = new SiteId(1);
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private final PendingChoices pending = new PendingChoices();
  private final UUID ada = UUID.randomUUID();
  private final UUID before = UUID.randomUUID();

  @Test
  void a_grant_holds_and_ends_what_it_replaces() {
    JournaledChoice grant = choice(before, List.of(ada), ada, Purpose.VISITS, Purpose.CARTS);
    pending.add(grant);

    assertEquals(
        Set.of(Purpose.VISITS, Purpose.CARTS),
        pending.state(SITE, grant.consentId()).orElseThrow().purposes());
    assertTrue(pending.decides(SITE, new ConsentId(before)));
    assertEquals(Optional.empty(), pending.state(SITE, new ConsentId(before)));
    assertEquals(
        Optional.of(Set.of(Purpose.VISITS, Purpose.CARTS)),
        pending.purposes(SITE, new VisitorId(ada)));
  }

  @Test
  void a_withdrawal_ends_every_consent_of_the_visitor_whatever_its_id() {
    pending.add(choice(null, List.of(ada), null));

    assertFalse(pending.lets(stored(ada, UUID.randomUUID())));
    assertTrue(pending.lets(stored(UUID.randomUUID(), UUID.randomUUID())));
    assertEquals(Optional.of(Set.of()), pending.purposes(SITE, new VisitorId(ada)));
    assertEquals(Optional.empty(), pending.purposes(SITE, VisitorId.random()));
  }

  @Test
  void a_visitor_whose_place_another_one_took_is_left_nothing() {
    UUID other = UUID.randomUUID();
    pending.add(choice(before, List.of(ada), other, Purpose.VISITS));

    assertEquals(Optional.of(Set.of()), pending.purposes(SITE, new VisitorId(ada)));
    assertEquals(Optional.of(Set.of(Purpose.VISITS)), pending.purposes(SITE, new VisitorId(other)));
    assertFalse(pending.lets(stored(ada, before)));
  }

  @Test
  void the_later_choice_has_the_last_word_also_when_the_earlier_one_is_settled() {
    JournaledChoice grant = choice(null, List.of(), ada, Purpose.VISITS);
    JournaledChoice withdrawal = choice(grant.id(), List.of(ada), null);
    pending.add(grant);
    pending.add(withdrawal);
    assertEquals(Optional.empty(), pending.state(SITE, grant.consentId()));

    pending.remove(grant);

    assertTrue(pending.decides(SITE, grant.consentId()), "the withdrawal is still pending");
    assertEquals(Optional.empty(), pending.state(SITE, grant.consentId()));
    assertEquals(Optional.of(Set.of()), pending.purposes(SITE, new VisitorId(ada)));

    pending.remove(withdrawal);

    assertTrue(pending.isEmpty());
    assertFalse(pending.decides(SITE, grant.consentId()));
    assertEquals(Optional.empty(), pending.purposes(SITE, new VisitorId(ada)));
  }

  @Test
  void whoever_read_while_a_choice_was_settled_can_tell() {
    JournaledChoice grant = choice(null, List.of(), ada, Purpose.VISITS);
    pending.add(grant);
    long version = pending.version();
    pending.remove(grant);
    assertTrue(pending.version() != version);
  }

  @Test
  void another_sites_choice_says_nothing() {
    pending.add(choice(before, List.of(ada), null));
    SiteId other = new SiteId(2);
    assertFalse(pending.decides(other, new ConsentId(before)));
    assertEquals(Optional.empty(), pending.purposes(other, new VisitorId(ada)));
  }

  @Test
  void it_has_an_end() {
    for (int i = 0; i < PendingChoices.MOST; i++) {
      assertFalse(pending.isFull());
      pending.add(choice(null, List.of(), null));
    }
    assertTrue(pending.isFull());
  }

  @Test
  void a_choice_can_be_written_and_read_back() {
    JournaledChoice grant = choice(before, List.of(ada), ada, Purpose.VISITS, Purpose.CARTS);
    assertEquals(grant, JournaledChoice.read(grant.written()));
    JournaledChoice refusal = choice(null, List.of(), null);
    assertEquals(refusal, JournaledChoice.read(refusal.written()));
  }

  private static JournaledChoice choice(
      @Nullable UUID previous, List<UUID> presented, @Nullable UUID visitor, Purpose... granted) {
    Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
    purposes.addAll(List.of(granted));
    return new JournaledChoice(
        SITE.value(),
        UUID.randomUUID(),
        previous,
        presented,
        visitor,
        "00".repeat(32),
        1,
        "en",
        Purpose.bits(purposes),
        "preferences",
        false,
        "https://www.shop.example/",
        NOW.toEpochMilli(),
        NOW.plusSeconds(1_000_000).toEpochMilli(),
        null,
        null);
  }

  private static ConsentState stored(UUID visitor, UUID consent) {
    return new ConsentState(
        SITE,
        new VisitorId(visitor),
        new ConsentId(consent),
        Set.of(Purpose.VISITS),
        NOW.plusSeconds(1_000));
  }
}
