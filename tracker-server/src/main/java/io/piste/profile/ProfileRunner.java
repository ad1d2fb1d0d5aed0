package io.piste.profile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.db.Faults;
import io.piste.db.LockConflicts;
import io.piste.eventlog.GiveWay;
import io.piste.eventlog.NamedLock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Keeps profiles what they should be: settles those of contacts that something changed about, those
 * that time alone changes, and, in runs, everybody's. Each step is one transaction of some hundred
 * contacts, which also takes the notes away that it was done for: a kill at any time loses nothing,
 * and doing it twice changes nothing. Where that fails, they are settled by halves, and who fails
 * alone is {@link SetAside}, as are all people of a site whose rules cannot be read. One process at
 * a time works at it.
 */
public final class ProfileRunner {
  private static final int PEOPLE_AT_ONCE = 500;
  private static final int PORTIONS = 4;
  private static final int READERS = 2;
  private static final int ROWS_AT_ONCE = 5_000;

  /** What is projected of a visit meanwhile is settled once. */
  private static final Duration GIVE_WAY = Duration.ofSeconds(5);

  private static final String DUE =
      """
      SELECT site_id, contact_id FROM profile WHERE due_at <= :now ORDER BY due_at LIMIT :limit
      """;

  private static final String AFTER =
      """
      SELECT contact_id FROM profile WHERE site_id = :site AND contact_id > :last
      ORDER BY contact_id LIMIT :limit
      """;

  private static final String DROP_POINTS =
      """
      DELETE FROM profile_score WHERE score_id IN
        (SELECT id FROM score WHERE site_id = :site AND removed_at IS NOT NULL) LIMIT :limit
      """;

  private static final String DROP_SCORES =
      "DELETE FROM score WHERE site_id = :site AND removed_at IS NOT NULL";

  /** Some people of a run. */
  private record Stretch(ProfileRun run, Settlement.Asked asked, List<ContactId> contacts) {}

  /** A contact that a site knows. */
  record Known(ContactId contact, SiteId site) {}

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Settlement settlement;
  private final SetAside singly;
  private final Counter settled;
  private final GiveWay giveWay;
  private boolean more;

