package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.journal.Journal;
import io.piste.journal.JournalSettings;
import io.piste.journal.Kind;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import io.piste.support.TestMariaDb;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consent in the database, and choices about it that are still in the journal. */
final class ConsentsIT {
  private static final SiteId SITE = new SiteId(1);

  private final TestDatabase database = TestDatabase.fresh();
  private final TestClock clock = new TestClock();
  private final Journal journal =
      new Journal(TestMariaDb.newFolder(), new JournalSettings(16), clock);
  private final Consents consents = new Consents(database.jdbi(), clock, journal.absence());
  private final Choices choices =
      new Choices(database.jdbi(), clock, consents, journal, Withdrawals.UNHEARD);
  private final VisitorId ada = VisitorId.random();
  private final JournaledChoice granted = choice(null, List.of(), ada, Purpose.CARTS);

  @AfterEach
  void stop() {
    journal.close();
    database.close();
  }

  @Test
  void a_withdrawal_in_the_journal_of_an_earlier_run_goes_before_the_database() {
    database
        .jdbi()
        .useTransaction(handle -> ConsentRecords.write(handle, granted, Withdrawals.UNHEARD));
    assertTrue(consents.allows(SITE, ada, Purpose.CARTS));
    assertEquals(granted.state(), consents.current(SITE, granted.consentId()));

    journal.start();
    JournaledChoice withdrawal = choice(granted.id(), List.of(ada), null);
    journal.append(Kind.CHOICE, List.of(withdrawal.written()));
    choices.recall();

    assertFalse(consents.allows(SITE, ada, Purpose.CARTS));
    assertEquals(Optional.empty(), consents.current(SITE, granted.consentId()));
  }

  @Test
  void a_withdrawal_that_knows_the_consent_id_alone_ends_what_is_allowed_too() {
    database
        .jdbi()
        .useTransaction(handle -> ConsentRecords.write(handle, granted, Withdrawals.UNHEARD));
    journal.start();
    journal.append(Kind.CHOICE, List.of(choice(granted.id(), List.of(), null).written()));
    choices.recall();

    assertFalse(consents.allows(SITE, ada, Purpose.CARTS));
    assertEquals(Optional.empty(), consents.current(SITE, granted.consentId()));
  }

  @Test
  void the_database_has_the_last_word_once_it_has_the_choice() throws SQLException {
    journal.start();
    JournaledChoice again = choice(granted.id(), List.of(ada), ada, Purpose.VISITS);
    database
        .jdbi()
        .useTransaction(handle -> ConsentRecords.write(handle, granted, Withdrawals.UNHEARD));
    consents.current(SITE, granted.consentId());
    journal.append(Kind.CHOICE, List.of(again.written()));
    choices.recall();
    assertFalse(consents.allows(SITE, ada, Purpose.CARTS));

    List<String> bodies = List.of(again.written());
    database
        .jdbi()
        .useTransaction(handle -> choices.replay().replay(handle.getConnection(), bodies));
    choices.replay().replayed(bodies);

    assertTrue(consents.pending().isEmpty());
    assertTrue(consents.allows(SITE, ada, Purpose.VISITS));
    assertEquals(again.state(), consents.current(SITE, again.consentId()));
    assertEquals(Optional.empty(), consents.current(SITE, granted.consentId()), "not from memory");
  }

  @Test
  void a_choice_that_is_on_record_is_not_put_in_force_again() {
    JournaledChoice withdrawal = choice(granted.id(), List.of(ada), null);
    database
        .jdbi()
        .useTransaction(
            handle -> {
              ConsentRecords.write(handle, granted, Withdrawals.UNHEARD);
              ConsentRecords.write(handle, withdrawal, Withdrawals.UNHEARD);
              assertEquals(List.of(), ConsentRecords.write(handle, granted, Withdrawals.UNHEARD));
            });
    assertFalse(consents.allows(SITE, ada, Purpose.CARTS));
  }

  private static JournaledChoice choice(
      @Nullable UUID previous,
      List<VisitorId> presented,
      @Nullable VisitorId visitor,
      Purpose... granted) {
    return new JournaledChoice(
        SITE.value(),
        UUID.randomUUID(),
        previous,
        presented.stream().map(VisitorId::value).toList(),
        visitor == null ? null : visitor.value(),
        "00".repeat(32),
        1,
        "en",
        Purpose.bits(java.util.Set.of(granted)),
        granted.length == 0 ? "withdraw" : "preferences",
        false,
        "https://www.shop.example/",
        1_772_442_000_000L,
        1_872_442_000_000L,
        null,
        null);
  }
}
