package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.DatabaseTrouble;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.ConsentRecords.Earlier;
import io.piste.db.Jdbis;
import io.piste.journal.Journal;
import io.piste.journal.Kind;
import io.piste.journal.Replay;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Takes what people decide: into the database, and into the local journal while that is away or
 * while older choices are still on their way there. Either way the choice holds, and is on the
 * disk, when {@link #record} returns (docs/adr/0034-consent-while-the-database-is-away.md). When it
 * throws, nothing is granted. Thread-safe.
 */
public final class Choices {
  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Consents consents;
  private final Journal journal;
  private final Withdrawals withdrawals;

  /**
   * Reads nothing yet.
   *
   * @param jdbi fails within seconds when the database does not answer
   * @param withdrawals told what is taken back
   */
  public Choices(
      Jdbi jdbi, InstantSource clock, Consents consents, Journal journal, Withdrawals withdrawals) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.consents = consents;
    this.journal = journal;
    this.withdrawals = withdrawals;
  }

  /** Puts in force what the journal holds from before a restart; once, at the start. */
  public void recall() {
    journal.forEach(Kind.CHOICE, body -> consents.pending().add(JournaledChoice.read(body)));
  }

  /** How choices get from the journal to the database. */
  public Replay replay() {
    return new Replay() {
      @Override
      public void replay(Connection connection, List<String> bodies) {
        try (Handle handle = Jdbis.over(connection).open()) {
          bodies.forEach(
              body -> ConsentRecords.write(handle, JournaledChoice.read(body), withdrawals));
        }
      }

      @Override
      public void replayed(List<String> bodies) {
        consents.settled(bodies.stream().map(JournaledChoice::read).toList());
      }
    };
  }

  /** Records a choice and puts it in force; both hold when this returns. */
  Decision record(Choice choice) {
    AtomicReference<Decision> made = new AtomicReference<>();
    if (!journal.absence().isNow() && consents.pending().isEmpty()) {
      try {
        return write(choice, made);
      } catch (JdbiException e) {
        if (!DatabaseTrouble.caused(e)) {
          throw e;
        }
      }
    }
    // Perhaps it was written and only the answer got lost: under the same id it counts once.
    Decision decision = Optional.ofNullable(made.get()).orElseGet(() -> decideFromMemory(choice));
    note(JournaledChoice.of(choice, decision));
    return decision;
  }

  private Decision write(Choice choice, AtomicReference<Decision> made) {
    SiteId site = choice.site().id();
    List<ConsentId> ended = new ArrayList<>();
    // Read committed: rows that do not exist yet are not locked, so first choices never wait or
    // dead-lock on each other.
    Decision decision =
        jdbi.inTransaction(
            TransactionIsolationLevel.READ_COMMITTED,
            handle -> {
              Choice told = truthful(handle, choice);
              Decision decided = decide(told, known(handle, told));
              made.set(decided);
              ended.addAll(
                  ConsentRecords.write(handle, JournaledChoice.of(told, decided), withdrawals));
              return decided;
            });
    ended.forEach(consent -> consents.changed(site, consent));
    if (decision.visitor() != null) {
      consents.warm(site, decision.id());
    }
    return decision;
  }

  /**
   * By what is on record the act may have to be another: a withdrawal of nothing is a refusal, and
   * nobody was asked again who never chose. The choice itself stays.
   */
  private static Choice truthful(Handle handle, Choice choice) {
    Optional<Earlier> earlier =
        Optional.ofNullable(choice.previous())
            .flatMap(previous -> ConsentRecords.earlier(handle, choice.site().id(), previous));
    if (choice.how() == How.AGAIN && earlier.isEmpty()) {
      return choice.as(How.first(choice.granted(), choice.text()));
    }
    boolean gave = earlier.map(Earlier::granted).orElse(!choice.presented().isEmpty());
    return choice.how() == How.WITHDRAW && !gave ? choice.as(How.REFUSE) : choice;
  }

  /** A visitor that a choice can go on as, and since when it is known. */
  private record Known(VisitorId visitor, @Nullable Instant since) {}

  /** A visitor goes on only when browser and consent id agree on it; else there is a new one. */
  private Optional<Known> known(Handle handle, Choice choice) {
    SiteId site = choice.site().id();
    return Optional.ofNullable(choice.previous())
        .flatMap(previous -> ConsentRecords.holder(handle, site, previous))
        .filter(choice.presented()::contains)
        .map(
            visitor ->
                new Known(
                    visitor, ConsentRecords.since(handle, site, visitor).orElse(clock.instant())))
        .filter(known -> !isTooOld(known));
  }

  /** After 13 months the browser is somebody new, whatever it still presents (rule C16). */
  private boolean isTooOld(Known known) {
    return known.since() != null
        && !clock.instant().isBefore(known.since().plus(Decision.VISITOR_LIFE));
  }

  private Decision decideFromMemory(Choice choice) {
    return decide(
        choice,
        Optional.ofNullable(choice.previous())
            .flatMap(previous -> consents.holderInMemory(choice.site().id(), previous))
            .filter(choice.presented()::contains)
            .map(visitor -> new Known(visitor, null)));
  }

  private Decision decide(Choice choice, Optional<Known> known) {
    Instant now = clock.instant();
    // What the site asks for itself needs no visitor: we do nothing with it.
    boolean somebody = !choice.ours().isEmpty();
    Known who = known.orElseGet(() -> new Known(VisitorId.random(), now));
    return new Decision(
        ConsentId.random(),
        choice.granted(),
        somebody ? who.visitor() : null,
        somebody ? who.since() : null,
        now);
  }

  private void note(JournaledChoice journaled) {
    if (consents.pending().isFull()) {
      throw new Problem(
          ProblemCode.DATABASE_AWAY,
          "The database is away and too many choices wait for it; send this one again later.");
    }
    // Before it is on the disk: from here on nothing passes that the choice takes back.
    consents.pending().add(journaled);
    try {
      journal.append(Kind.CHOICE, List.of(journaled.written()));
    } catch (RuntimeException e) {
      consents.refused(journaled);
      throw e;
    }
  }
}