  /**
   * Does nothing yet.
   *
   * @param watches are shown whoever is settled, in this order
   */
  public ProfileRunner(
      Jdbi jdbi, List<PersonWatch> watches, InstantSource clock, MeterRegistry meters) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.giveWay = new GiveWay(jdbi, GIVE_WAY);
    this.settlement = new Settlement(watches, faults(clock, meters));
    this.settled =
        Counter.builder("piste.profile.settled")
            .description("Profiles of contacts that were worked out")
            .register(meters);
    this.singly = new SetAside(jdbi, clock, meters, this::settle);
  }

  private static Faults faults(InstantSource clock, MeterRegistry meters) {
    return new Faults(
        "The rules of site {} could not be read; profiles of its contacts wait: {}",
        clock,
        Counter.builder("piste.profile.rules.failed")
            .description("Times that the rules of a site could not be read")
            .register(meters));
  }

  /** Does a bounded piece of work; true while there is more. */
  public synchronized boolean runOnce() {
    Optional<NamedLock> taken = NamedLock.tryTake(jdbi, "profiles");
    if (taken.isEmpty()) {
      return false;
    }
    try (NamedLock lock = taken.get()) {
      lock.keep();
      boolean more = settleChanges();
      more |= settleDue();
      more |= goOnWithRun();
      return more;
    }
  }

  /**
   * The same for the loop of a server, one thread: lets the projector go first while it is behind.
   * Whoever it is busy with would be settled with each of its batches, and hold it up each time.
   */
  public boolean follow() {
    if (!more) {
      giveWay.toProjector();
    }
    more = runOnce();
    return more;
  }

  private boolean settleChanges() {
    try {
      return inTransaction(
          handle -> {
            ChangeNotes notes = ChangeNotes.next(handle);
            settle(handle, notes.people(handle));
            notes.take(handle);
            return notes.more();
          });
    } catch (RuntimeException e) {
      stopIfPassing(e);
    }
    ChangeNotes notes = inTransaction(ChangeNotes::next);
    settleSingly(inTransaction(notes::people));
    return inTransaction(
        handle -> {
          notes.take(handle);
          return notes.more();
        });
  }

  private boolean settleDue() {
    try {
      return inTransaction(
          handle -> {
            List<Known> due = due(handle);
            settle(handle, due);
            return due.size() == PEOPLE_AT_ONCE;
          });
    } catch (RuntimeException e) {
      stopIfPassing(e);
    }
    List<Known> due = inTransaction(this::due);
    settleSingly(due);
    return due.size() == PEOPLE_AT_ONCE;
  }

  private List<Known> due(Handle handle) {
    return handle
        .createQuery(DUE)
        .bind("now", clock.instant())
        .bind("limit", PEOPLE_AT_ONCE)
        .map((row, context) -> new Known(contact(row.getLong(2)), new SiteId(row.getLong(1))))
        .list();
  }

  private void settle(Handle handle, List<Known> people) {
    bySite(people).forEach((site, contacts) -> settle(handle, site, contacts));
  }

  /** Answers how many rows were not what they should be. */
  private long settle(Handle handle, SiteId site, Collection<ContactId> contacts) {
    Optional<Settlement.Asked> asked = settlement.at(clock.instant()).ask(handle, site);
    if (asked.isEmpty()) {
      singly.letWait(handle, site, contacts);
      return 0;
    }
    long written = settlement.settle(handle, asked.get(), contacts);
    settled.increment(contacts.size());
    return written;
  }

  private void settleSingly(List<Known> people) {
    bySite(people).forEach((site, contacts) -> singly.settle(site, List.copyOf(contacts)));
  }

  private static Map<SiteId, Set<ContactId>> bySite(List<Known> people) {
    Map<SiteId, Set<ContactId>> bySite = new TreeMap<>(Comparator.comparingLong(SiteId::value));
    people.forEach(
        one ->
            bySite.computeIfAbsent(one.site(), site -> new LinkedHashSet<>()).add(one.contact()));
    return bySite;
  }

  /** It is no contact's fault then. */
  private static void stopIfPassing(RuntimeException problem) {
    if (LockConflicts.passes(problem)) {
      throw problem;
    }
  }

  /** True while there is a run to go on with. */
  private boolean goOnWithRun() {
    Optional<Stretch> next = inTransaction(this::nextStretch);
    next.ifPresent(this::workOut);
    return next.isPresent();
  }

  /** What is done next of the oldest run whose rules can be read; empty when there is none. */
  private Optional<Stretch> nextStretch(Handle handle) {
    for (ProfileRun run : ProfileRuns.unfinished(handle)) {
      Optional<Settlement.Asked> asked = settlement.ask(handle, run.site());
      if (asked.isPresent()) {
        return Optional.of(new Stretch(run, asked.get(), nextContacts(handle, run)));
      }
    }
    return Optional.empty();
  }

  private List<ContactId> nextContacts(Handle handle, ProfileRun run) {
    List<ContactId> contacts = List.of();
    if (run.state() == ProfileRun.State.WAITING) {
      if (dropRemoved(handle, run.site())) {
        ProfileRuns.begin(handle, run, clock.instant());
      }
    } else {
      contacts =
          handle
              .createQuery(AFTER)
              .bind("site", run.site())
              .bind("last", ProfileRuns.last(handle, run))
              .bind("limit", PORTIONS * PEOPLE_AT_ONCE)
              .mapTo(ContactId.class)
              .list();
      if (contacts.isEmpty()) {
        ProfileRuns.end(handle, run, clock.instant());
      }
    }
    return contacts;
  }

  /**
   * Reads some portions at a time and writes them one after the other. What changes about somebody
   * meanwhile has a note, and notes are looked at after this: so nothing old stays for good.
   */
  private void workOut(Stretch stretch) {
    List<List<ContactId>> portions = new ArrayList<>();
    List<ContactId> all = stretch.contacts();
    for (int from = 0; from < all.size(); from += PEOPLE_AT_ONCE) {
      portions.add(all.subList(from, Math.min(all.size(), from + PEOPLE_AT_ONCE)));
    }
    try (ExecutorService readers =
        Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory())) {
      List<Future<Settlement.Loaded>> loads = new ArrayList<>();
      for (List<ContactId> portion : portions) {
        loads.add(
            readers.submit(
                () ->
                    jdbi.withHandle(handle -> Settlement.load(handle, stretch.asked(), portion))));
      }
      for (int i = 0; i < portions.size(); i++) {
        write(stretch.run(), portions.get(i), loads.get(i));
      }
    }
  }

  private void write(ProfileRun run, List<ContactId> portion, Future<Settlement.Loaded> loaded) {
    try {
      write(run, result(loaded));
    } catch (RuntimeException e) {
      stopIfPassing(e);
      long written = singly.settle(run.site(), portion);
      ProfileRuns.Progress progress =
          new ProfileRuns.Progress(portion.getLast().value(), portion.size(), written);
      inTransaction(
          handle -> {
            ProfileRuns.pass(handle, run, progress);
            return true;
          });
    }
  }

  /** Everybody up to a contact is done when the transaction that says so is committed. */
  private void write(ProfileRun run, Settlement.Loaded loaded) {
    int people = loaded.facts().size() + loaded.gone().size();
    inTransaction(
        handle -> {
          settlement.at(clock.instant());
          long written = settlement.write(handle, loaded, Settlement.Occasion.RUN);
          ProfileRuns.pass(
              handle, run, new ProfileRuns.Progress(loaded.last().value(), people, written));
          return true;
        });
    settled.increment(people);
  }

  private static Settlement.Loaded result(Future<Settlement.Loaded> loaded) {
    try {
      return loaded.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Removes what contacts have of removed scores; true when nothing is left of it. */
  private static boolean dropRemoved(Handle handle, SiteId site) {
    int dropped =
        handle.createUpdate(DROP_POINTS).bind("site", site).bind("limit", ROWS_AT_ONCE).execute();
    if (dropped < ROWS_AT_ONCE) {
      handle.createUpdate(DROP_SCORES).bind("site", site).execute();
    }
    return dropped < ROWS_AT_ONCE;
  }

  private static ContactId contact(long id) {
    return new ContactId(id);
  }

  @FunctionalInterface
  private interface Step<T> {
    T on(Handle handle);
  }

  private <T> T inTransaction(Step<T> step) {
    return LockConflicts.retried(
        () -> jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, step::on));
  }
}
